package io.github.camelwechatpay.examples.pipeline;

import org.apache.camel.builder.RouteBuilder;

/**
 * Puts notifications of payments into the queue. The consumer acknowledges a notification to WeChat Pay after the queue has the
 * message.
 */
final class NotificationRoutes extends RouteBuilder {

    static final String EVENT_TYPE = "TRANSACTION.SUCCESS";

    /** Header with the business key of a message in the queue. The name passes JMS and Kafka unchanged. */
    static final String EVENT = "event";

    static final String TO_QUEUE = "direct:to-queue";

    @Override
    public void configure() {
        from("wechatpay:notify/payments?eventTypes=" + EVENT_TYPE
                        + "&idempotentRepository=#bean:handled&idempotencyKey=RAW({{event.key}})")
                .routeId("notifications")
                .to(TO_QUEUE);

        from(TO_QUEUE)
                .routeId("to-queue")
                .setHeader(EVENT, simple("{{event.key}}"))
                .removeHeaders("*", EVENT)
                .convertBodyTo(String.class)
                .to("{{queue.uri}}");
    }
}
