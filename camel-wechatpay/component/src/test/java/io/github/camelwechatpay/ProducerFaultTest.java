package io.github.camelwechatpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.sandbox.Fault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault of the sandbox, against a query and a write. */
class ProducerFaultTest extends SandboxTestSupport {

    private static final String PREOPEN = "v3/ebike/charge/contracts/preopen";
    private static final String CERTIFICATES = "v3/certificates";
    private static final Map<String, Object> REQUEST =
            Map.of("appid", "wx47c677487ce3ac47", "trade_scene", "CHARGE", "openid", "ot35_4gNgXsUuh2sQY0lT9N08AU0");

    /** What a fault looks like; a query is retryable in any case. */
    private record Expected(Outcome outcome, int status, String code, boolean retryableWrite, String message) {}

    private static Expected expected(Fault fault) {
        return switch (fault) {
            case HTTP_429 -> new Expected(Outcome.REJECTED, 429, "RATELIMIT_EXCEEDED", true, "429 RATELIMIT_EXCEEDED");
            case HTTP_500 -> new Expected(Outcome.UNKNOWN, 500, "SYSTEM_ERROR", true, "500 SYSTEM_ERROR");
            case HTTP_502_HTML -> new Expected(Outcome.UNKNOWN, 502, null, false, "502 without an API code");
            case SLOW, DROP_BEFORE, DROP_AFTER, TRUNCATED ->
                new Expected(Outcome.UNKNOWN, 0, null, false, "sent, but ");
            case SIGNTEST -> new Expected(Outcome.UNVERIFIED, 200, null, false, "signature is a probe");
            case BAD_SIGNATURE -> new Expected(Outcome.UNVERIFIED, 200, null, false, "signature does not match");
            case STALE -> new Expected(Outcome.UNVERIFIED, 200, null, false, " s off, at most 300 s are accepted");
            case UNKNOWN_SERIAL -> new Expected(Outcome.UNVERIFIED, 200, null, false, "key is not trusted");
            case NO_SIGNATURE -> new Expected(Outcome.UNVERIFIED, 200, null, false, "signature header is missing");
        };
    }

    static Stream<Arguments> faults() {
        return Stream.of(Fault.values())
                .flatMap(fault -> Stream.of(arguments(fault, CERTIFICATES), arguments(fault, PREOPEN)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("faults")
    void aFaultSaysWhatIsKnown(Fault fault, String operation) throws Exception {
        component.getConfiguration().setResponseTimeout(fault == Fault.SLOW ? 150 : 10_000);
        sandbox.fault(fault, 1, operation, Duration.ofMillis(500));
        startCalling("wechatpay:" + operation);
        boolean query = operation.equals(CERTIFICATES);
        Expected expected = expected(fault);
        Map<String, Object> headers = new LinkedHashMap<>(Map.of("X-Own", "kept"));

        Exchange exchange = template.request("direct:call", e -> {
            e.getMessage().setBody(REQUEST);
            e.getMessage().setHeaders(new LinkedHashMap<>(headers));
        });

        WechatpayCallException failure = exchange.getException(WechatpayCallException.class);
        assertThat(failure.getOutcome()).isEqualTo(expected.outcome());
        assertThat(failure.getStatusCode()).isEqualTo(expected.status());
        assertThat(failure.getCode()).isEqualTo(expected.code());
        assertThat(failure.isRetryable()).isEqualTo(query || expected.retryableWrite());
        assertThat(failure.isQueryFirst())
                .isEqualTo(!query && !expected.retryableWrite() && expected.outcome() != Outcome.REJECTED);
        assertThat(failure)
                .hasMessageContaining((query ? "GET /" : "POST /") + operation)
                .hasMessageContaining(expected.message())
                .hasMessageNotContaining("wx47c677487ce3ac47")
                .hasMessageNotContaining("html");
        assertThat(exchange.getMessage().getBody()).isSameAs(REQUEST);
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(headers);
        // A slow request is recorded when it is answered
        Awaitility.await().untilAsserted(() -> assertThat(sandbox.requests()).hasSize(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"SLOW"},
            mode = EnumSource.Mode.EXCLUDE)
    void theNextCallWorks(Fault fault) throws Exception {
        sandbox.fault(fault, 1, PREOPEN);
        startCalling("wechatpay:" + PREOPEN);

        assertThat(template.request("direct:call", e -> e.getMessage().setBody(REQUEST))
                        .getException())
                .isNotNull();
        assertThat(template.request("direct:call", e -> e.getMessage().setBody(REQUEST))
                        .getException())
                .isNull();
    }

    @Test
    void anAnswerWithinTheTimeoutsIsTaken() throws Exception {
        sandbox.fault(Fault.SLOW, 1, PREOPEN, Duration.ofMillis(100));
        startCalling("wechatpay:" + PREOPEN);

        assertThat(template.request("direct:call", e -> e.getMessage().setBody(REQUEST))
                        .getException())
                .isNull();
    }

    @Test
    void aClockThatIsOffIsNamed() throws Exception {
        sandbox.clockOffset(Duration.ofMinutes(10));
        try {
            startCalling("wechatpay:" + PREOPEN);

            WechatpayCallException failure = template.request(
                            "direct:call", e -> e.getMessage().setBody(REQUEST))
                    .getException(WechatpayCallException.class);

            assertThat(failure.getOutcome()).isEqualTo(Outcome.REJECTED);
            assertThat(failure.getStatusCode()).isEqualTo(401);
            assertThat(failure.getCode()).isEqualTo("SIGN_ERROR");
            assertThat(failure.getRequestId()).isNotEmpty();
            assertThat(failure.getDetail()).contains("timestamp");
        } finally {
            sandbox.clockOffset(Duration.ZERO);
        }
    }

    @Test
    void anUnknownOperationIsSentAndRejected() throws Exception {
        startCalling("wechatpay:v3/no/such/operation?method=POST");

        WechatpayCallException failure = template.request(
                        "direct:call", e -> e.getMessage().setBody(REQUEST))
                .getException(WechatpayCallException.class);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.REJECTED);
        assertThat(failure.getStatusCode()).isEqualTo(404);
        assertThat(failure.getCode()).isEqualTo("RESOURCE_NOT_EXISTS");
        assertThat(failure.isRetryable()).isFalse();
    }

    @Test
    void aRefusedBodyIsRejectedWithTheFieldInDetail() throws Exception {
        startCalling("wechatpay:" + PREOPEN);

        WechatpayCallException failure = template.request(
                        "direct:call", e -> e.getMessage().setBody(Map.of("appid", "wx47c677487ce3ac47")))
                .getException(WechatpayCallException.class);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.REJECTED);
        assertThat(failure.getCode()).isEqualTo("PARAM_ERROR");
        assertThat(failure.getDetail()).contains("/trade_scene");
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure.isQueryFirst()).isFalse();
    }
}
