package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.MerchantProfile;
import io.github.camelwechatpay.RequestSigner;
import io.github.camelwechatpay.TestComponent;
import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.WechatpayComponent;
import io.github.camelwechatpay.WechatpayConfiguration;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.crypto.FieldCipher;
import io.github.camelwechatpay.crypto.KeyReader;
import io.github.camelwechatpay.crypto.KeySigner;
import io.github.camelwechatpay.crypto.TestKeys;
import io.github.camelwechatpay.fixture.MovableClock;
import io.github.camelwechatpay.fixture.RawGateway;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayRequest;
import io.github.camelwechatpay.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.ReceivedRequest;
import io.github.camelwechatpay.sandbox.SigningKey;
import io.github.camelwechatpay.sandbox.Sm2Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls of a merchant with the national algorithms, and what it refuses. */
class Sm2CallTest extends SandboxTestSupport {

    private static final String PREOPEN = "wechatpay:v3/ebike/charge/contracts/preopen";
    private static final String ECHO = "wechatpay:v3/security/echo";
    private static final Map<String, Object> REQUEST =
            Map.of("appid", "wx47c677487ce3ac47", "trade_scene", "CHARGE", "openid", "ot35_4gNgXsUuh2sQY0lT9N08AU0");
    private static final byte[] ANSWER = "{\"preopen_id\":\"sdjf23kd\"}".getBytes(StandardCharsets.UTF_8);
    private static final String TYPE = "Wechatpay-Signature-Type";
    private static final String SERIAL = "Wechatpay-Serial";
    private static final String RSA = "WECHATPAY2-SHA256-RSA2048";
    private static final String SM2 = "WECHATPAY2-SM2-WITH-SM3";

    private RawGateway gateway;
    private final List<String> listed = new ArrayList<>();
    private RawGateway.Answer calls = (request, out) -> signed(SigningKey.SM2).write(request, out);

    @BeforeEach
    void createGateway() throws Exception {
        gateway = new RawGateway();
    }

    @AfterEach
    void closeGateway() {
        gateway.close();
        sandbox.clockOffset(Duration.ZERO);
    }

    /** The sandbox's merchant with its SM2 key; certificates are downloaded. */
    @Override
    protected WechatpayConfiguration configuration() {
        return sm2(super.configuration());
    }

    private static WechatpayConfiguration sm2(WechatpayConfiguration configuration) {
        Sm2Credentials sm2 = sandbox.sm2();
        configuration.setSignatureType("sm2");
        configuration.setMerchantSerialNumber(sm2.merchantSerialNumber());
        configuration.setPrivateKey(sm2.privateKeyPem());
        configuration.setPublicKeyId(null);
        configuration.setPublicKey(null);
        return configuration;
    }

    private void withCertificateOfTheConfiguration() {
        component.getConfiguration().setPlatformCertificates(sandbox.sm2().platformCertificatePem());
    }

    /** Calls go to the raw gateway, which lists and signs with the sandbox's keys. */
    private void throughGateway() {
        list();
        gateway.otherwise((request, out) ->
                (request.target().startsWith("/v3/certificates") ? certificates(request) : calls).write(request, out));
        component.getConfiguration().setBaseUri(gateway.baseUri());
    }

    private void list() {
        Sm2Credentials sm2 = sandbox.sm2();
        listed.add("{\"serial_no\":\"" + sm2.platformSerialNumber() + "\",\"encrypt_certificate\":"
                + sandbox.encryptResource(sm2.platformCertificatePem(), "certificate", SigningKey.SM2) + "}");
    }

    /** Signed with the key that the request names, as WeChat Pay does; with the newest one if it names no key yet. */
    private RawGatewayAnswer certificates(RawGatewayRequest request) {
        String wanted = request.header("Wechatpay-Serial");
        String keyId = wanted.isEmpty() ? sandbox.sm2().platformSerialNumber() : wanted;
        byte[] body = ("{\"data\":[" + String.join(",", listed) + "]}").getBytes(StandardCharsets.UTF_8);
        return RawGatewayAnswer.with(200, "application/json", body, sandbox.sign(body, keyId));
    }

    private static RawGatewayAnswer signed(SigningKey key) {
        return RawGatewayAnswer.with(200, "application/json", ANSWER, sandbox.sign(ANSWER, key));
    }

