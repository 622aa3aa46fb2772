package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.fixture.SandboxTestSupport;
import io.github.camelwechatpay.fixture.TestOrder;
import io.github.camelwechatpay.sandbox.Fault;
import io.github.camelwechatpay.sandbox.ReceivedRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault of the sandbox, against a query, a write and an upload. */
class ProducerFaultTest extends SandboxTestSupport {

    private static final String PREOPEN = "v3/ebike/charge/contracts/preopen";
    private static final Map<String, Object> REQUEST =
            Map.of("appid", "wx47c677487ce3ac47", "trade_scene", "CHARGE", "openid", "ot35_4gNgXsUuh2sQY0lT9N08AU0");
    private static final String NUMBER = "20261121-0001";
    private static final String SIGNATURE = " \\(serial [0-9A-Z_]+, timestamp [0-9]{10}, body [0-9]+ bytes\\)";
    private static final String REQUEST_ID = " \\(Request-ID [0-9A-F]+-[0-9]+\\)";

    /** A kind of call, with a business number where it has one. */
    private enum Kind {
        QUERY("GET", "v3/certificates", null),
        WRITE("POST", "v3/pay/transactions/native", TestOrder.of(sandbox, NUMBER)),
        UPLOAD("POST", "v3/merchant/media/upload", Map.of("file", new byte[] {(byte) 0x89, 'P'}, "filename", "a.png"));

        private final String method;
        private final String path;
        private final Object body;

        Kind(String method, String path, Object body) {
            this.method = method;
            this.path = path;
            this.body = body;
        }

        private boolean isQuery() {
            return method.equals("GET");
        }
    }

    /** How a fault is armed. */
    private enum Control {
        JAVA {
            @Override
            void arm(Fault fault, String path) {
                sandbox.fault(fault, 1, path, DELAY);
            }
        },
        HTTP {
            @Override
            void arm(Fault fault, String path) throws Exception {
                String order = "{\"fault\":\"%s\",\"count\":1,\"operation\":\"%s\",\"delayMillis\":%d}"
                        .formatted(fault.wireName(), path, DELAY.toMillis());
                HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.baseUri() + "/_sandbox/fault"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(order))
                        .build();
                int status = HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                assertThat(status).isEqualTo(200);
            }
        };

        private static final Duration DELAY = Duration.ofMillis(500);

