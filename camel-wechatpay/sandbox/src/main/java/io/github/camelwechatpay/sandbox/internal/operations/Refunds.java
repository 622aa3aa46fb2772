package io.github.camelwechatpay.sandbox.internal.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.internal.call.Call;
import io.github.camelwechatpay.sandbox.internal.call.CallHandler;
import io.github.camelwechatpay.sandbox.internal.call.Caller;
import io.github.camelwechatpay.sandbox.internal.common.BoundedMap;
import io.github.camelwechatpay.sandbox.internal.common.RandomText;
import io.github.camelwechatpay.sandbox.internal.common.SandboxClock;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import io.github.camelwechatpay.sandbox.internal.http.Refusal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/**
 * Executes the operations of refunds. A refund is processing in the response that creates it, and has succeeded when it
 * is queried. The notification follows the response. Bounded. Thread-safe.
 */
public final class Refunds {
    static final String EVENT_TYPE = "REFUND.SUCCESS";

    private static final int MAX_REFUNDS = 100_000;

    private record Refund(JsonNode request, ObjectNode view) {}

    private final PayTransactions orders;
    private final SandboxClock clock;
    private final BiConsumer<String, SandboxNotification> notifier;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Refund> refunds = new BoundedMap<>(MAX_REFUNDS);
    private final Map<String, Long> refundedByOrder = new BoundedMap<>(MAX_REFUNDS);

    public Refunds(PayTransactions orders, SandboxClock clock, BiConsumer<String, SandboxNotification> notifier) {
        this.orders = orders;
        this.clock = clock;
        this.notifier = notifier;
    }

    public Map<String, CallHandler> handlers() {
        return Map.of(
                "POST v3/refund/domestic/refunds", this::create,
                "GET v3/refund/domestic/refunds/{out_refund_no}", this::query);
    }

    private ObjectNode create(Call call) throws Refusal {
        lock.lock();
        try {
            String number = call.body().path("out_refund_no").asText();
            Refund refund = refunds.get(number);
            if (refund == null) {
                refund = new Refund(call.body(), view(call, payable(call)));
                refunds.put(number, refund);
                notifySuccess(refund, call.caller());
            } else if (!refund.request().equals(call.body())) {
                throw Refusal.differentParameters("/out_refund_no", "body");
            }
            ObjectNode answer = refund.view().deepCopy().put("status", "PROCESSING");
            answer.remove("success_time");
            return DocumentedFields.of(answer, call.operation().answer());
        } finally {
            lock.unlock();
        }
    }

    private Order payable(Call call) throws Refusal {
        JsonNode body = call.body();
        if (!body.has("transaction_id") && !body.has("out_trade_no")) {
            throw Refusal.parameter("/transaction_id", "body", "required where there is no out_trade_no");
        }
        String number = body.has("out_trade_no")
                ? body.get("out_trade_no").asText()
                : orders.number(body.get("transaction_id").asText());
        Order order = orders.find(number).orElseThrow(() -> Refusal.noResource("The order does not exist"));
        if (body.has("transaction_id")
                && order.wasPaid()
                && !body.get("transaction_id").asText().equals(order.transactionId())) {
            throw Refusal.parameter("/transaction_id", "body", "not the number of the order in out_trade_no");
        }
        if (!order.wasPaid() || order.state() == Order.State.REVOKED) {
            throw Refusal.state("INVALID_REQUEST", "The order is not paid");
        }
        long refunded = refundedByOrder.getOrDefault(order.number(), 0L);
        if (body.at("/amount/total").asLong() != order.total()) {
            throw Refusal.parameter("/amount/total", "body", "not the total of the order");
        }
        if (refunded + body.at("/amount/refund").asLong() > order.total()) {
            throw Refusal.state("INVALID_REQUEST", "Refunds would exceed the total of the order");
        }
        return order;
    }

    private ObjectNode view(Call call, Order order) {
        ObjectNode view = call.body().deepCopy();
        long refund = view.at("/amount/refund").asLong();
        orders.refunded(order);
        refundedByOrder.merge(order.number(), refund, Long::sum);
        view.put(view.has("sub_mchid") ? "sp_mchid" : "mchid", call.caller().mchid());
        view.withObject("/amount")
                .put("payer_total", order.total())
                .put("payer_refund", refund)
                .put("settlement_refund", refund)
                .put("settlement_total", order.total())
                .put("discount_refund", 0);
        return view.put("refund_id", "503000" + RandomText.secure().digits(22))
                .put("out_trade_no", order.number())
                .put("transaction_id", order.transactionId())
                .put("channel", "ORIGINAL")
                .put("user_received_account", "Sandbox account")
                .put("funds_account", view.path("funds_account").asText("AVAILABLE"))
                .put("create_time", clock.rfc3339())
                .put("success_time", clock.rfc3339())
                .put("status", "SUCCESS");
    }

    private void notifySuccess(Refund refund, Caller caller) {
        String url = refund.request().path("notify_url").asText();
        if (!url.isEmpty()) {
            ObjectNode resource = refund.view().deepCopy().put("refund_status", "SUCCESS");
            resource.remove(List.of("status", "notify_url", "reason", "create_time", "channel"));
            notifier.accept(url, caller.address(SandboxNotification.of(EVENT_TYPE, StrictJson.text(resource))));
        }
    }

    private ObjectNode query(Call call) throws Refusal {
        lock.lock();
        try {
            Refund refund = refunds.get(call.pathParameters().get("out_refund_no"));
            if (refund == null) {
                throw Refusal.noResource("The refund does not exist");
            }
            return DocumentedFields.of(refund.view(), call.operation().answer());
        } finally {
            lock.unlock();
        }
    }

    public void reset() {
        lock.lock();
        try {
            refunds.clear();
            refundedByOrder.clear();
        } finally {
            lock.unlock();
        }
    }
}