    @Test
    void downloadsTheCertificatesOfItsKindAndVerifiesWithThem() throws Exception {
        startCalling(PREOPEN);

        assertThat(succeed().getMessage().getHeader(WechatpayConstants.SERIAL))
                .isEqualTo(sandbox.sm2().platformSerialNumber());
        succeed();
        assertThat(sandbox.requests())
                .extracting(ReceivedRequest::target)
                .containsExactly(
                        "/v3/certificates?algorithm_type=SM2",
                        "/v3/ebike/charge/contracts/preopen",
                        "/v3/ebike/charge/contracts/preopen");
        assertThat(sandbox.requests()).extracting(ReceivedRequest::verdict).containsOnly("OK");
    }

    @Test
    void namesItsSchemeAndItsCertificate() throws Exception {
        throughGateway();
        startCalling(PREOPEN);
        succeed();

        assertThat(gateway.lastRequest().header("Authorization"))
                .startsWith(SM2 + " mchid=\"" + sandbox.mchid() + "\",")
                .contains("serial_no=\"" + sandbox.sm2().merchantSerialNumber() + '"');
        assertThat(gateway.lastRequest().header(SERIAL)).isEqualTo(sandbox.sm2().platformSerialNumber());
    }

    static Stream<Arguments> keyForms() {
        return Stream.of(
                arguments("certificate in place of its serial number", (Consumer<WechatpayConfiguration>) c -> {
                    c.setMerchantSerialNumber(null);
                    c.setMerchantCertificate(sandbox.sm2().merchantCertificatePem());
                }),
                arguments("certificate and serial number", (Consumer<WechatpayConfiguration>)
                        c -> c.setMerchantCertificate(sandbox.sm2().merchantCertificatePem())),
                arguments("Base64 of DER", (Consumer<WechatpayConfiguration>) c -> c.setPrivateKey("base64:"
                        + sandbox.sm2()
                                .privateKeyPem()
                                .replaceAll("-----[A-Z ]+-----", "")
                                .replace("\n", ""))),
                arguments("key store", (Consumer<WechatpayConfiguration>) c -> {
                    c.setMerchantSerialNumber(null);
                    c.setPrivateKey(keyStore());
                    c.setPrivateKeyPassword("pass-17");
                }),
                arguments("request signer", (Consumer<WechatpayConfiguration>) c -> {
                    c.setPrivateKey(null);
                    c.setRequestSigner(requestSigner("SM2-WITH-SM3"));
                }),
                arguments("named provider", (Consumer<WechatpayConfiguration>)
                        c -> c.setCryptoProvider("org.bouncycastle.jce.provider.BouncyCastleProvider")));
    }

