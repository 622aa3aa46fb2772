package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.body.RequestValidation;
import io.github.camelwechatpay.fixture.NotifyLog;
import io.github.camelwechatpay.fixture.SandboxTestSupport;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProducerValidationTest extends SandboxTestSupport {

    private static final String PREOPEN = "wechatpay:v3/ebike/charge/contracts/preopen";
    private static final Map<String, Object> INCOMPLETE = Map.of("appid", "wx47c677487ce3ac47", "openid", 13800138000L);

    @Test
    void refusesABodyThatDiffersWhenAskedTo() throws Exception {
        startCalling(PREOPEN + "?validation=fail");

        Exchange exchange = template.request("direct:call", e -> e.getMessage().setBody(INCOMPLETE));

        assertThat(exchange.getException()).isInstanceOfSatisfying(WechatpayCallException.class, e -> {
            assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(e.isRetryable()).isFalse();
            assertThat(e)
                    .hasMessageContaining("/openid must be of type string")
                    .hasMessageContaining("/trade_scene is required and missing")
                    .hasMessageContaining("option validation")
                    .hasMessageNotContaining("13800138000");
        });
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void refusesATextBodyThatDiffersToo() throws Exception {
        startCalling(PREOPEN + "?validation=fail");

        Exchange exchange = template.request("direct:call", e -> e.getMessage().setBody("{\"appid\":1}"));

        assertThat(exchange.getException()).hasMessageContaining("/appid must be of type string");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "{\"appid\":", "[]", "{\"appid\":\"a\",\"appid\":\"b\"}"})
    void refusesWhatIsNoBodyToCheckWhenAskedTo(String body) throws Exception {
        startCalling(PREOPEN + "?validation=fail");

        Exchange exchange = template.request("direct:call", e -> e.getMessage().setBody(body));

        assertThat(exchange.getException()).hasMessageContaining("The body differs from what is documented");
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void warnsOnceOfEachPlaceAndSendsByDefault() throws Exception {
        startCalling(PREOPEN);

        try (NotifyLog log = NotifyLog.of(Level.WARN, RequestValidation.class.getName())) {
            for (int i = 0; i < 3; i++) {
                template.request("direct:call", e -> e.getMessage().setBody(INCOMPLETE));
            }

            assertThat(log.warnings())
                    .hasSize(2)
                    .allSatisfy(message -> assertThat(message)
                            .contains("POST v3/ebike/charge/contracts/preopen")
                            .doesNotContain("13800138000"));
        }
        assertThat(sandbox.requests()).hasSize(3);
    }

    @Test
    void looksAtNothingWhenOff() throws Exception {
        startCalling(PREOPEN + "?validation=off");

        try (NotifyLog log = NotifyLog.of(Level.WARN, RequestValidation.class.getName())) {
            template.request("direct:call", e -> e.getMessage().setBody(INCOMPLETE));

            assertThat(log.warnings()).isEqualTo(List.of());
        }
        assertThat(sandbox.requests()).hasSize(1);
    }
}
