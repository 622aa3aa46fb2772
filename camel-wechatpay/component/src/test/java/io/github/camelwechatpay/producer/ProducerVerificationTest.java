package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.TestComponent;
import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.MovableClock;
import io.github.camelwechatpay.fixture.RawGateway;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayRequest;
import io.github.camelwechatpay.fixture.SandboxTestSupport;
import io.github.camelwechatpay.json.WireJson;
import io.github.camelwechatpay.sandbox.SigningKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which keys verify an answer: the public key, platform certificates, both; how certificates come and go. */
class ProducerVerificationTest extends SandboxTestSupport {

    private static final String PREOPEN = "wechatpay:v3/ebike/charge/contracts/preopen";
    private static final Map<String, Object> REQUEST =
            Map.of("appid", "wx47c677487ce3ac47", "trade_scene", "CHARGE", "openid", "ot35_4gNgXsUuh2sQY0lT9N08AU0");
    private static final byte[] ANSWER = "{\"preopen_id\":\"sdjf23kd\"}".getBytes(StandardCharsets.UTF_8);

    /** Lists the sandbox's certificates and signs with its keys, but as each test wants it. */
    private final class Gateway implements AutoCloseable {
        private final RawGateway raw;
        private final List<String> listed = new ArrayList<>();
        private volatile byte[] list;
        private RawGateway.Answer calls = signed(SigningKey.PLATFORM);

        Gateway(RawGateway raw) {
            this.raw = raw;
            list();
            raw.otherwise(this::answer);
            component.getConfiguration().setBaseUri(raw.baseUri());
        }

        Gateway(int port) throws IOException {
            list();
            this.raw = new RawGateway(port, this::answer);
        }

        private void answer(RawGatewayRequest request, OutputStream out) throws IOException, InterruptedException {
            (request.target().equals("/v3/certificates") ? certificates(request) : calls).write(request, out);
        }

        /** Puts the sandbox's newest certificate into the list. */
        void list() {
            listed.add("{\"serial_no\":\"" + sandbox.platformSerialNumber() + "\",\"encrypt_certificate\":"
                    + sandbox.encryptResource(sandbox.platformCertificatePem(), "certificate") + "}");
            list = ("{\"data\":[" + String.join(",", listed) + "]}").getBytes(StandardCharsets.UTF_8);
        }

        /** Signed with the key that the request names, as WeChat Pay does. */
        RawGatewayAnswer certificates(RawGatewayRequest request) {
            String named = request.header("Wechatpay-Serial");
            return named.isEmpty() ? certificates() : certificates(sandbox.sign(list, named));
        }

        RawGatewayAnswer certificates() {
            return certificates(sandbox.sign(list, SigningKey.PLATFORM));
        }

        private RawGatewayAnswer certificates(Map<String, String> signature) {
            return RawGatewayAnswer.with(200, "application/json", list, signature);
        }

        RawGatewayAnswer signed(SigningKey key) {
            return RawGatewayAnswer.with(200, "application/json", ANSWER, sandbox.sign(ANSWER, key));
        }

        long downloads() {
            return raw.requests().stream()
                    .filter(request -> request.target().equals("/v3/certificates"))
                    .count();
        }

        long calls() {
            return raw.requests().size() - downloads();
        }

        @Override
        public void close() {
            raw.close();
        }
    }

    @TempDir
    private Path directory;

    private final MovableClock clock = new MovableClock(sandbox);
    private RawGateway raw;

    @BeforeEach
    void createGateway() throws Exception {
        raw = new RawGateway();
        sandbox.clockOffset(Duration.ZERO);
    }

    @AfterEach
    void closeGateway() {
        raw.close();
        sandbox.clockOffset(Duration.ZERO);
    }

    /** No public key, platform certificates downloaded. */
    private void withCertificates() {
        component.getConfiguration().setPublicKey(null);
        component.getConfiguration().setPublicKeyId(null);
    }

    @Test
    void thePublicKeyVerifies() throws Exception {
        startCalling(PREOPEN);

        assertThat(succeed().getMessage().getHeader(WechatpayConstants.SERIAL)).isEqualTo(sandbox.publicKeyId());
        assertThat(sandbox.requests()).hasSize(1);
    }

