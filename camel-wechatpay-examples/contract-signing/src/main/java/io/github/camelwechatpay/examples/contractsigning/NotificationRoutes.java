package io.github.camelwechatpay.examples.contractsigning;

import io.github.camelwechatpay.WechatpayConstants;
import org.apache.camel.builder.RouteBuilder;

/**
 * Puts notifications into a queue and reads them from it. The consumer acknowledges a notification to WeChat Pay after the
 * broker has the message.
 */
final class NotificationRoutes extends RouteBuilder {

    /**
     * Header with the event type in the queue. Camel does not send headers to JMS whose names begin with {@code Camel}. JMS
     * has no nested maps either, so the body is text.
     */
    static final String EVENT_TYPE = "eventType";

    @Override
    public void configure() {
        from("wechatpay:notify/contracts?bodyType=text")
                .routeId("notifications")
                .setHeader(EVENT_TYPE, header(WechatpayConstants.EVENT_TYPE))
                .to("jms:queue:contracts");

        from("jms:queue:contracts")
                .routeId("contracts")
                .unmarshal()
                .json()
                .choice()
                .when(header(EVENT_TYPE).isEqualTo("PAPAY.SIGN"))
                .setBody(simple("contract ${body[contract_id]} signed for ${body[out_contract_code]}"))
                .when(header(EVENT_TYPE).isEqualTo("PAYSCORE.USER_OPEN_SERVICE"))
                .setBody(simple("${body[openid]} authorised ${body[authorization_code]}"))
                .when(header(EVENT_TYPE).isEqualTo("MEMBERCARD.ACTIVATE_CARD"))
                .setBody(simple("card ${body[card_id]} activated, code ${body[code]}"))
                .when(header(EVENT_TYPE).isEqualTo("TRANSACTION.SUCCESS"))
                .setBody(simple(
                        "${body[amount][payer_total]} fen (${body[amount][currency]}) paid for ${body[out_trade_no]}"))
                .end()
                .process("received");
    }
}