        abstract void arm(Fault fault, String path) throws Exception;
    }

    /**
     * What a fault looks like; a query is retryable in any case, and nothing is to be queried first after it.
     *
     * @param why end of the message, a pattern
     */
    private record Expected(
            boolean executed,
            Outcome outcome,
            int status,
            String code,
            boolean retryableWrite,
            boolean writeToQuery,
            String why) {

        static Expected unknown(boolean executed, String why) {
            return new Expected(executed, Outcome.UNKNOWN, 0, null, false, true, "sent, no response \\(" + why + "\\)");
        }

        static Expected unverified(String why) {
            return new Expected(
                    true, Outcome.UNVERIFIED, 200, null, false, true, "answered 200, but " + why + REQUEST_ID);
        }
    }

    private static Expected expected(Fault fault) {
        return switch (fault) {
            case HTTP_429 ->
                new Expected(
                        false,
                        Outcome.REJECTED,
                        429,
                        "RATELIMIT_EXCEEDED",
                        true,
                        false,
                        "answered 429 RATELIMIT_EXCEEDED: Too many requests" + REQUEST_ID);
            case HTTP_500 ->
                new Expected(
                        false,
                        Outcome.UNKNOWN,
                        500,
                        "SYSTEM_ERROR",
                        true,
                        false,
                        "answered 500 SYSTEM_ERROR: System busy, try again" + REQUEST_ID);
            case HTTP_502_HTML ->
                new Expected(false, Outcome.UNKNOWN, 502, null, false, true, "answered 502 without an API code");
            case SLOW -> Expected.unknown(true, "no data within option responseTimeout");
            case DROP_BEFORE -> Expected.unknown(false, "connection closed");
            case DROP_AFTER -> Expected.unknown(true, "connection closed");
            case TRUNCATED -> Expected.unknown(true, "connection closed within the response");
            case SIGNTEST -> Expected.unverified("signature is a probe of WeChat Pay" + SIGNATURE);
            case BAD_SIGNATURE -> Expected.unverified("signature does not match" + SIGNATURE);
            case STALE ->
                Expected.unverified("timestamp is (599|600|601) s off, at most 300 s are accepted"
                        + " \\(check this host's clock, then option maxClockSkew\\)" + SIGNATURE);
            case UNKNOWN_SERIAL ->
                Expected.unverified("key is not trusted" + SIGNATURE + ", trusted are \\[" + sandbox.publicKeyId()
                        + "\\]: check options publicKeyId and platformCertificates");
            case NO_SIGNATURE ->
                Expected.unverified("a signature header is missing or repeated \\(Wechatpay-Timestamp, Wechatpay-Nonce,"
                        + " Wechatpay-Signature, Wechatpay-Serial\\)");
        };
    }

    static Stream<Arguments> faults() {
        return Stream.of(Fault.values())
                .flatMap(fault -> Stream.of(Kind.values())
                        .flatMap(kind -> Stream.of(Control.values()).map(control -> arguments(fault, kind, control))));
    }

    @ParameterizedTest(name = "{0}, {1}, armed by {2}")
    @MethodSource("faults")
    void aFaultSaysWhatIsKnown(Fault fault, Kind kind, Control control) throws Exception {
        component.getConfiguration().setResponseTimeout(fault == Fault.SLOW ? 150 : 10_000);
        control.arm(fault, kind.path);
        startCalling("wechatpay:" + kind.path);
        Expected expected = expected(fault);
        Map<String, Object> headers = new LinkedHashMap<>(Map.of("X-Own", "kept"));

        Exchange exchange = template.request("direct:call", e -> {
            e.getMessage().setBody(kind.body);
            e.getMessage().setHeaders(new LinkedHashMap<>(headers));
        });

        WechatpayCallException failure = exchange.getException(WechatpayCallException.class);
        assertThat(failure.getOutcome()).isEqualTo(expected.outcome());
        assertThat(failure.getStatusCode()).isEqualTo(expected.status());
        assertThat(failure.getCode()).isEqualTo(expected.code());
        assertThat(failure.isRetryable()).isEqualTo(kind.isQuery() || expected.retryableWrite());
        assertThat(failure.isQueryFirst()).isEqualTo(!kind.isQuery() && expected.writeToQuery());
        assertThat(failure.getRetryAfter()).isEqualTo(fault == Fault.HTTP_429 ? Duration.ofSeconds(1) : null);
        assertThat(failure).message().matches(message(kind, expected));
        assertThat(exchange.getMessage().getBody()).isSameAs(kind.body);
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(headers);
        // A slow request is recorded when it is answered
        Awaitility.await()
                .untilAsserted(() -> assertThat(sandbox.requests())
                        .extracting(ReceivedRequest::executed)
                        .containsExactly(expected.executed()));
        assertThat(sandbox.executions(kind.path)).isEqualTo(expected.executed() ? 1 : 0);
    }

    private static String message(Kind kind, Expected expected) {
        boolean unknown = expected.outcome() == Outcome.UNKNOWN;
        String advice = "";
        if (unknown && kind.isQuery()) {
            advice = "\\. This call changes nothing: repeat it";
        } else if (unknown || expected.outcome() == Outcome.UNVERIFIED && !kind.isQuery()) {
            advice = "\\. The operation may have happened: query it before you repeat it"
                    + (expected.retryableWrite() ? ", or repeat the identical request" : "");
        }
        return "WeChat Pay call %s: %s /%s: %s%s"
                .formatted(
                        unknown ? "outcome unknown" : expected.outcome().name().toLowerCase(Locale.ROOT),
                        kind.method,
                        kind.path,
                        expected.why(),
                        advice);
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