    @Test
    void platformCertificatesAreDownloadedAndVerify() throws Exception {
        withCertificates();
        startCalling(PREOPEN);

        assertThat(succeed().getMessage().getHeader(WechatpayConstants.SERIAL))
                .isEqualTo(sandbox.platformSerialNumber());
        assertThat(succeed().getException()).isNull();
        assertThat(sandbox.requests())
                .extracting(request -> request.target())
                .containsExactly(
                        "/v3/certificates", "/v3/ebike/charge/contracts/preopen", "/v3/ebike/charge/contracts/preopen");
    }

    @Test
    void theFirstDownloadNamesNoKeyAndCallsNameTheCertificate() throws Exception {
        withCertificates();
        try (Gateway gateway = new Gateway(raw)) {
            startCalling(PREOPEN);
            succeed();

            assertThat(raw.requests())
                    .extracting(request -> request.header("Wechatpay-Serial"))
                    .containsExactly("", sandbox.platformSerialNumber());
            assertThat(gateway.calls()).isEqualTo(1);
        }
    }

    static Stream<Arguments> resources() {
        return Stream.of(
                arguments("PEM text", (Function<Path, String>) file -> sandbox.platformCertificatePem()),
                arguments("file", (Function<Path, String>) file -> "file:" + file),
                arguments("several files", (Function<Path, String>) file -> "file:" + file + ",file:" + file),
                arguments("Base64", (Function<Path, String>) file -> "base64:"
                        + Base64.getEncoder()
                                .encodeToString(sandbox.platformCertificatePem().getBytes(StandardCharsets.US_ASCII))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("resources")
    void platformCertificatesOfTheConfigurationVerify(String name, Function<Path, String> resource) throws Exception {
        Path file = Files.writeString(directory.resolve("platform.pem"), sandbox.platformCertificatePem());
        withCertificates();
        component.getConfiguration().setPlatformCertificates(resource.apply(file));
        startCalling(PREOPEN);

        assertThat(succeed().getMessage().getHeader(WechatpayConstants.SERIAL))
                .isEqualTo(sandbox.platformSerialNumber());
        assertThat(sandbox.requests()).hasSize(1);
    }

    @Test
    void inSwitchingModeThePublicKeyIsNamed() throws Exception {
        component.getConfiguration().setPlatformCertificates("auto");
        startCalling(PREOPEN);

        assertThat(succeed().getMessage().getHeader(WechatpayConstants.SERIAL)).isEqualTo(sandbox.publicKeyId());
    }

    @Test
    void inSwitchingModeEitherVerifies() throws Exception {
        component.getConfiguration().setPlatformCertificates("auto");
        try (Gateway gateway = new Gateway(raw)) {
            startCalling(PREOPEN);
            Awaitility.await().until(() -> gateway.downloads() == 1);

            gateway.calls = gateway.signed(SigningKey.PLATFORM);
            assertThat(succeed().getMessage().getHeader(WechatpayConstants.SERIAL))
                    .isEqualTo(sandbox.platformSerialNumber());
            gateway.calls = gateway.signed(SigningKey.PUBLIC_KEY);
            assertThat(succeed().getMessage().getHeader(WechatpayConstants.SERIAL))
                    .isEqualTo(sandbox.publicKeyId());
            assertThat(raw.lastRequest().header("Wechatpay-Serial")).isEqualTo(sandbox.publicKeyId());
        }
    }

    @Test
    void inSwitchingModeCallsDoNotWaitForTheDownload() throws Exception {
        component.getConfiguration().setPlatformCertificates("auto");
        try (Gateway gateway = new Gateway(raw)) {
            gateway.calls = gateway.signed(SigningKey.PUBLIC_KEY);
            raw.otherwise((request, out) ->
                    (request.target().equals("/v3/certificates") ? raw.silence() : gateway.calls).write(request, out));
            startCalling(PREOPEN);

            succeed();
        }
    }

    @Test
    void aCertificateDoesNotVerifyInPublicKeyMode() throws Exception {
        try (Gateway gateway = new Gateway(raw)) {
            startCalling(PREOPEN);

            assertThat(fail().getOutcome()).isEqualTo(Outcome.UNVERIFIED);
            assertThat(gateway.downloads()).isZero();
        }
    }

    @Test
    void aRotatedCertificateIsFetchedOnceWhenItSigns() throws Exception {
        withCertificates();
        TestComponent.setClock(component, clock);
        try (Gateway gateway = new Gateway(raw)) {
            startCalling(PREOPEN);
            succeed();
            String old = sandbox.platformSerialNumber();
            clock.forward(Duration.ofSeconds(61));

            String fresh = sandbox.rotate();
            gateway.list();
            gateway.calls = gateway.signed(SigningKey.PLATFORM);

            assertThat(succeed().getMessage().getHeader(WechatpayConstants.SERIAL))
                    .isEqualTo(fresh)
                    .isNotEqualTo(old);
            succeed();
            assertThat(gateway.downloads()).isEqualTo(2);
            assertThat(gateway.calls()).isEqualTo(3);
        }
    }

    @Test
    void anUnknownSerialLeadsToOneDownloadAMinute() throws Exception {
        withCertificates();
        TestComponent.setClock(component, clock);
        try (Gateway gateway = new Gateway(raw)) {
            startCalling(PREOPEN);
            succeed();
            clock.forward(Duration.ofSeconds(61));
            RawGatewayAnswer signed = gateway.signed(SigningKey.PLATFORM);
            gateway.calls = signed.changed("Wechatpay-Serial", serial -> "4F12" + serial.substring(4));

            for (int i = 0; i < 5; i++) {
                assertThat(fail().getOutcome()).isEqualTo(Outcome.UNVERIFIED);
            }
            assertThat(gateway.downloads()).isEqualTo(2);

            clock.forward(Duration.ofSeconds(61));
            fail();
            fail();
            assertThat(gateway.downloads()).isEqualTo(3);
        }
    }

    @Test
    void anUnknownPublicKeyIdLeadsToNoDownload() throws Exception {
        withCertificates();
        TestComponent.setClock(component, clock);
        try (Gateway gateway = new Gateway(raw)) {
            startCalling(PREOPEN);
            succeed();
            clock.forward(Duration.ofSeconds(61));
            gateway.calls = gateway.signed(SigningKey.PUBLIC_KEY);

            assertThat(fail().getOutcome()).isEqualTo(Outcome.UNVERIFIED);
            assertThat(gateway.downloads()).isEqualTo(1);
        }
    }

    @Test
    void anAnswerSignedLongAgoOrInTheFutureIsRefused() throws Exception {
        TestComponent.setClock(component, clock);
        try (Gateway gateway = new Gateway(raw)) {
            startCalling(PREOPEN);
            clock.forward(Duration.ZERO);
            gateway.calls = gateway.signed(SigningKey.PUBLIC_KEY);
            succeed();

            clock.forward(Duration.ofSeconds(310));
            assertThat(fail().getOutcome()).isEqualTo(Outcome.UNVERIFIED);
            clock.forward(Duration.ofSeconds(-620));
            assertThat(fail())
                    .hasMessageContaining("maxClockSkew")
                    .satisfies(e -> assertThat(e.getOutcome()).isEqualTo(Outcome.UNVERIFIED));
        }
    }

    @Test
    void aContextStartsWhileTheGatewayIsDown() throws Exception {
        withCertificates();
        TestComponent.setClock(component, clock);
        int port = raw.port();
        raw.close();
        component.getConfiguration().setBaseUri("http://127.0.0.1:" + port);
        startCalling(PREOPEN);

        WechatpayCallException failure = fail();
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.getMessage())
                .startsWith("WeChat Pay call not sent: POST /v3/ebike/charge/contracts/preopen: ")
                .contains("Connection refused")
                .endsWith(": no platform certificates were downloaded from http://127.0.0.1:" + port
                        + "/ (option baseUri). Check the address, the proxy options and the network of this host.")
                .hasLineCount(1);

        clock.forward(Duration.ofSeconds(2));
        try (Gateway gateway = new Gateway(port)) {
            succeed();
            assertThat(gateway.downloads()).isEqualTo(1);
        }
    }

    @Test
    void aCallWithoutAnyKeyWaitsForTheFirstDownload() throws Exception {
        withCertificates();
        try (Gateway gateway = new Gateway(raw)) {
            var release = new CountDownLatch(1);
            raw.then(raw.held(release, gateway.certificates()));
            startCalling(PREOPEN);
            var waiting = template.asyncSend("direct:call", e -> e.getMessage().setBody(REQUEST));
            Awaitility.await().until(() -> gateway.downloads() == 1);
            assertThat(waiting).isNotDone();

            release.countDown();

            assertThat(waiting.get(5, TimeUnit.SECONDS).getException()).isNull();
            assertThat(gateway.downloads()).isEqualTo(1);
        }
    }

    @Test
    void aCallWithoutAnyKeyIsNotSentAfterCallTimeout() throws Exception {
        withCertificates();
        component.getConfiguration().setCallTimeout(200);
        raw.otherwise(raw.silence());
        component.getConfiguration().setBaseUri(raw.baseUri());
        startCalling(PREOPEN);

        WechatpayCallException failure = fail();

        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(raw.requests())
                .allSatisfy(request -> assertThat(request.target()).isEqualTo("/v3/certificates"));
    }

    static Stream<Arguments> badLists() {
        return Stream.of(
                arguments("unsigned", (Function<RawGatewayAnswer, RawGatewayAnswer>)
                        answer -> answer.without("Wechatpay-Signature")),
                arguments("signed by a key that is not in it", (Function<RawGatewayAnswer, RawGatewayAnswer>)
                        answer -> RawGatewayAnswer.with(
                                200,
                                "application/json",
                                answer.body(),
                                sandbox.sign(answer.body(), SigningKey.PUBLIC_KEY))),
                arguments("of another merchant", (Function<RawGatewayAnswer, RawGatewayAnswer>) answer -> {
                    byte[] body = new String(answer.body(), StandardCharsets.UTF_8)
                            .replaceFirst("\"ciphertext\":\"....", "\"ciphertext\":\"AAAA")
                            .getBytes(StandardCharsets.UTF_8);
                    return RawGatewayAnswer.with(200, "application/json", body, sandbox.sign(body));
                }),
                arguments("empty", (Function<RawGatewayAnswer, RawGatewayAnswer>) answer -> {
                    byte[] body = WireJson.write(Map.of("data", List.of()));
                    return RawGatewayAnswer.with(200, "application/json", body, sandbox.sign(body));
                }),
                arguments("an error", (Function<RawGatewayAnswer, RawGatewayAnswer>) answer ->
                        RawGatewayAnswer.unsigned(404, "application/json", "{\"code\":\"RESOURCE_NOT_EXISTS\"}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badLists")
    void aListOfCertificatesThatIsNotVerifiedGivesNoKey(
            String name, Function<RawGatewayAnswer, RawGatewayAnswer> change) throws Exception {
        withCertificates();
        try (Gateway gateway = new Gateway(raw)) {
            RawGatewayAnswer bad = change.apply(gateway.certificates());
            raw.otherwise((request, out) ->
                    (request.target().equals("/v3/certificates") ? bad : gateway.calls).write(request, out));
            startCalling(PREOPEN);

            assertThat(fail().getOutcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(gateway.calls()).isZero();
        }
    }

    private Exchange succeed() {
        Exchange exchange = template.request("direct:call", e -> e.getMessage().setBody(REQUEST));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(Map.class)).containsKey("preopen_id");
        return exchange;
    }

    private WechatpayCallException fail() {
        Exchange exchange = template.request("direct:call", e -> e.getMessage().setBody(REQUEST));
        assertThat(exchange.getException()).isInstanceOf(WechatpayCallException.class);
        assertThat(exchange.getMessage().getBody()).isSameAs(REQUEST);
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
        return (WechatpayCallException) exchange.getException();
    }
}
