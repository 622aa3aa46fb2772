package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProducerIdempotencyKeyTest extends RawGatewayTestSupport {

    private static final String BUILD = "wechatpay:v3/marketing/partnerships/build";
    private static final String KEY = "1900000109-2026-000017";
    private static final Map<String, Object> PARTNERSHIP = Map.of(
            "partner", Map.of("type", "APPID", "appid", "wx1"),
            "authorized_data", Map.of("business_type", "FAVOR_STOCK"));

    private static void partnership(Exchange exchange, String key) {
        exchange.getMessage().setBody(PARTNERSHIP);
        exchange.getMessage().setHeader(WechatpayConstants.IDEMPOTENCY_KEY, key);
    }

    private String sent() {
        return gateway.lastRequest().header("Idempotency-Key");
    }

    @Test
    void sendsTheKeyWhereItIsDocumented() throws Exception {
        startCalling(BUILD);

        Exchange exchange = succeed(e -> partnership(e, KEY));

        assertThat(sent()).isEqualTo(KEY);
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey(WechatpayConstants.IDEMPOTENCY_KEY);
    }

    @Test
    void sendsTheSameKeyAgainWithARedelivery() throws Exception {
        gateway.then(RawGatewayAnswer.signed(500, "{\"code\":\"SYSTEM_ERROR\",\"message\":\"again\"}"));
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
                from("direct:call").to(BUILD);
            }
        });

        succeed(e -> partnership(e, KEY));

        assertThat(gateway.requests())
                .hasSize(2)
                .allSatisfy(
                        request -> assertThat(request.header("Idempotency-Key")).isEqualTo(KEY));
    }

    @Test
    void sendsItWithAnOperationThatTheCatalogDoesNotKnow() throws Exception {
        startCalling("wechatpay:v3/marketing/something-new?method=POST&region=cn");

        succeed(e -> partnership(e, KEY));

        assertThat(sent()).isEqualTo(KEY);
    }

    @Test
    void leavesAKeyOfAnotherCallBehindWhereNoneIsDocumented() throws Exception {
        startCalling(PREOPEN);

        succeed(e -> partnership(e, KEY));

        assertThat(sent()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a\r\nX-Evil: 1",
                "键",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void refusesAKeyThatCannotBeSent(String key) throws Exception {
        startCalling(BUILD);

        Exchange exchange = call(e -> partnership(e, key));

        assertThat(exchange.getException()).isInstanceOfSatisfying(WechatpayCallException.class, e -> {
            assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(e).hasMessageContaining("Header CamelWechatpayIdempotencyKey must be 1 to 64 ASCII characters");
        });
        assertThat(gateway.requests()).isEmpty();
    }

    @Test
    void refusesARequestWithoutARequiredKeyWhenAskedTo() throws Exception {
        startCalling(BUILD + "?validation=fail");

        Exchange exchange = call(PARTNERSHIP);

        assertThat(exchange.getException())
                .hasMessageContaining(
                        "Idempotency-Key is required and missing: set header CamelWechatpayIdempotencyKey");
        assertThat(gateway.requests()).isEmpty();
    }
}
