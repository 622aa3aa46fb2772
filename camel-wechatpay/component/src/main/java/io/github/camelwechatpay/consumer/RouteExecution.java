package io.github.camelwechatpay.consumer;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the route of a consumer in a unit of work. If a method returns normally, the route succeeded. If
 * {@link #inUnitOfWork} returns normally, its commit succeeded, too. Thread-safe.
 */
public final class RouteExecution {

    /** Represents the work on one exchange. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T run() throws Exception;
    }

    private RouteExecution() {}

    /**
     * Runs work that calls {@link #route} as often as it needs.
     *
     * @return the result of the work
     * @throws Exception that the work throws or the exchange has, or if the route was marked for rollback
     */
    public static <T extends @Nullable Object> T inUnitOfWork(DefaultConsumer consumer, Exchange exchange, Work<T> work)
            throws Exception {
        T result;
        try {
            consumer.createUoW(exchange);
            result = work.run();
            requireSuccess(exchange);
        } finally {
            consumer.doneUoW(exchange);
        }
        // The end of the unit of work commits, which may fail as well
        requireSuccess(exchange);
        return result;
    }

    /**
     * Runs the route once.
     *
     * @throws Exception that the exchange has after the route, or if the route was marked for rollback
     */
    public static void route(DefaultConsumer consumer, Exchange exchange) throws Exception {
        consumer.getProcessor().process(exchange);
        requireSuccess(exchange);
    }

    /**
     * Checks that the route succeeded.
     *
     * @throws Exception that the exchange has, or if the route was marked for rollback
     */
    public static void requireSuccess(Exchange exchange) throws Exception {
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            throw new IllegalStateException("the route was marked for rollback");
        }
    }
}
