package io.github.camelwechatpay.examples.pipeline;

import io.github.camelwechatpay.WechatpayConstants;
import org.apache.camel.builder.RouteBuilder;

/**
 * Asks for orders of which nothing was heard. One that is paid becomes the message that its notification would have become,
 * through the same duplicate check: the notification may still come. An order is taken by one node at a time, and asked for
 * again after a while, also when that node has died.
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
                // Remembered when the engine has the message, never before
                .eager(false)
                .completionEager(true)
                .to(NotificationRoutes.TO_QUEUE);
    }
}
