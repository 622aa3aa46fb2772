package io.github.camelwechatpay.examples.pipeline;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Places orders. The body is the merchant order number. The order is stored before the call, so that {@link MissedCallbacks}
 * queries it even if the call fails.
 */
final class Shop extends RouteBuilder {

    static final String ORDER = "direct:order";
    static final String QUERY = "wechatpay:v3/pay/transactions/out-trade-no/{out_trade_no}";
    static final String NOTIFY_URL = "notifyUrl";

    @Override
    public void configure() {
        from(ORDER)
                .routeId("order")
                .to("sql:INSERT INTO orders (out_trade_no) VALUES (:#${body})")
                .process(this::request)
                .to("wechatpay:v3/pay/transactions/native");
    }

    private void request(Exchange exchange) {
        exchange.getMessage()
                .setBody(Map.of(
                        "appid", "wxd678efh567hg6787",
                        "mchid",
                                exchange.getContext()
                                        .resolvePropertyPlaceholders("{{camel.component.wechatpay.mchid}}"),
                        "description", "Two tickets",
                        "out_trade_no", exchange.getMessage().getBody(String.class),
                        "notify_url", exchange.getMessage().getHeader(NOTIFY_URL, String.class),
                        "amount", Map.of("total", 2900)));
    }
}
