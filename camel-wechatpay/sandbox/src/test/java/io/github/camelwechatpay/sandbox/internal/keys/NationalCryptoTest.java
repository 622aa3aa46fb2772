package io.github.camelwechatpay.sandbox.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.SignedNotification;
import io.github.camelwechatpay.sandbox.SigningKey;
import io.github.camelwechatpay.sandbox.Sm2Credentials;
import io.github.camelwechatpay.sandbox.fixture.NationalCrypto;
import io.github.camelwechatpay.sandbox.fixture.RawClient;
import io.github.camelwechatpay.sandbox.fixture.Receiver;
import io.github.camelwechatpay.sandbox.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.fixture.TestCrypto;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(NationalCrypto.class)
class NationalCryptoTest extends SandboxTestSupport {
    private static final String SCHEME = "WECHATPAY2-SM2-WITH-SM3";
    private static final String CERTIFICATES = "/v3/certificates?algorithm_type=";
    private static final String PREOPEN = "/v3/ebike/charge/contracts/preopen";
    private static final String ECHO = "/v3/security/echo";

    private Sm2Credentials sm2;
    private RawClient national;

    @BeforeEach
    void credentials() {
        sm2 = sandbox.sm2();
        national = national(SCHEME, sm2.merchantSerialNumber());
    }

    private RawClient national(String scheme, String serialNumber) {
        return new RawClient(
                sandbox, scheme, serialNumber, message -> NationalCrypto.sign(sm2.privateKeyPem(), message));
    }

