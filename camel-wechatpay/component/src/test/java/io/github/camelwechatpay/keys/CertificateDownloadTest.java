package io.github.camelwechatpay.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.call.Answer;
import io.github.camelwechatpay.call.Call;
import io.github.camelwechatpay.call.CallSender;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.call.Destination;
import io.github.camelwechatpay.call.Region;
import io.github.camelwechatpay.call.SendingTransport;
import io.github.camelwechatpay.crypto.AeadCipher;
import io.github.camelwechatpay.crypto.KeySigner;
import io.github.camelwechatpay.crypto.TestKeys;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CertificateDownloadTest {

    private static final String NONCE = "uluk4a9R25RW";
    private static final String OTHER_SERIAL = "00F1E2";
    private static final String GOOD = entry(TestMessage.SERIAL, sealed(certificate(TestKeys.PLATFORM)));

    private final TestClock clock = new TestClock();
    private final CertificateList list =
            new CertificateList(new AeadCipher(TestKeys.SECRET_KEY, TestKeys.PROVIDER), TestKeys.PROVIDER);

    @Test
    void readsEveryCertificateOfTheList() throws Exception {
        String second = entry(
                "f1e2",
                sealed(TestKeys.pem(TestKeys.certificate(
                        TestKeys.MERCHANT, OTHER_SERIAL, TestClock.START, TestClock.START.plusSeconds(60)))));

        List<TrustedKey> keys = read(data(GOOD, second));

        assertThat(keys).extracting(TrustedKey::id).containsExactly(TestMessage.SERIAL, "f1e2");
        assertThat(keys.get(0).key()).isEqualTo(TestKeys.PLATFORM.getPublic());
        assertThat(keys.get(1).validFrom()).isEqualTo(TestClock.START);
        assertThat(keys.get(1).validUntil()).isEqualTo(TestClock.START.plusSeconds(60));
    }

    static Stream<Arguments> brokenLists() {
        String secret = "check option secretKey (the APIv3 key)";
        return Stream.of(
                arguments("no JSON", "<html>", "not valid JSON"),
                arguments("no data", "{}", "list of platform certificates is empty"),
                arguments("empty data", data(), "list of platform certificates is empty"),
                arguments("data is text", "{\"data\":\"a\"}", "list of platform certificates is empty"),
                arguments("empty entry", data("{}"), "not encrypted with AEAD_AES_256_GCM"),
                arguments("null entry", data("null"), "not encrypted with AEAD_AES_256_GCM"),
                arguments("SM4", data(GOOD.replace("AEAD_AES_256_GCM", "AEAD_SM4_GCM")), "not encrypted with"),
                arguments("wrong nonce", data(GOOD.replace(NONCE, "uluk4a9R25RX")), secret),
                arguments("short nonce", data(GOOD.replace(NONCE, "uluk")), secret),
                arguments("wrong associated data", data(GOOD.replace("\"certificate\"", "\"x\"")), secret),
                arguments("no ciphertext", data(entry(TestMessage.SERIAL, "")), secret),
                arguments("other serial", data(GOOD.replace(TestMessage.SERIAL, "AA")), "the serial number that"),
                arguments("no certificate", data(entry("AA", sealed("text-17"))), "is not a platform certificate"),
                arguments(
                        "private key",
                        data(entry("AA", sealed(TestKeys.privatePem(TestKeys.PLATFORM)))),
                        "is not a platform certificate"),
                arguments(
                        "weak key",
                        data(entry(TestMessage.SERIAL, sealed(certificate(TestKeys.WEAK)))),
                        "is not a platform certificate"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenLists")
    void refusesBrokenLists(String name, String json, String reason) {
        assertThatIOException()
                .isThrownBy(() -> read(json))
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("text-17", TestKeys.SECRET_KEY, "BEGIN"));
    }

    @Test
    void verifiesTheAnswerWithTheCertificatesItDelivers() throws Exception {
        TestMessage message = TestMessage.of(data(GOOD));

        assertThat(download(200, message)).extracting(TrustedKey::id).containsExactly(TestMessage.SERIAL);
    }

    @Test
    void refusesAnAnswerThatWasNotSignedByWhatItDelivers() {
        TestMessage forged = TestMessage.of(TestMessage.TIMESTAMP, data(GOOD), TestKeys.MERCHANT.getPrivate());

        assertThatIOException().isThrownBy(() -> download(200, forged));
    }

    @Test
    void refusesAStaleAnswer() {
        clock.advance(Duration.ofSeconds(301));

        assertThatIOException().isThrownBy(() -> download(200, TestMessage.of(data(GOOD))));
    }

    @Test
    void tellsWhatTheGatewayAnsweredInstead() {
        TestMessage error = TestMessage.of("{\"code\":\"RESOURCE_NOT_EXISTS\",\"message\":\"m\"}");

        assertThatIOException()
                .isThrownBy(() -> download(404, error))
                .withMessage("status 404 RESOURCE_NOT_EXISTS (m): no platform certificates were downloaded from"
                        + " https://localhost/ (option baseUri). If the merchant has no platform certificates, set"
                        + " options publicKey and publicKeyId.");
    }

    @ParameterizedTest
    @CsvSource({
        "401, SIGN_ERROR, 'Check options mchid, merchantSerialNumber and privateKey, and the clock of this host.'",
        "403, NO_AUTH, Check option mchid and the rights of the merchant on the merchant platform.",
        "404, , Check options baseUri and gatewayPath: this is no response of WeChat Pay.",
        "302, , Check options baseUri and gatewayPath: this is no response of WeChat Pay.",
        "429, RATELIMIT_EXCEEDED, The component tries again every minute.",
        "500, SYSTEM_ERROR, The component tries again every minute.",
        "502, , The component tries again every minute."
    })
    void advisesWhatFitsTheStatus(int status, String code, String advice) {
        TestMessage error = TestMessage.of(code == null ? "<html>" : "{\"code\":\"" + code + "\"}");

        assertThatIOException()
                .isThrownBy(() -> download(status, error))
                .withMessage("status " + status + (code == null ? " without an API code" : " " + code)
                        + ": no platform certificates were downloaded from https://localhost/ (option baseUri). "
                        + advice);
    }

    @Test
    void namesNoKeyTheFirstTimeAndTheCurrentOneLater() throws Exception {
        TestMessage message = TestMessage.of(data(GOOD));

        assertThat(sent(message, noKeys()).wechatpaySerial()).isEmpty();
        assertThat(sent(message, keys(read(data(GOOD)))).wechatpaySerial()).isEqualTo(TestMessage.SERIAL);
    }

    @Test
    void verifiesTheAnswerWithAKeyThatIsTrustedAlready() throws Exception {
        TestMessage message = TestMessage.of(data(entry(
                "f1e2",
                sealed(TestKeys.pem(TestKeys.certificate(
                        TestKeys.MERCHANT, OTHER_SERIAL, TestClock.START, TestClock.START.plusSeconds(60)))))));

        assertThat(download(200, message, keys(read(data(GOOD))), call -> {}))
                .extracting(TrustedKey::id)
                .containsExactly("f1e2");
        assertThatIOException().isThrownBy(() -> download(200, message));
    }

    static Stream<Arguments> trustedKeys() {
        TrustedKey certificate = other("AA", -1, 1);
        TrustedKey publicKey = TrustedKey.publicKey("PUB_KEY_ID_1", TestKeys.MERCHANT.getPublic(), TestKeys.PROVIDER);
        return Stream.of(
                arguments("a platform certificate", List.of(certificate)),
                arguments("the public key", List.of(publicKey)),
                arguments("both", List.of(publicKey, certificate)),
                arguments("a valid one beside an expired one", List.of(other("AB", -2, -1), certificate)),
                arguments("another key of the same serial number", List.of(other(TestMessage.SERIAL, -1, 1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("trustedKeys")
    void refusesAListThatOnlyItsOwnCertificateVerifiesWhileAKeyIsTrusted(String name, List<TrustedKey> trusted) {
        assertThatIOException()
                .isThrownBy(() -> download(200, TestMessage.of(data(GOOD)), keys(trusted), call -> {}))
                .withCauseInstanceOf(VerificationException.class);
    }

    @Test
    void verifiesAListWithItsOwnCertificateWhenNoTrustedKeyIsValid() throws Exception {
        TrustedKeys noneValid = keys(List.of(other("AA", -2, -1), other("AB", 1, 2)));

        assertThat(download(200, TestMessage.of(data(GOOD)), noneValid, call -> {}))
                .extracting(TrustedKey::id)
                .containsExactly(TestMessage.SERIAL);
    }

    @Test
    void refusesAListWhoseOwnCertificateHasExpired() {
        String expired = entry(
                TestMessage.SERIAL,
                sealed(TestKeys.pem(TestKeys.certificate(
                        TestKeys.PLATFORM,
                        TestMessage.SERIAL,
                        TestClock.START.minusSeconds(60),
                        TestClock.START.minusSeconds(1)))));

        assertThatIOException().isThrownBy(() -> download(200, TestMessage.of(data(expired))));
    }

    /** A certificate of another key, valid from and until that many days after the clock's start. */
    private static TrustedKey other(String serial, int from, int until) {
        return TrustedKey.certificate(
                TestKeys.certificate(
                        TestKeys.MERCHANT,
                        serial,
                        TestClock.START.plus(Duration.ofDays(from)),
                        TestClock.START.plus(Duration.ofDays(until))),
                TestKeys.PROVIDER);
    }

    @Test
    void leavesOutACertificateThatCannotBeRead() throws Exception {
        assertThat(read(data("{}", GOOD, GOOD.replace(NONCE, "uluk"))))
                .extracting(TrustedKey::id)
                .containsExactly(TestMessage.SERIAL);
    }

    private Call sent(TestMessage message, TrustedKeys trusted) throws Exception {
        List<Call> sent = new ArrayList<>();
        download(200, message, trusted, sent::add);
        return sent.get(0);
    }

    private TrustedKeys noKeys() {
        return keys(List.of());
    }

    private TrustedKeys keys(List<TrustedKey> trusted) {
        return new TrustedKeys(trusted, null, null, clock);
    }

    private List<TrustedKey> download(int status, TestMessage message) throws Exception {
        return download(status, message, noKeys(), call -> {});
    }

    private List<TrustedKey> download(int status, TestMessage message, TrustedKeys trusted, Consumer<Call> sent)
            throws Exception {
        Destination destination =
                new Destination("GET", URI.create("https://localhost/"), "/", Region.CN, Optional.empty());
        MerchantIdentity merchant = new MerchantIdentity(
                "1900000109",
                "AA",
                new KeySigner(TestKeys.MERCHANT.getPrivate(), TestKeys.PROVIDER),
                clock,
                () -> "nonce");
        SendingTransport transport = (call, authorization, connected, deadline) -> {
            sent.accept(call);
            return new Answer(status, message.headers(), null, null, message.body());
        };
        return new CertificateDownload(
                        destination,
                        "",
                        merchant,
                        new CallSender(transport, null, null, clock),
                        list,
                        Duration.ofSeconds(300),
                        clock)
                .download(trusted, Deadline.in(Duration.ofSeconds(10)));
    }

    private List<TrustedKey> read(String json) throws Exception {
        return list.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String data(String... entries) {
        return "{\"data\":[" + String.join(",", entries) + "]}";
    }

    private static String entry(String serial, String ciphertext) {
        return "{\"serial_no\":\"" + serial
                + "\",\"encrypt_certificate\":{\"algorithm\":\"AEAD_AES_256_GCM\",\"nonce\":\"" + NONCE
                + "\",\"associated_data\":\"certificate\",\"ciphertext\":\"" + ciphertext + "\"}}";
    }

    private static String sealed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Base64.getEncoder().encodeToString(TestKeys.seal(NONCE, "certificate", bytes));
    }

    private static String certificate(KeyPair pair) {
        return TestKeys.pem(TestKeys.certificate(
                pair, TestMessage.SERIAL, TestClock.START.minusSeconds(86_400), TestClock.START.plusSeconds(86_400)));
    }
}
