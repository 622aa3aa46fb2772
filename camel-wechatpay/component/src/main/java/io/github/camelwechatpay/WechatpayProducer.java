package io.github.camelwechatpay;

import io.github.camelwechatpay.call.Failures;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.concurrent.BoundedPool;
import io.github.camelwechatpay.concurrent.SigningQueue;
import io.github.camelwechatpay.producer.ExchangeCaller;
import io.github.camelwechatpay.producer.OperationResolver;
import io.github.camelwechatpay.producer.ResolvedOperation;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the body of an exchange as a signed call, and sets the verified response as the body of the message. */
public class WechatpayProducer extends DefaultAsyncProducer {

    private static final Logger LOG = LoggerFactory.getLogger(WechatpayProducer.class);

    private final WechatpayEndpoint endpoint;
    private final WechatpayConfiguration configuration;

    private OperationResolver operations;
    private ExchangeCaller caller;
    private BoundedPool pool;

    WechatpayProducer(WechatpayEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.configuration = endpoint.getConfiguration();
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        operations = endpoint.operations(endpoint.name());
        if (operations.fixed() != null) {
            warnIfUnknown(operations.fixed());
            warnOfLiteralPlaceholders(operations.fixed());
        }
    }

    private static void warnIfUnknown(ResolvedOperation operation) {
        if (operation.destination().operation().isEmpty()) {
            LOG.warn(
                    "The catalog does not know {}. The component calls it. If it is a typo, the nearest are {}",
                    operation,
                    Catalog.get().nearestPaths(operation.path().text(), 3));
        }
    }

    private static void warnOfLiteralPlaceholders(ResolvedOperation operation) {
        operation
                .literalPlaceholders()
                .forEach((segment, placeholder) -> LOG.warn(
                        "{} sends the segment {} as it is written: the catalog has placeholder {} there. Write {} to"
                                + " send the value of the variable or header of that name",
                        operation,
                        segment,
                        placeholder,
                        placeholder));
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        caller = endpoint.caller(operations, configuration.getResponseType());
        caller.check();
        pool = endpoint.getComponent().callPool(configuration);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        // A transaction is bound to the thread of the caller
        if (configuration.isSynchronous() || exchange.isTransacted()) {
            caller.call(exchange, () -> false);
            callback.done(true);
            return true;
        }
        try {
            if (pool.tryRun(() -> caller.call(exchange, this::isQueueing), () -> callback.done(false))) {
                return false;
            }
            refuse(
                    exchange,
                    configuration.getMaxInFlight() + " calls are in flight already: raise option maxInFlight, or send"
                            + " less at a time",
                    null);
        } catch (RejectedExecutionException e) {
            refuse(exchange, "the executor of option executorService is full, or the component was stopped", e);
        }
        callback.done(true);
        return true;
    }

    private boolean isQueueing() {
        return pool.running() > SigningQueue.MOST_UNQUEUED;
    }

    private void refuse(Exchange exchange, String why, @Nullable Exception cause) {
        exchange.setException(Failures.notSent(operations.label(), why, cause));
    }
}
