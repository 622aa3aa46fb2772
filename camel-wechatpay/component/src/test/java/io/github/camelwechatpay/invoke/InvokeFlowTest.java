package io.github.camelwechatpay.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.fixture.SandboxTestSupport;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** From an order to the parameters of its client in one route. */
class InvokeFlowTest extends SandboxTestSupport {

    private static final String APPID = "wx2421b1c4370ec43b";

    @Test
    void theAnswerOfTheOrderIsAllThatIsNeeded() throws Exception {
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:pay")
                        .to("wechatpay:v3/pay/transactions/jsapi")
                        .setProperty("order", simple("${body[prepay_id]}"))
                        .to("wechatpay:invoke/jsapi?appid=" + APPID);
            }
        });

        Exchange exchange = template.request(
                "direct:pay",
                e -> e.getMessage()
                        .setBody(Map.of(
                                "appid",
                                APPID,
                                "mchid",
                                sandbox.mchid(),
                                "description",
                                "coffee",
                                "out_trade_no",
                                "20261121000001",
                                "notify_url",
                                "https://shop.example/notify",
                                "amount",
                                Map.of("total", 1),
                                "payer",
                                Map.of("openid", "oExample-0123456789_ABCDEFGH"))));

        assertThat(exchange.getException()).isNull();
        Map<?, ?> parameters = exchange.getMessage().getBody(Map.class);
        assertThat(parameters.get("appId")).isEqualTo(APPID);
        assertThat(parameters.get("package")).isEqualTo("prepay_id=" + exchange.getProperty("order"));
        assertThat((String) parameters.get("paySign")).isBase64();
        assertThat(sandbox.requests()).hasSize(1);
    }
}