    private static void assertRefused(WireAnswer answer, String field) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("SIGN_ERROR");
        assertThat(answer.field()).isEqualTo(field);
        assertThat(sandbox.executions("v3/security/echo")).isZero();
    }

    @Test
    void answersSignedAsTheRequestIs() throws Exception {
        WireAnswer answer = national.post(PREOPEN, "{\"appid\":\"wx1\",\"trade_scene\":\"门店\",\"openid\":\"o1\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Wechatpay-Signature-Type")).isEqualTo(SCHEME);
        assertThat(answer.header("Wechatpay-Serial")).isEqualTo(sm2.platformSerialNumber());
        assertThat(NationalCrypto.verifies(answer, sm2.platformCertificatePem()))
                .isTrue();
    }

    @Test
    void signsWithTheCertificateThatTheRequestNames() throws Exception {
        sandbox.rotate();

        WireAnswer answer = national.request("POST", ECHO)
                .header("Wechatpay-Serial", sm2.platformSerialNumber())
                .json("{\"echo_message\":\"a\"}")
                .send();

        assertThat(sandbox.sm2().platformSerialNumber()).isNotEqualTo(sm2.platformSerialNumber());
        assertThat(answer.header("Wechatpay-Serial")).isEqualTo(sm2.platformSerialNumber());
        assertThat(NationalCrypto.verifies(answer, sm2.platformCertificatePem()))
                .isTrue();
    }

    @Test
    void takesAndGivesEncryptedFields() throws Exception {
        String sealed = NationalCrypto.encryptField(sm2.platformCertificatePem(), "张三");

        WireAnswer answer = national.request("POST", ECHO)
                .header("Wechatpay-Serial", sm2.platformSerialNumber())
                .json("{\"echo_message\":\"a\",\"encrypted_echo_message\":\"" + sealed + "\"}")
                .send();

        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
        assertThat(NationalCrypto.decryptField(
                        sm2.privateKeyPem(),
                        answer.json().path("encrypted_echo_message").asText()))
                .isEqualTo("张三");
    }

    @Test
    void refusesAFieldThatIsEncryptedByTheOtherAlgorithm() {
        String sealed = TestCrypto.encryptField(sandbox.platformCertificate().getPublicKey(), "张三");

        WireAnswer answer = national.request("POST", ECHO)
                .header("Wechatpay-Serial", sm2.platformSerialNumber())
                .json("{\"echo_message\":\"a\",\"encrypted_echo_message\":\"" + sealed + "\"}")
                .send();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo("/encrypted_echo_message");
    }

    @Test
    void refusesASignatureWithAnyByteChanged() {
        byte[] signature = national.request("GET", "/v3/certificates").signature();
        IntStream.range(0, signature.length).forEach(i -> {
            byte[] changed = signature.clone();
            changed[i] ^= 1;
            assertRefused(
                    national.request("POST", ECHO)
                            .json("{\"echo_message\":\"a\"}")
                            .with("signature", Base64.getEncoder().encodeToString(changed))
                            .send(),
                    "signature");
        });
    }

    /** Each serial number has one scheme, each scheme one kind of key. */
    @Test
    void refusesWhatDoesNotGoTogether() {
        String body = "{\"echo_message\":\"a\"}";

        assertRefused(national(SCHEME, sandbox.merchantSerialNumber()).post(ECHO, body), "serial_no");
        assertRefused(
                national("WECHATPAY2-SHA256-RSA2048", sm2.merchantSerialNumber())
                        .post(ECHO, body),
                "serial_no");
        assertRefused(
                national("WECHATPAY2-SHA256-RSA2048", sandbox.merchantSerialNumber())
                        .post(ECHO, body),
                "signature");
        assertRefused(national("WECHATPAY2-SM2", sm2.merchantSerialNumber()).post(ECHO, body), "Authorization");
        for (String key : List.of(sandbox.platformSerialNumber(), sandbox.publicKeyId())) {
            assertRefused(
                    national.request("POST", ECHO)
                            .header("Wechatpay-Serial", key)
                            .json(body)
                            .send(),
                    "Wechatpay-Serial");
        }
        assertRefused(
                client.request("POST", ECHO)
                        .header("Wechatpay-Serial", sm2.platformSerialNumber())
                        .json(body)
                        .send(),
                "Wechatpay-Serial");
    }

    @ParameterizedTest
    @CsvSource({"RSA,AEAD_AES_256_GCM", "SM2,AEAD_SM4_GCM"})
    void listsTheCertificatesOfTheKindAskedForEncryptedByItsAlgorithm(String kind, String algorithm) {
        for (RawClient caller : List.of(client, national)) {
            JsonNode data = caller.get(CERTIFICATES + kind).json().path("data");

            assertThat(data.findValuesAsText("algorithm")).isNotEmpty().containsOnly(algorithm);
            assertThat(data.findValuesAsText("serial_no").get(0))
                    .isEqualTo(kind.equals("SM2") ? sm2.platformSerialNumber() : sandbox.platformSerialNumber());
        }
    }

    @Test
    void listsBothKindsWhenAskedForAllAndTheOneOfOldUnasked() throws Exception {
        JsonNode all = national.get(CERTIFICATES + "ALL").json().path("data");
        JsonNode sealed = national.get(CERTIFICATES + "SM2").json().at("/data/0/encrypt_certificate");

        assertThat(all.findValuesAsText("serial_no"))
                .contains(sm2.platformSerialNumber(), sandbox.platformSerialNumber());
        assertThat(national.get("/v3/certificates").json().path("data").findValuesAsText("algorithm"))
                .containsOnly("AEAD_AES_256_GCM");
        assertThat(NationalCrypto.openResource(sandbox.secretKey(), sealed)).isEqualTo(sm2.platformCertificatePem());
    }

    @Test
    void notifies() throws Exception {
        SandboxNotification order =
                SandboxNotification.of("PAPAY.SIGN", "{\"contract_id\":\"门\"}").signWith(SigningKey.SM2);
        try (Receiver receiver = Receiver.answering(200, "{}")) {
            assertThat(sandbox.notify(receiver.url(), order).accepted()).isTrue();
            WireAnswer notification = receiver.received().get(0);
            JsonNode resource = notification.json().path("resource");

            assertThat(notification.header("Wechatpay-Signature-Type")).isEqualTo(SCHEME);
            assertThat(NationalCrypto.verifies(notification, sm2.platformCertificatePem()))
                    .isTrue();
            assertThat(resource.path("algorithm").asText()).isEqualTo("AEAD_SM4_GCM");
            assertThat(NationalCrypto.openResource(sandbox.secretKey(), resource))
                    .isEqualTo("{\"contract_id\":\"门\"}");
        }
    }

    @Test
    void notifiesOfACallAsTheCallIsSigned() throws Exception {
        try (Receiver receiver = Receiver.answering(200, "{}")) {
            String sealed = NationalCrypto.encryptField(sm2.platformCertificatePem(), "张三");
            national.request("POST", ECHO)
                    .header("Wechatpay-Serial", sm2.platformSerialNumber())
                    .json("{\"echo_message\":\"a\",\"encrypted_echo_message\":\"" + sealed + "\",\"notify_url\":\""
                            + receiver.url() + "\"}")
                    .send();
            Awaitility.await().until(() -> !receiver.received().isEmpty());
            WireAnswer notification = receiver.received().get(0);
            String content = NationalCrypto.openResource(
                    sandbox.secretKey(), notification.json().path("resource"));

            assertThat(NationalCrypto.verifies(notification, sm2.platformCertificatePem()))
                    .isTrue();
            assertThat(NationalCrypto.decryptField(
                            sm2.privateKeyPem(),
                            StrictJson.parse(content.getBytes(StandardCharsets.UTF_8))
                                    .orElseThrow()
                                    .path("encrypt_echo_message")
                                    .asText()))
                    .isEqualTo("张三");
        }
    }

    @Test
    void knowsOtherMerchantsByEitherKey() {
        KeyPair keys = Suite.SM2.newKeys();
        String mchid = "1900000109";
        X509Certificate certificate = sandbox.addMerchant(mchid, keys.getPublic(), "a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb");
        RawClient other = new RawClient(
                sandbox,
                SCHEME,
                certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT),
                message -> NationalCrypto.sign(Pem.of(keys.getPrivate()), message));

        assertThat(other.request("GET", CERTIFICATES + "SM2")
                        .with("mchid", mchid)
                        .send()
                        .status())
                .isEqualTo(200);
        assertRefused(other.request("GET", CERTIFICATES + "SM2").send(), "serial_no");
        assertRefused(
                national.request("GET", CERTIFICATES + "SM2")
                        .with("mchid", mchid)
                        .send(),
                "serial_no");
    }

    @Test
    void encryptsTheMarkedFieldsOfANotificationForTheMerchant() throws Exception {
        SandboxNotification order = SandboxNotification.of("MEMBERCARD.ACCEPT_CARD", "{\"phone_number\":\"138\"}")
                .signWith(SigningKey.SM2);
        SignedNotification signed = sandbox.signedNotification(order);
        JsonNode resource = StrictJson.parse(signed.body()).orElseThrow().path("resource");
        JsonNode content = StrictJson.parse(NationalCrypto.openResource(sandbox.secretKey(), resource)
                        .getBytes(StandardCharsets.UTF_8))
                .orElseThrow();

        assertThat(NationalCrypto.decryptField(
                        sm2.privateKeyPem(), content.path("phone_number").asText()))
                .isEqualTo("138");
    }

    @ParameterizedTest
    @EnumSource(Suite.class)
    void neitherAlgorithmTakesForItsOwnWhatIsBroken(Suite suite) {
        KeyPair keys = suite.newKeys();
        byte[] message = {1, 2, 3};
        String signature = suite.sign(keys.getPrivate(), message);

        assertThat(suite.verify(keys.getPublic(), message, signature)).isTrue();
        for (String other : List.of("", "AAAA", "not Base64", signature + "A", signature.substring(4))) {
            assertThat(suite.verify(keys.getPublic(), message, other)).isFalse();
            assertThat(suite.decryptField(keys.getPrivate(), other)).isEqualTo(Optional.empty());
        }
        assertThat(suite.decryptField(keys.getPrivate(), suite.encryptField(keys.getPublic(), "门")))
                .contains("门");
    }

    @Test
    void notifiesByAControlCall() throws Exception {
        try (Receiver receiver = Receiver.answering(200, "{}")) {
            WireAnswer answer = client.request("POST", "/_sandbox/notify")
                    .json("{\"url\":\"" + receiver.url()
                            + "\",\"eventType\":\"PAPAY.SIGN\",\"resource\":{},\"signWith\":\"sm2\"}")
                    .send();

            assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
            assertThat(NationalCrypto.verifies(receiver.received().get(0), sm2.platformCertificatePem()))
                    .isTrue();
        }
    }

    @Test
    void showsNoPrivateKey() {
        assertThat(sm2.toString())
                .contains(sm2.merchantSerialNumber())
                .doesNotContain(sm2.privateKeyPem().substring(30, 60));
    }
}