    private static KeyStore keyStore() {
        Sm2Credentials sm2 = sandbox.sm2();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12", new BouncyCastleProvider());
            store.load(null, null);
            store.setKeyEntry(
                    "merchant",
                    KeyReader.privateKey(sm2.privateKeyPem(), null, "o"),
                    "pass-17".toCharArray(),
                    new Certificate[] {
                        KeyReader.certificates(sm2.merchantCertificatePem(), "o")
                                .get(0)
                    });
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static RequestSigner requestSigner(String algorithm) {
        KeySigner signer =
                new KeySigner(KeyReader.privateKey(sandbox.sm2().privateKeyPem(), null, "o"), TestKeys.SM2_PROVIDER);
        return new RequestSigner() {
            @Override
            public String algorithm() {
                return algorithm;
            }

            @Override
            public String sign(byte[] message) throws GeneralSecurityException {
                return signer.sign(message);
            }
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keyForms")
    void takesItsKeysInEveryForm(String name, Consumer<WechatpayConfiguration> change) throws Exception {
        withCertificateOfTheConfiguration();
        change.accept(component.getConfiguration());
        startCalling(PREOPEN);

        succeed();
        assertThat(sandbox.requests()).hasSize(1);
    }

    @Test
    void encryptsAndDecryptsMarkedFields() throws Exception {
        startCalling(ECHO);

        Exchange exchange = template.request(
                "direct:call",
                e -> e.getMessage().setBody(Map.of("echo_message", "a", "encrypted_echo_message", "门店 😀")));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(Map.class)).containsEntry("encrypted_echo_message", "门店 😀");
    }

    @Test
    void sendsNoMarkedFieldInClear() throws Exception {
        withCertificateOfTheConfiguration();
        startCalling(ECHO);

        for (String body : List.of(
                "{\"echo_message\":\"a\",\"encrypted_echo_message\":\"13800138000\"}",
                "{\"echo_message\":\"a\",\"encrypted_echo_message\":\""
                        + Base64.getEncoder().encodeToString(new byte[256]) + "\"}")) {
            Exchange exchange =
                    template.request("direct:call", e -> e.getMessage().setBody(body));
            assertThat(exchange.getException()).hasMessageContaining("/encrypted_echo_message");
        }
        Exchange twice = template.request(
                "direct:call",
                e -> e.getMessage()
                        .setBody(Map.of("echo_message", "a", "encrypted_echo_message", sealed("13800138000"))));
        assertThat(twice.getException())
                .hasMessageContaining("Field /encrypted_echo_message of the body looks encrypted already");
        assertThat(sandbox.requests()).isEmpty();
    }

    private static String sealed(String text) throws GeneralSecurityException {
        return new FieldCipher(TestKeys.SM2_PROVIDER).encrypt(TestKeys.SM2_PLATFORM.getPublic(), text);
    }

    @Test
    void leavesAMarkedFieldEmptyInBothDirections() throws Exception {
        startCalling(ECHO);

        Exchange exchange = template.request(
                "direct:call", e -> e.getMessage().setBody(Map.of("echo_message", "a", "encrypted_echo_message", "")));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(Map.class)).containsEntry("encrypted_echo_message", "");
    }

    @Test
    void fetchesARotatedCertificateOnceWhenItSigns() throws Exception {
        MovableClock clock = new MovableClock(sandbox);
        TestComponent.setClock(component, clock);
        clock.forward(Duration.ZERO);
        throughGateway();
        startCalling(PREOPEN);
        succeed();
        String old = sandbox.sm2().platformSerialNumber();
        clock.forward(Duration.ofSeconds(61));

        sandbox.rotate();
        list();

        assertThat(succeed().getMessage().getHeader(WechatpayConstants.SERIAL))
                .isEqualTo(sandbox.sm2().platformSerialNumber())
                .isNotEqualTo(old);
        succeed();
        assertThat(gateway.requests().stream()
                        .filter(request -> request.target().equals("/v3/certificates?algorithm_type=SM2")))
                .hasSize(2);
    }

    private static Arguments row(String name, UnaryOperator<RawGatewayAnswer> change) {
        return row(name, () -> signed(SigningKey.SM2), change);
    }

    private static Arguments row(
            String name, Supplier<RawGatewayAnswer> answer, UnaryOperator<RawGatewayAnswer> change) {
        return arguments(name, (Supplier<RawGatewayAnswer>) () -> change.apply(answer.get()));
    }

    /** An answer that was changed on its way, and one that comes with the other algorithms. */
    static Stream<Arguments> badAnswers() {
        Supplier<RawGatewayAnswer> rsa = () -> signed(SigningKey.PLATFORM);
        return Stream.of(
                row("another body", answer -> answer.withBody("{}".getBytes(StandardCharsets.US_ASCII))),
                row("another nonce", answer -> answer.changed("Wechatpay-Nonce", nonce -> 'x' + nonce.substring(1))),
                row(
                        "another timestamp",
                        answer ->
                                answer.changed("Wechatpay-Timestamp", time -> Long.toString(Long.parseLong(time) + 1))),
                row("signature cut", answer -> answer.changed("Wechatpay-Signature", text -> text.substring(4))),
                row("signature continued", answer -> answer.changed("Wechatpay-Signature", text -> text + "AAAA")),
                row("a probe", answer -> answer.changed("Wechatpay-Signature", text -> "WECHATPAY/SIGNTEST/" + text)),
                row("no signature", answer -> answer.without("Wechatpay-Signature")),
                row("unknown key", answer -> answer.changed(SERIAL, serial -> "4F12" + serial.substring(4))),
                row("no type, which means RSA", answer -> answer.without(TYPE)),
                row("empty type", answer -> answer.changed(TYPE, type -> "")),
                row("type RSA", answer -> answer.changed(TYPE, type -> RSA)),
                row("type twice", answer -> answer.and(TYPE, SM2)),
                row("unknown type", answer -> answer.changed(TYPE, type -> "WECHATPAY2-SM2")),
                row(
                        "type in small letters",
                        answer -> answer.changed(TYPE, type -> type.toLowerCase(java.util.Locale.ROOT))),
                row("RSA", rsa, UnaryOperator.identity()),
                row("RSA without a type", rsa, answer -> answer.without(TYPE)),
                row("RSA called SM2", rsa, answer -> answer.changed(TYPE, type -> SM2)),
                row(
                        "RSA in the name of the SM2 key",
                        rsa,
                        answer -> answer.changed(TYPE, type -> SM2)
                                .changed(SERIAL, serial -> sandbox.sm2().platformSerialNumber())),
                row("public key", () -> signed(SigningKey.PUBLIC_KEY), answer -> answer.changed(TYPE, type -> SM2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badAnswers")
    void trustsNoAnswerButOneSignedWithSm2(String name, Supplier<RawGatewayAnswer> answer) throws Exception {
        withCertificateOfTheConfiguration();
        throughGateway();
        calls = answer.get();
        startCalling(PREOPEN);

        assertUnverified();
    }

    /** The same table for a merchant with RSA that has all RSA keys of the sandbox. */
    static Stream<Arguments> badAnswersForRsa() {
        Supplier<RawGatewayAnswer> sm2 = () -> signed(SigningKey.SM2);
        return Stream.of(
                row("SM2", sm2, UnaryOperator.identity()),
                row("SM2 without a type", sm2, answer -> answer.without(TYPE)),
                row("SM2 called RSA", sm2, answer -> answer.changed(TYPE, type -> RSA)),
                row(
                        "SM2 in the name of the RSA key",
                        sm2,
                        answer -> answer.changed(TYPE, type -> RSA)
                                .changed(SERIAL, serial -> sandbox.platformSerialNumber())),
                row("RSA called SM2", () -> signed(SigningKey.PLATFORM), answer -> answer.changed(TYPE, type -> SM2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badAnswersForRsa")
    void anRsaMerchantTrustsNoAnswerOfSm2(String name, Supplier<RawGatewayAnswer> answer) throws Exception {
        WechatpayConfiguration rsa = super.configuration();
        rsa.setPlatformCertificates(sandbox.platformCertificatePem());
        component.setConfiguration(rsa);
        throughGateway();
        calls = answer.get();
        startCalling(PREOPEN);

        assertUnverified();
    }

    @Test
    void takesNoListOfCertificatesOfTheOtherKind() throws Exception {
        throughGateway();
        listed.clear();
        listed.add("{\"serial_no\":\"" + sandbox.platformSerialNumber() + "\",\"encrypt_certificate\":"
                + sandbox.encryptResource(sandbox.platformCertificatePem(), "certificate") + "}");
        listed.add("{\"serial_no\":\"" + sandbox.platformSerialNumber() + "\",\"encrypt_certificate\":"
                + sandbox.encryptResource(sandbox.platformCertificatePem(), "certificate", SigningKey.SM2) + "}");
        startCalling(PREOPEN);

        WechatpayCallException failure = fail();

        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(gateway.requests())
                .allSatisfy(request -> assertThat(request.target()).startsWith("/v3/certificates"));
    }

    @Test
    void oneContextHasBothKinds() throws Exception {
        WechatpayComponent rsa = new WechatpayComponent();
        rsa.setConfiguration(super.configuration());
        context.addComponent("wechatpay-rsa", rsa);
        context.getRegistry().bind("rsaKey", sandbox.privateKey());
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:call").to(PREOPEN);
                from("direct:rsa").to("wechatpay-rsa:v3/ebike/charge/contracts/preopen");
                from("direct:uri")
                        .to(PREOPEN + "?signatureType=rsa&privateKey=#rsaKey&merchantSerialNumber="
                                + sandbox.merchantSerialNumber());
            }
        });

        for (int i = 0; i < 3; i++) {
            assertThat(succeed().getMessage().getHeader(WechatpayConstants.SERIAL))
                    .isEqualTo(sandbox.sm2().platformSerialNumber());
            assertThat(succeed("direct:rsa").getMessage().getHeader(WechatpayConstants.SERIAL))
                    .isEqualTo(sandbox.publicKeyId());
            assertThat(succeed("direct:uri").getMessage().getHeader(WechatpayConstants.SERIAL))
                    .isEqualTo(sandbox.platformSerialNumber());
        }
        assertThat(sandbox.requests()).extracting(ReceivedRequest::verdict).containsOnly("OK");
    }

    /** Nothing of the one kind is taken over into the other. */
    @Test
    void aProfileMayChangeItsKind() throws Exception {
        bind(super.configuration());
        startCalling(PREOPEN + "?merchant=shop");

        for (int i = 0; i < 2; i++) {
            bind(super.configuration());
            assertThat(succeed().getMessage().getHeader(WechatpayConstants.SERIAL))
                    .isEqualTo(sandbox.platformSerialNumber());
            bind(configuration());
            assertThat(succeed().getMessage().getHeader(WechatpayConstants.SERIAL))
                    .isEqualTo(sandbox.sm2().platformSerialNumber());
        }
        assertThat(sandbox.requests()).extracting(ReceivedRequest::verdict).containsOnly("OK");
    }

    private void bind(WechatpayConfiguration configuration) {
        MerchantProfile profile = new MerchantProfile();
        profile.setMchid(configuration.getMchid());
        profile.setMerchantSerialNumber(configuration.getMerchantSerialNumber());
        profile.setPrivateKey(TestComponent.privateKey(configuration));
        profile.setSecretKey(TestComponent.secretKey(configuration));
        profile.setSignatureType(configuration.getSignatureType());
        context.getRegistry().bind("shop", profile);
    }

    private static Arguments wrong(String name, Consumer<WechatpayConfiguration> change, String message) {
        return arguments(name, change, message);
    }

    static Stream<Arguments> wrongOptions() {
        return Stream.of(
                wrong(
                        "an RSA key",
                        c -> c.setPrivateKey(sandbox.privateKeyPem()),
                        "Option privateKey holds an RSA key, but option signatureType is sm2"),
                wrong(
                        "an RSA key as a bean",
                        c -> c.setPrivateKey(sandbox.privateKey()),
                        "Option privateKey holds an RSA key, but option signatureType is sm2"),
                wrong(
                        "an SM2 key for RSA",
                        c -> c.setSignatureType("rsa"),
                        "Option privateKey holds an SM2 key, but option signatureType is rsa"),
                wrong(
                        "a key on another curve",
                        c -> c.setPrivateKey(TestKeys.privatePem(TestKeys.EC)),
                        "Option privateKey holds a key that is neither RSA nor SM2"),
                wrong(
                        "a request signer that says RSA",
                        c -> c.setRequestSigner(requestSigner("SHA256-RSA2048")),
                        "The bean of option requestSigner signs with SHA256-RSA2048, but option signatureType is sm2"),
                wrong(
                        "an RSA merchant certificate",
                        c -> c.setMerchantCertificate(sandbox.merchantCertificatePem()),
                        "Option merchantCertificate holds an RSA key, but option signatureType is sm2"),
                wrong(
                        "the certificate of another key",
                        c -> c.setMerchantCertificate(sandbox.sm2().platformCertificatePem()),
                        "does not belong to the certificate of option merchantCertificate"),
                wrong(
                        "an RSA platform certificate",
                        c -> c.setPlatformCertificates(sandbox.platformCertificatePem()),
                        "Platform certificate " + sandbox.platformSerialNumber()
                                + " holds an RSA key, but option signatureType is sm2"),
                wrong(
                        "a public key",
                        c -> {
                            c.setPublicKeyId(sandbox.publicKeyId());
                            c.setPublicKey(sandbox.publicKeyPem());
                        },
                        "Options publicKey and publicKeyId do not go with signatureType sm2"),
                wrong(
                        "a provider that knows no SM2",
                        c -> c.setCryptoProvider("SunJCE"),
                        "Crypto provider \"SunJCE\" is not able to do SM2, SM3 and SM4-GCM here"),
                wrong(
                        "a provider that is not installed",
                        c -> c.setCryptoProvider("com.tencent.kona.crypto.KonaCryptoProvider"),
                        "cannot use the key of option privateKey: change option cryptoProvider"),
                wrong("another type", c -> c.setSignatureType("SM2"), "set it to one of rsa, sm2"),
                wrong(
                        "overseas",
                        c -> c.setRegion("hk"),
                        "can be downloaded in region cn only: set option platformCertificates to PEM resources"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongOptions")
    void saysWhatDoesNotGoTogether(String name, Consumer<WechatpayConfiguration> change, String message) {
        change.accept(component.getConfiguration());

        assertThatThrownBy(() -> startCalling("wechatpay:v3/certificates")).hasStackTraceContaining(message);
        assertThat(sandbox.requests()).isEmpty();
    }

    private void assertUnverified() {
        WechatpayCallException failure = fail();

        assertThat(failure.getOutcome()).isEqualTo(Outcome.UNVERIFIED);
        assertThat(failure.isRetryable()).isFalse();
    }

    private Exchange succeed() {
        return succeed("direct:call");
    }

    private Exchange succeed(String route) {
        Exchange exchange = template.request(route, e -> e.getMessage().setBody(REQUEST));
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(Map.class)).containsKey("preopen_id");
        return exchange;
    }

    private WechatpayCallException fail() {
        Exchange exchange = template.request("direct:call", e -> e.getMessage().setBody(REQUEST));
        assertThat(exchange.getException()).isInstanceOf(WechatpayCallException.class);
        return (WechatpayCallException) exchange.getException();
    }

    @Test
    void whatAClientTakesIsNotSigned() throws Exception {
        startCalling("wechatpay:invoke/jsapi?appid=wx2421b1c4370ec43b");

        Exchange exchange = template.request(
                "direct:call",
                e -> e.getMessage().setBody(Map.of("prepay_id", "wx201410272009395522657a690389285100")));

        assertThat(exchange.getException())
                .hasMessageContaining("what a client takes of SM2-WITH-SM3 is not documented");
    }
}
