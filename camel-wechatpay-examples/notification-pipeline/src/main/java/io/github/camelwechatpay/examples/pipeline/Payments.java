package io.github.camelwechatpay.examples.pipeline;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.sql.SqlConstants;

/**
 * Reads the queue, books each payment once, and counts. The insert itself is the duplicate check, so there is no gap between
 * check and booking. Thread-safe.
 */
final class Payments extends RouteBuilder {

    /** The event of the last message in the queue. */
    static final String END = "end";

    private static final String INSERT_IF_ABSENT =
            "INSERT INTO payment (event, resource) VALUES (:#event, CAST(:#${body} AS jsonb)) ON CONFLICT DO NOTHING";

    private final Map<String, Integer> copies = new HashMap<>();
    private final Map<String, Integer> bookings = new HashMap<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    @Override
    public void configure() {
        from("{{queue.uri}}")
                .routeId("payments")
                // Kafka headers are bytes
                .convertHeaderTo(NotificationRoutes.EVENT, String.class)
                .choice()
                .when(header(NotificationRoutes.EVENT).isEqualTo(END))
                .process(exchange -> end.complete(null))
                .otherwise()
                .to("sql:" + INSERT_IF_ABSENT)
                .process(this::count);
    }

    private synchronized void count(Exchange exchange) {
        String event = exchange.getMessage().getHeader(NotificationRoutes.EVENT, String.class);
        copies.merge(event, 1, Integer::sum);
        if (exchange.getMessage().getHeader(SqlConstants.SQL_UPDATE_COUNT, int.class) == 1) {
            bookings.merge(event, 1, Integer::sum);
        }
        notifyAll();
    }

    /** Returns how often each event was read from the queue. */
    synchronized Map<String, Integer> copies() {
        return Map.copyOf(copies);
    }

    /** Returns how often each event passed the duplicate check; a number other than 1 is an error. */
    synchronized Map<String, Integer> bookings() {
        return Map.copyOf(bookings);
    }

    /**
     * Waits until this number of events was read from the queue.
     *
     * @throws IllegalStateException if there are fewer events after the limit
     */
    synchronized void awaitEvents(int count, Duration limit) throws InterruptedException {
        long over = System.nanoTime() + limit.toNanos();
        while (copies.size() < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(over - System.nanoTime());
            if (left <= 0) {
                throw new IllegalStateException(
                        "only " + copies.size() + " of " + count + " events came out of the queue");
            }
            wait(left);
        }
    }

    /**
     * Waits until these events have passed the duplicate check.
     *
     * @return false if an event is missing after the limit
     */
    synchronized boolean awaitBookings(Set<String> events, Duration limit) throws InterruptedException {
        long over = System.nanoTime() + limit.toNanos();
        while (!bookings.keySet().containsAll(events)) {
            long left = TimeUnit.NANOSECONDS.toMillis(over - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /**
     * Waits for the last message.
     *
     * @throws java.util.concurrent.CompletionException if {@link #END} does not come within the limit
     */
    void awaitEnd(Duration limit) {
        end.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
    }
}
