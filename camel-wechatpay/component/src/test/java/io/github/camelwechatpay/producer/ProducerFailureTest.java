package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.fixture.RawGateway;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of an operation after a call failed, from the statuses to the ways in which a connection breaks. */
class ProducerFailureTest extends RawGatewayTestSupport {

    private static final String QUERY = "wechatpay:v3/certificates";
    private static final Map<String, Object> REQUEST = Map.of("service_id", "500001", "openid", "13800138000");

    static Stream<Arguments> statuses() {
        return Stream.of(
                // status, code, outcome, retryable write, query first after a write
                arguments(301, null, Outcome.REJECTED, false, false),
                arguments(302, null, Outcome.REJECTED, false, false),
                arguments(304, null, Outcome.REJECTED, false, false),
                arguments(307, "SIGN_ERROR", Outcome.REJECTED, false, false),
                arguments(400, "PARAM_ERROR", Outcome.REJECTED, false, false),
                arguments(400, null, Outcome.REJECTED, false, false),
                arguments(401, "SIGN_ERROR", Outcome.REJECTED, false, false),
                arguments(403, "NO_AUTH", Outcome.REJECTED, false, false),
                arguments(404, "RESOURCE_NOT_EXISTS", Outcome.REJECTED, false, false),
                arguments(408, null, Outcome.UNKNOWN, false, true),
                arguments(409, "ALREADY_EXISTS", Outcome.REJECTED, false, false),
                arguments(429, "RATELIMIT_EXCEEDED", Outcome.REJECTED, true, false),
                arguments(429, null, Outcome.REJECTED, true, false),
                arguments(500, "SYSTEM_ERROR", Outcome.UNKNOWN, true, false),
                arguments(500, "ERROR", Outcome.UNKNOWN, false, true),
                arguments(500, null, Outcome.UNKNOWN, false, true),
                arguments(502, null, Outcome.UNKNOWN, false, true),
                arguments(503, "SYSTEM_ERROR", Outcome.UNKNOWN, true, false),
                arguments(500, "RATELIMIT_EXCEEDED", Outcome.UNKNOWN, true, false),
                arguments(503, "RATELIMIT_EXCEEDED", Outcome.UNKNOWN, true, false),
                arguments(503, null, Outcome.UNKNOWN, false, true),
                arguments(504, null, Outcome.UNKNOWN, false, true));
    }

