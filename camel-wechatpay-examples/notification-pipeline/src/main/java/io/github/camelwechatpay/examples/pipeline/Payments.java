package io.github.camelwechatpay.examples.pipeline;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.sql.SqlConstants;

/**
 * Reads the queue and books each payment once: inserting is the duplicate check, so no copy, at whatever moment, finds a
 * gap between the two. Counts. Thread-safe.
 */
final class Payments extends RouteBuilder {

    private static final String INSERT_IF_ABSENT =
            "INSERT INTO payment (event, resource) VALUES (:#event, CAST(:#${body} AS jsonb)) ON CONFLICT DO NOTHING";

    private final Map<String, Integer> copies = new ConcurrentHashMap<>();
    private final Map<String, Integer> bookings = new ConcurrentHashMap<>();

    @Override
    public void configure() {
        from("{{queue.uri}}")
                .routeId("payments")
                // Kafka has bytes in headers
                .convertHeaderTo(NotificationRoutes.EVENT, String.class)
                .to("sql:" + INSERT_IF_ABSENT)
                .process(this::count);
    }

    private void count(Exchange exchange) {
        String event = exchange.getMessage().getHeader(NotificationRoutes.EVENT, String.class);
        if (exchange.getMessage().getHeader(SqlConstants.SQL_UPDATE_COUNT, int.class) == 1) {
            bookings.merge(event, 1, Integer::sum);
        }
        copies.merge(event, 1, Integer::sum);
    }

    /** How often each event came out of the queue. */
    Map<String, Integer> copies() {
        return Map.copyOf(copies);
    }

    /** How often each event passed the duplicate check; what is not 1 is an error. */
    Map<String, Integer> bookings() {
        return Map.copyOf(bookings);
    }
}
