package io.github.camelwechatpay;

import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.consumer.RouteExecution;
import io.github.camelwechatpay.files.BillDays;
import io.github.camelwechatpay.files.BillRows;
import io.github.camelwechatpay.files.FileException;
import io.github.camelwechatpay.files.FileLink;
import io.github.camelwechatpay.producer.Downloads;
import io.github.camelwechatpay.producer.ExchangeCaller;
import io.github.camelwechatpay.producer.OperationResolver;
import io.github.camelwechatpay.uri.OperationName;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the bill of each day, checks it, and runs the route with it. The consumer remembers a bill only after its route has
 * completed, so that a node that dies before loses no bill.
 */
public class WechatpayBillConsumer extends ScheduledPollConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(WechatpayBillConsumer.class);

    private static final String DATE = "bill_date";

    /** API codes of WeChat Pay for a bill that does not exist yet, or never will because the day has no transactions. */
    private static final Set<String> NO_BILL =
            Set.of("NO_STATEMENT_EXIST", "STATEMENT_CREATING", "NOT_FOUND", "RESOURCE_NOT_EXISTS");

    /**
     * Represents one bill.
     *
     * @param mchid the merchant number
     * @param day the day in China
     * @param id identifies merchant, bill, query parameters and day
     */
    private record Bill(String mchid, LocalDate day, String id) {

        void describe(Message message, String ownId) {
            message.setHeader(WechatpayConstants.BILL_DATE, day.toString());
            message.setHeader(WechatpayConstants.BILL_ID, ownId);
            message.setHeader(WechatpayConstants.MCHID, mchid);
        }
    }

    private final WechatpayEndpoint endpoint;
    private final WechatpayConfiguration configuration;
    private final IdempotentRepository repository;
    private final Set<LocalDate> missing = new HashSet<>();
    private final AtomicBoolean polling = new AtomicBoolean();

    private OperationResolver operations;
    private String responseType;
    private ExchangeCaller caller;

    WechatpayBillConsumer(WechatpayEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.configuration = endpoint.getConfiguration();
        this.repository = configuration.getIdempotentRepository() != null
                ? configuration.getIdempotentRepository()
                : MemoryIdempotentRepository.memoryIdempotentRepository(2 * BillDays.MOST);
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (documented().noneMatch(operation -> operation.path().equals("v3/" + endpoint.getOperation()))) {
            throw new IllegalArgumentException("There is no wechatpay:" + endpoint.getOperation() + ": there are "
                    + documented()
                            .map(operation -> operation.path().substring("v3/".length()))
                            .collect(Collectors.joining(", ")));
        }
        if (endpoint.getQuery().containsKey(DATE)) {
            throw new IllegalArgumentException(
                    "Option query." + DATE + " is the consumer's: option billDays says which days it fetches");
        }
        if (endpoint.getBillDays() < 1 || endpoint.getBillDays() > BillDays.MOST) {
            throw new IllegalArgumentException("Option billDays is " + endpoint.getBillDays()
                    + ": it must be at least 1 and at most " + BillDays.MOST);
        }
        operations = endpoint.operations(OperationName.of("v3/" + endpoint.getOperation()));
        responseType = responseType();
    }

    private static Stream<Operation> documented() {
        return Catalog.get().operations().stream()
                .filter(operation -> operation.path().startsWith("v3/bill/"))
                .filter(FileLink::isDocumented)
                .filter(operation -> operation.query().stream()
                        .anyMatch(field -> field.name().equals(DATE)));
    }

    /** Returns option {@code responseType}. Its default {@code map} stands for {@code stream}, because a bill is a file. */
    private String responseType() {
        String wanted = configuration.getResponseType();
        if (endpoint.isSplit() || "map".equals(wanted)) {
            return Downloads.STREAM;
        }
        if (!Downloads.isWanted(wanted)) {
            throw new IllegalArgumentException(
                    "Option responseType is \"" + wanted + "\": a bill is a stream or a file");
        }
        return wanted;
    }

    @Override
    protected void doStart() throws Exception {
        ServiceHelper.startService(repository);
        caller = endpoint.caller(operations, responseType);
        caller.check();
        super.doStart();
    }

    @Override
    public WechatpayEndpoint getEndpoint() {
        return endpoint;
    }

    /** Fetches the bills that are due, and returns how many exchanges have completed. */
    @Override
    protected int poll() throws Exception {
        // A route that is stopped and started again leaves a poll running that waits for its file
        if (!polling.compareAndSet(false, true)) {
            return 0;
        }
        try {
            return pollDays();
        } finally {
            polling.set(false);
        }
    }

    private int pollDays() throws Exception {
        List<LocalDate> days =
                BillDays.last(endpoint.getBillDays(), endpoint.getComponent().getClock());
        missing.retainAll(days);
        int completed = 0;
        Exception failure = null;
        for (LocalDate day : days) {
            if (!isPollAllowed()) {
                break;
            }
            try {
                completed += poll(day);
            } catch (Exception e) {
                // A failed day must not prevent the other days
                Exception failed = new BillException(
                        endpoint.getOperation() + " of " + day + " is repeated at the next poll: " + e.getMessage(), e);
                if (failure == null) {
                    failure = failed;
                } else {
                    failure.addSuppressed(failed);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
        return completed;
    }

    private int poll(LocalDate day) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            Bill bill = bill(caller.mchid(exchange.getMessage()), day);
            if (repository.contains(exchange, bill.id())) {
                return 0;
            }
            int completed = run(exchange, bill);
            if (completed >= 0) {
                repository.add(exchange, bill.id());
                repository.confirm(exchange, bill.id());
            }
            return Math.max(0, completed);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private Bill bill(String mchid, LocalDate day) {
        String parameters = new TreeMap<>(endpoint.getQuery()).toString();
        return new Bill(mchid, day, mchid + ':' + endpoint.getOperation() + ':' + parameters + ':' + day);
    }

    /** Returns how many exchanges have completed, negative if the bill was not handled to its end. */
    private int run(Exchange exchange, Bill bill) throws Exception {
        return RouteExecution.inUnitOfWork(this, exchange, () -> {
            if (!fetch(exchange, bill.day())) {
                return -1;
            }
            return endpoint.isSplit()
                    ? runRows(exchange.getMessage().getBody(InputStream.class), bill)
                    : runWhole(exchange, bill);
        });
    }

    /** Fetches the bill of a day as the body of an exchange. Returns false if there is no bill. */
    private boolean fetch(Exchange exchange, LocalDate day) throws Exception {
        caller.call(exchange, operations.fixed().withQuery(DATE, day.toString()));
        if (exchange.getException() instanceof WechatpayCallException refusal
                && refusal.getOutcome() == Outcome.REJECTED
                && refusal.getCode() != null
                && NO_BILL.contains(refusal.getCode())) {
            exchange.setException(null);
            if (missing.add(day)) {
                LOG.info(
                        "There is no {} of {} ({}): each poll asks for it, until it is there or older than option billDays",
                        endpoint.getOperation(),
                        day,
                        refusal.getCode());
            }
            return false;
        }
        RouteExecution.requireSuccess(exchange);
        if (exchange.getMessage().getBody() == null) {
            // Without this check an empty response would count as a bill that was handled
            throw new FileException("the response is empty, so it names no file");
        }
        return true;
    }

    private int runWhole(Exchange exchange, Bill bill) throws Exception {
        Object content = exchange.getMessage().getBody();
        boolean handled = false;
        try {
            // The route may have been stopped while the bill was fetched
            if (!isPollAllowed()) {
                return -1;
            }
            bill.describe(exchange.getIn(), bill.id());
            RouteExecution.route(this, exchange);
            handled = true;
            return 1;
        } finally {
            if (!handled && content instanceof File file) {
                // The next poll fetches the file again
                Files.deleteIfExists(file.toPath());
            }
        }
    }

    private int runRows(InputStream content, Bill bill) throws Exception {
        BillRows rows = new BillRows(content);
        for (Map<String, String> row = rows.next(); row != null; row = rows.next()) {
            if (!isPollAllowed()) {
                return -1;
            }
            runRow(row, rows.summary(), rows.count(), bill);
        }
        // Checks the summary of a bill without rows, so that a bill that breaks off does not pass for an empty bill
        rows.summary();
        return (int) Math.min(Integer.MAX_VALUE, rows.count());
    }

    private void runRow(Map<String, String> row, @Nullable Map<String, String> summary, long number, Bill bill)
            throws Exception {
        Exchange exchange = createExchange(false);
        try {
            bill.describe(exchange.getIn(), bill.id() + ':' + number);
            exchange.getIn().setBody(row);
            exchange.getIn().setHeader(WechatpayConstants.BILL_ROW, number);
            if (summary != null) {
                exchange.getIn().setHeader(WechatpayConstants.BILL_SUMMARY, summary);
            }
            RouteExecution.inUnitOfWork(this, exchange, () -> {
                RouteExecution.route(this, exchange);
                return null;
            });
        } catch (Exception e) {
            throw new BillException("row " + number + " failed: " + e.getMessage(), e);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private static final class BillException extends Exception {

        private static final long serialVersionUID = 1L;

        BillException(String message, Exception cause) {
            super(message, cause);
        }
    }
}