    private static RawGatewayAnswer error(int status, String code) {
        return RawGatewayAnswer.unsigned(
                status,
                code == null ? "text/html" : "application/json",
                code == null
                        ? "<html><body>status " + status + "</body></html>"
                        : "{\"code\":\"" + code + "\",\"message\":\"不行\",\"detail\":{\"field\":\"/x\"}}");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("statuses")
    void aWriteThatIsAnsweredWithAnError(
            int status, String code, Outcome outcome, boolean retryable, boolean queryFirst) throws Exception {
        gateway.otherwise(error(status, code).and("Location", "http://127.0.0.1:1/"));
        startCalling(PERMISSIONS);

        WechatpayCallException failure = fail(REQUEST);

        assertThat(failure.getOutcome()).isEqualTo(outcome);
        assertThat(failure.getStatusCode()).isEqualTo(status);
        assertThat(failure.getCode()).isEqualTo(code);
        assertThat(failure.getApiMessage()).isEqualTo(code == null ? null : "不行");
        assertThat(failure.getDetail()).isEqualTo(code == null ? null : "{\"field\":\"/x\"}");
        assertThat(failure.getRequestId()).isEqualTo(RawGatewayAnswer.REQUEST_ID);
        assertThat(failure.isRetryable()).isEqualTo(retryable);
        assertThat(failure.isQueryFirst()).isEqualTo(queryFirst);
        assertThat(failure)
                .hasMessageContaining("POST /v3/payscore/partner/permissions")
                .hasMessageContaining("answered " + status + (code == null ? " without an API code" : " " + code))
                .hasMessageContaining(RawGatewayAnswer.REQUEST_ID)
                .hasMessageNotContaining("13800138000")
                .hasMessageNotContaining("html");
        assertThat(gateway.requests()).hasSize(1);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("statuses")
    void aQueryThatIsAnsweredWithAnError(int status, String code, Outcome outcome) throws Exception {
        gateway.otherwise(error(status, code));
        startCalling(QUERY);

        WechatpayCallException failure = fail(null);

        assertThat(failure.getOutcome()).isEqualTo(outcome);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.isQueryFirst()).isFalse();
        assertThat(gateway.requests()).hasSize(1);
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (RawGateway evil = new RawGateway()) {
            gateway.otherwise(error(302, null).and("Location", evil.baseUri() + "/v3/payscore/partner/permissions"));
            startCalling(PERMISSIONS);

            assertThat(fail(REQUEST).getStatusCode()).isEqualTo(302);
            assertThat(evil.connections()).isZero();
        }
    }

    static Stream<Arguments> locations() {
        String none = "something that is not an address";
        return Stream.of(
                arguments(301, "https://login.example/path?token=1230000109", "login.example"),
                arguments(302, "http://LOGIN.example:8080/", "LOGIN.example"),
                arguments(303, "//login.example/a", "login.example"),
                arguments(307, "https://user:1230000109@login.example/", "login.example"),
                arguments(308, "https://[2001:db8::1]/", "[2001:db8::1]"),
                arguments(302, "/relative?token=1230000109", "the same host"),
                arguments(302, "", "the same host"),
                arguments(302, "mailto:1230000109", none),
                arguments(302, "https:// 1230000109", none),
                arguments(302, "https://\u20281230000109/", none),
                arguments(302, "https://", none),
                arguments(302, "https://" + "a".repeat(300) + ".example/", "a".repeat(253) + "..."));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("locations")
    void aRedirectSaysTheHostThatItLeadsTo(int status, String location, String host) throws Exception {
        gateway.otherwise(error(status, null).and("Location", location));
        startCalling(PERMISSIONS);

        WechatpayCallException failure = fail(REQUEST);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.REJECTED);
        assertThat(failure)
                .hasMessageContaining(
                        ". It redirects to " + host + ", and redirects are not followed. Check option baseUri")
                .hasMessageNotContaining("1230000109");
        assertThat(gateway.requests()).hasSize(1);
    }

    @Test
    void aRedirectOfAProxySaysTheHostThatItLeadsTo() throws Exception {
        configuration.setProxyHost("127.0.0.1");
        configuration.setProxyPort(gateway.port());
        configuration.setBaseUri("https://wechat.example");
        gateway.otherwise(error(302, null).and("Location", "http://portal.example/login"));
        startCalling(PERMISSIONS);

        assertThat(fail(REQUEST))
                .hasMessageContaining("the proxy answered 302 and opened no tunnel; it redirects to portal.example."
                        + " Check options proxyHost and proxyPort");
    }

    @Test
    void anotherStatusWithALocationIsNoRedirect() throws Exception {
        gateway.otherwise(error(400, "PARAM_ERROR").and("Location", "https://login.example/"));
        startCalling(PERMISSIONS);

        assertThat(fail(REQUEST)).hasMessageNotContaining("login.example");
    }

    @Test
    void aCallIsNotRepeatedWhenTheGatewayAsksForIt() throws Exception {
        gateway.otherwise(error(503, null).and("Retry-After", "0"));
        startCalling(PERMISSIONS);

        assertThat(fail(REQUEST).getRetryAfter()).isZero();
        assertThat(gateway.requests()).hasSize(1);
    }

    static Stream<Arguments> broken() {
        RawGatewayAnswer signed = RawGatewayAnswer.signed(200, "{\"apply_permissions_token\":\"1230000109\"}");
        return Stream.of(
                broken("closed without an answer", (request, out) -> out.close()),
                broken("closed within the status line", (request, out) -> cut(signed, 7, out)),
                broken("closed within the body", (request, out) -> cut(signed, signed.bytes().length - 10, out)),
                broken("no HTTP", (request, out) -> {
                    out.write("SSH-2.0-OpenSSH_9.6\r\n".getBytes(StandardCharsets.US_ASCII));
                    out.close();
                }),
                broken("switching protocols", (request, out) -> {
                    out.write("HTTP/1.1 101 Switching Protocols\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    out.close();
                }),
                broken("chunk that is none", (request, out) -> {
                    out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
                    out.close();
                }),
                broken("too large", RawGatewayAnswer.signed(200, new byte[16 * 1024 * 1024 + 1])));
    }

    private static Arguments broken(String name, RawGateway.Answer answer) {
        return arguments(name, answer);
    }

    private static void cut(RawGatewayAnswer answer, int length, OutputStream out) throws IOException {
        out.write(answer.bytes(), 0, length);
        out.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void aBrokenAnswerLeavesTheOutcomeUnknown(String name, RawGateway.Answer answer) throws Exception {
        gateway.otherwise(answer);
        startCalling(PERMISSIONS);

        assertUnknown(fail(REQUEST));
        assertThat(gateway.requests()).hasSize(1);
    }

    @Test
    void aKeptConnectionThatIsClosedInsteadOfAnAnswerLeavesTheOutcomeUnknown() throws Exception {
        startCalling(PERMISSIONS);
        succeed(e -> e.getMessage().setBody(REQUEST));
        gateway.then((request, out) -> out.close());

        assertUnknown(fail(REQUEST));
        succeed(e -> e.getMessage().setBody(REQUEST));
    }

    @Test
    void saysThatAConnectionWasClosedWithoutAResponse() throws Exception {
        gateway.otherwise((request, out) -> out.close());
        startCalling(PERMISSIONS + "?validation=off");

        assertThat(fail(REQUEST))
                .hasMessage("WeChat Pay call outcome unknown: POST /v3/payscore/partner/permissions: sent, no response"
                        + " (connection closed). The operation may have happened: query it before you repeat it");
    }

    @Test
    void asksToRepeatAQueryWithoutAResponse() throws Exception {
        gateway.otherwise((request, out) -> out.close());
        startCalling(QUERY);

        assertThat(fail(null))
                .hasMessage("WeChat Pay call outcome unknown: GET /v3/certificates: sent, no response (connection"
                        + " closed). This call changes nothing: repeat it");
    }

    @Test
    void everyFailureTellsHowItsRequestDiffersFromTheCatalog() throws Exception {
        gateway.otherwise(error(400, "PARAM_ERROR"));
        startCalling(PERMISSIONS + "?query.x=1");

        for (int i = 0; i < 2; i++) {
            assertThat(fail(REQUEST))
                    .hasMessageEndingWith(". The request differs from the catalog: /x is not documented in the query;"
                            + " /openid is not documented in the body; /appid is required and missing in the body;"
                            + " /sub_mchid is required and missing in the body; /authorization_code is required and missing in"
                            + " the body");
        }
    }

    @Test
    void aFailureTellsTenDifferencesOfARequest() throws Exception {
        gateway.otherwise(error(400, "PARAM_ERROR"));
        startCalling("wechatpay:v3/pay/transactions/native");
        Map<String, Object> body = new TreeMap<>();
        IntStream.range(10, 30).forEach(i -> body.put("x" + i, i));

        assertThat(fail(body))
                .hasMessageContaining("/x19 is not documented in the body; and ")
                .hasMessageEndingWith(" more")
                .hasMessageNotContaining("/x20");
    }

    @Test
    void noAnswerWithinResponseTimeoutLeavesTheOutcomeUnknown() throws Exception {
        configuration.setResponseTimeout(150);
        gateway.otherwise(gateway.silence());
        startCalling(PERMISSIONS);

        WechatpayCallException failure = fail(REQUEST);

        assertUnknown(failure);
        assertThat(failure.getMessage())
                .isEqualTo(
                        "WeChat Pay call outcome unknown: POST /v3/payscore/partner/permissions: sent, no response (no"
                                + " data within option responseTimeout). The operation may have happened: query it before you"
                                + " repeat it. The request differs from the catalog: /openid is not documented in the body;"
                                + " /appid is required and missing in the body; /sub_mchid is required and missing in the"
                                + " body; /authorization_code is required and missing in the body");
    }

    @Test
    void noAnswerWithinCallTimeoutLeavesTheOutcomeUnknown() throws Exception {
        configuration.setCallTimeout(1_000);
        gateway.otherwise(gateway.silence());
        startCalling(PERMISSIONS);

        assertUnknown(fail(REQUEST));
    }

    @Test
    void anAnswerThatTricklesIsGivenUpAtCallTimeout() throws Exception {
        configuration.setResponseTimeout(5_000);
        configuration.setCallTimeout(1_000);
        byte[] answer = RawGatewayAnswer.signed(200, "{\"a\":\"" + "x".repeat(10_000) + "\"}")
                .bytes();
        CountDownLatch never = new CountDownLatch(1);
        gateway.otherwise((request, out) -> {
            for (byte b : answer) {
                out.write(b);
                out.flush();
                never.await(20, TimeUnit.MILLISECONDS);
            }
        });
        startCalling(PERMISSIONS);

        WechatpayCallException failure = fail(REQUEST);

        assertUnknown(failure);
        assertThat(failure).hasMessageContaining("callTimeout");
        never.countDown();
    }

    @Test
    void aRefusedConnectionMeansNotSent() throws Exception {
        gateway.close();
        startCalling(PERMISSIONS);

        assertNotSent(fail(REQUEST));
    }

    @Test
    void anUnknownHostMeansNotSent() throws Exception {
        configuration.setBaseUri("http://no-such-host.invalid");
        startCalling(PERMISSIONS);

        WechatpayCallException failure = fail(REQUEST);

        assertNotSent(failure);
        assertThat(failure).hasMessageContaining("no-such-host.invalid");
    }

    @Test
    void aFailedTlsHandshakeMeansNotSent() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> answerInClear(plain), "plain");
            server.setDaemon(true);
            server.start();
            configuration.setBaseUri("https://127.0.0.1:" + plain.getLocalPort());
            startCalling(PERMISSIONS);

            WechatpayCallException failure = fail(REQUEST);

            assertNotSent(failure);
            assertThat(failure)
                    .hasMessageContaining("127.0.0.1:" + plain.getLocalPort() + " does not speak TLS (SSLException)."
                            + " Check scheme, host and port of option baseUri (backupBaseUri)");
        }
    }

