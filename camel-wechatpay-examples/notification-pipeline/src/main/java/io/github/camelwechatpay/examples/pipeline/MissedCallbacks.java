package io.github.camelwechatpay.examples.pipeline;

import io.github.camelwechatpay.WechatpayConstants;
import org.apache.camel.builder.RouteBuilder;

/**
 * Queries orders whose notification is missing. A paid order becomes the same message as its notification, and passes the same
 * duplicate check, because the notification may still come. Only one node queries an order at a time. The order is queried
 * again after {@code missed.after}, also if that node has died.
 */
final class MissedCallbacks extends RouteBuilder {

    private static final String TAKE_ORDERS = """
            UPDATE orders SET asked_at = now()
            WHERE asked_at < now() - INTERVAL '{{missed.after}}' AND placed_at > now() - INTERVAL '1 day'
            AND NOT EXISTS (SELECT FROM payment WHERE payment.out_trade_no = orders.out_trade_no)
            RETURNING out_trade_no\
            """;

    @Override
    public void configure() {
        from("scheduler:missed-callbacks?delay={{missed.every}}")
                .routeId("missed-callbacks")
                .to("sql:" + TAKE_ORDERS)
                .split(body())
                .setHeader("out_trade_no", simple("${body[out_trade_no]}"))
                .to("wechatpay:v3/pay/transactions/out-trade-no/{out_trade_no}")
                .filter(simple("${body[trade_state]} == 'SUCCESS'"))
                .setHeader(WechatpayConstants.EVENT_TYPE, constant(NotificationRoutes.EVENT_TYPE))
                .idempotentConsumer(simple("{{event.key}}"))
                .idempotentRepository("handled")
                // Store the key after the queue has the message, never before
                .eager(false)
                .completionEager(true)
                .to(NotificationRoutes.TO_QUEUE);
    }
}
