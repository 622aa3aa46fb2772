package io.github.camelwechatpay.sandbox.internal.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.sandbox.internal.call.Call;
import io.github.camelwechatpay.sandbox.internal.call.CallHandler;
import io.github.camelwechatpay.sandbox.internal.common.BoundedMap;
import io.github.camelwechatpay.sandbox.internal.common.RandomText;
import io.github.camelwechatpay.sandbox.internal.common.SandboxClock;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import io.github.camelwechatpay.sandbox.internal.http.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Executes the operations of orders below {@code v3/pay/transactions} and {@code v3/pay/partner/transactions}. Calls
 * create, query, close and reverse an order, and {@link #pay} pays it. An {@code out_trade_no} identifies one order, of
 * whichever sub-merchant. Bounded. Thread-safe.
 */
public final class PayTransactions {
    private static final String PROVIDER = "v3/pay/partner/transactions/";
    private static final List<String> ROOTS = List.of("v3/pay/transactions/", PROVIDER);
    private static final List<String> PREPAID = List.of("prepay_id", "code_url", "h5_url");
    private static final int MAX_ORDERS = 100_000;

    private final CallHandler generic;
    private final SandboxClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Order> orders = new BoundedMap<>(MAX_ORDERS);
    private final Map<String, String> numbers = new BoundedMap<>(MAX_ORDERS);

    public PayTransactions(CallHandler generic, SandboxClock clock) {
        this.generic = generic;
        this.clock = clock;
    }

    public Map<String, CallHandler> handlers(Catalog catalog) {
        Map<String, CallHandler> handlers = new HashMap<>();
        for (Operation operation : catalog.operations()) {
            for (String root : ROOTS) {
                if (operation.path().startsWith(root)) {
                    handler(operation, operation.path().substring(root.length()))
                            .ifPresent(handler -> handlers.put(operation.toString(), handler));
                }
            }
        }
        return handlers;
    }

    private Optional<CallHandler> handler(Operation operation, String rest) {
        return switch (rest) {
            case "out-trade-no/{out_trade_no}" -> Optional.of(call -> query(call, numberOf(call)));
            case "id/{transaction_id}" ->
                Optional.of(call -> query(call, number(call.pathParameters().get("transaction_id"))));
            case "out-trade-no/{out_trade_no}/close" -> Optional.of(this::close);
            case "out-trade-no/{out_trade_no}/reverse" -> Optional.of(this::reverse);
            case "codepay" -> Optional.of(this::payByCode);
            default ->
                operation.answer().stream().map(Field::name).anyMatch(PREPAID::contains)
                        ? Optional.of(this::create)
                        : Optional.empty();
        };
    }

    private ObjectNode create(Call call) throws Refusal {
        lock.lock();
        try {
            String number = call.body().path("out_trade_no").asText();
            Order known = orders.get(number);
            if (known == null) {
                put(new Order(
                        call, Order.State.NOTPAY, "42000" + RandomText.secure().digits(23), ""));
            } else {
                checkRepetition(known, call);
            }
            return generic.execute(call);
        } finally {
            lock.unlock();
        }
    }

    private static void checkRepetition(Order known, Call call) throws Refusal {
        if (!known.creation().operation().equals(call.operation())
                || !known.creation().body().equals(call.body())) {
            throw Refusal.differentParameters("/out_trade_no", "body");
        }
        if (known.wasPaid()) {
            throw Refusal.state("ORDER_PAID", "The order is paid");
        }
        if (known.state() == Order.State.CLOSED) {
            throw Refusal.state("ORDER_CLOSED", "The order is closed");
        }
    }

    private ObjectNode payByCode(Call call) throws Refusal {
        lock.lock();
        try {
            create(call);
            String number = call.body().path("out_trade_no").asText();
            put(orders.get(number).paid(clock.rfc3339()));
            return query(call, number);
        } finally {
            lock.unlock();
        }
    }

    private ObjectNode query(Call call, String number) throws Refusal {
        Order order = existing(call, number);
        ObjectNode view = order.view();
        ObjectNode answer = DocumentedFields.of(view, call.operation().answer());
        if (order.wasPaid()) {
            // Some official pages leave these fields out, but merchants query for them
            answer.set("payer", view.get("payer"));
            answer.set("amount", view.get("amount"));
        }
        return answer;
    }

    private ObjectNode close(Call call) throws Refusal {
        lock.lock();
        try {
            Order order = existing(call, numberOf(call));
            if (order.wasPaid()) {
                throw Refusal.state("ORDER_PAID", "The order is paid: refund it");
            }
            put(order.become(Order.State.CLOSED));
            return StrictJson.object();
        } finally {
            lock.unlock();
        }
    }

    private ObjectNode reverse(Call call) throws Refusal {
        lock.lock();
        try {
            Order order = existing(call, numberOf(call)).become(Order.State.REVOKED);
            put(order);
            return DocumentedFields.of(order.view(), call.operation().answer());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Pays an order as the buyer.
     *
     * @throws IllegalArgumentException when there is no such order, or it cannot be paid
     */
    public Order pay(String number) {
        lock.lock();
        try {
            Order order = find(number)
                    .orElseThrow(() -> new IllegalArgumentException("No order has the out_trade_no " + number));
            if (order.state() != Order.State.NOTPAY) {
                throw new IllegalArgumentException("The order " + number + " cannot be paid: it is " + order.state());
            }
            Order paid = order.paid(clock.rfc3339());
            put(paid);
            return paid;
        } finally {
            lock.unlock();
        }
    }

    void refunded(Order order) {
        put(order.become(Order.State.REFUND));
    }

    Optional<Order> find(String number) {
        lock.lock();
        try {
            return Optional.ofNullable(orders.get(number));
        } finally {
            lock.unlock();
        }
    }

    /** Returns the {@code out_trade_no} of a paid order; empty if there is no such order. */
    String number(String transactionId) {
        lock.lock();
        try {
            return numbers.getOrDefault(transactionId, "");
        } finally {
            lock.unlock();
        }
    }

    private static String numberOf(Call call) {
        return call.pathParameters().get("out_trade_no");
    }

    /** Finds an order. A merchant does not see the orders of a service provider, nor the other way round. */
    private Order existing(Call call, String number) throws Refusal {
        return find(number)
                .filter(order -> isOfProvider(order.creation()) == isOfProvider(call))
                .orElseThrow(Refusal::noOrder);
    }

    private static boolean isOfProvider(Call call) {
        return call.operation().path().startsWith(PROVIDER);
    }

    private void put(Order order) {
        lock.lock();
        try {
            orders.put(order.number(), order);
            if (order.wasPaid()) {
                numbers.put(order.transactionId(), order.number());
            }
        } finally {
            lock.unlock();
        }
    }

    public void reset() {
        lock.lock();
        try {
            orders.clear();
            numbers.clear();
        } finally {
            lock.unlock();
        }
    }
}