    private static void answerInClear(ServerSocket server) {
        try (var socket = server.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The client has gone
        }
    }

    @Test
    void aTlsHandshakeWithoutAnAnswerMeansNotSent() throws Exception {
        configuration.setBaseUri("https://127.0.0.1:" + gateway.port());
        configuration.setConnectTimeout(150);
        configuration.setResponseTimeout(150);
        startCalling(PERMISSIONS);

        WechatpayCallException failure = fail(REQUEST);

        assertNotSent(failure);
        assertThat(failure)
                .hasMessageContaining("127.0.0.1:" + gateway.port())
                .hasMessageContaining("Check scheme, host and port of option baseUri");
    }

    static Stream<Arguments> notPlain() {
        return Stream.of(
                broken("a TLS alert", (request, out) -> {
                    out.write(new byte[] {0x15, 3, 3, 0, 2, 2, 80});
                    out.close();
                }),
                broken("status 400 without an API code", error(400, null)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notPlain")
    void aCallInClearToAPortForTlsNamesBaseUri(String name, RawGateway.Answer answer) throws Exception {
        gateway.otherwise(answer);
        startCalling(PERMISSIONS);

        assertThat(fail(REQUEST)).hasMessageContaining("option baseUri");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 407, 429, 502, 503})
    void aProxyThatRefusesTheTunnelMeansNotSent(int status) throws Exception {
        configuration.setProxyHost("127.0.0.1");
        configuration.setProxyPort(gateway.port());
        configuration.setBaseUri("https://wechat.example");
        gateway.otherwise(RawGatewayAnswer.unsigned(status, "text/plain", "no"));
        startCalling(PERMISSIONS);

        WechatpayCallException failure = fail(REQUEST);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(gateway.lastRequest().line()).isEqualTo("CONNECT wechat.example:443 HTTP/1.1");
        assertThat(gateway.lastRequest().header("Authorization")).isNull();
        assertThat(gateway.lastRequest().header("Wechatpay-Serial")).isNull();
        assertThat(gateway.requests()).hasSize(1);
    }

    @Test
    void waitingForAConnectionUntilConnectTimeoutMeansNotSent() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        configuration.setMaxConnections(1);
        configuration.setConnectTimeout(500);
        gateway.then(gateway.held(release, RawGatewayAnswer.signed(200, "{}")));
        startCalling(PERMISSIONS);
        var first = template.asyncSend("direct:call", e -> e.getMessage().setBody(REQUEST));
        Awaitility.await().until(() -> gateway.requests().size() == 1);

        assertNotSent(fail(REQUEST));

        release.countDown();
        assertThat(first.get(5, TimeUnit.SECONDS).getException()).isNull();
        assertThat(gateway.requests()).hasSize(1);
    }

    private static void assertUnknown(WechatpayCallException failure) {
        assertThat(failure.getOutcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(failure.getStatusCode()).isZero();
        assertThat(failure.getCode()).isNull();
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure.isQueryFirst()).isTrue();
        assertThat(failure).hasMessageNotContaining("13800138000").hasMessageNotContaining("1230000109");
    }

    private static void assertNotSent(WechatpayCallException failure) {
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.getStatusCode()).isZero();
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.isQueryFirst()).isFalse();
        assertThat(failure).hasMessageContaining("POST /v3/payscore/partner/permissions");
    }
}
