package io.github.camelwechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.dsl.factories.WechatpayEndpointBuilderFactory.WechatpayBuilders;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.junit.jupiter.api.Test;

class EndpointDslTest extends NotifyTestSupport {

    private abstract static class Routes extends EndpointRouteBuilder implements WechatpayBuilders {}

    @Test
    void callsAnOperation() throws Exception {
        startWith(new Routes() {
            @Override
            public void configure() {
                from(direct("call"))
                        .to(wechatpay("v3/pay/transactions/out-trade-no/{out_trade_no}")
                                .query("mchid", sandbox.mchid())
                                .responseType("text"));
            }
        });

        Exchange exchange = template.request("direct:call", e -> e.getMessage().setHeader("out_trade_no", "unknown"));

        assertThat(exchange.getException())
                .isInstanceOfSatisfying(
                        WechatpayCallException.class,
                        e -> assertThat(e.getCode()).isEqualTo("ORDER_NOT_EXIST"));
        assertThat(sandbox.requests().get(0).target())
                .isEqualTo("/v3/pay/transactions/out-trade-no/unknown?mchid=" + sandbox.mchid());
    }

    @Test
    void receivesNotificationsAndNamesTheirHeaders() throws Exception {
        startServing(new Routes() {
            @Override
            public void configure() {
                from(wechatpay("notify/contracts").eventTypes(SIGNED).bodyType("text"))
                        .setHeader("type", header(wechatpay().wechatpayEventType()))
                        .to(mock("notified"));
            }
        });

        deliver(SandboxNotification.of(SIGNED, Map.of("contract_id", "1")));

        assertThat(notified().getExchanges())
                .singleElement()
                .satisfies(exchange ->
                        assertThat(exchange.getMessage().getHeader("type")).isEqualTo(SIGNED));
    }
}
