package io.github.camelwechatpay.sandbox.internal.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.sandbox.Delivery;
import io.github.camelwechatpay.sandbox.NotificationFault;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.SignedNotification;
import io.github.camelwechatpay.sandbox.SigningKey;
import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import io.github.camelwechatpay.sandbox.fixture.Receiver;
import io.github.camelwechatpay.sandbox.fixture.TestCrypto;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationTest {
    private static final String RESOURCE = "{\"contract_id\":\"42\",\"name\":\"门店\"}";

    private static WechatpaySandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = WechatpaySandbox.start();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static SandboxNotification papaySign() {
        return SandboxNotification.of("PAPAY.SIGN", RESOURCE);
    }

    private static WireAnswer received(SandboxNotification notification) throws IOException {
        try (Receiver receiver = Receiver.answering(200, "{}")) {
            sandbox.notify(receiver.url(), notification);
            return receiver.received().get(receiver.received().size() - 1);
        }
    }

    private static boolean verifies(WireAnswer notification) {
        return TestCrypto.verifies(notification, sandbox.platformCertificate().getPublicKey());
    }

    private static String opened(WireAnswer notification) throws GeneralSecurityException {
        JsonNode resource = notification.json().path("resource");
        return TestCrypto.openResource(
                sandbox.secretKey(),
                resource.path("nonce").asText(),
                resource.path("associated_data").asText(),
                resource.path("ciphertext").asText());
    }

    @Test
    void sendsWhatTheMerchantExpects() throws Exception {
        WireAnswer notification = received(papaySign());

        assertThat(notification.firstLine()).isEqualTo("POST /notify HTTP/1.1");
        assertThat(notification.headers())
                .containsKeys("Wechatpay-Nonce", "Wechatpay-Timestamp", "Wechatpay-Signature", "Request-ID")
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Wechatpay-Serial", sandbox.platformSerialNumber())
                .containsEntry("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048");
        assertThat(verifies(notification)).isTrue();
        JsonNode envelope = notification.json();
        assertThat(envelope.path("id").asText()).isNotEmpty();
        assertThat(envelope.path("create_time").asText()).endsWith("+08:00");
        assertThat(envelope.path("event_type").asText()).isEqualTo("PAPAY.SIGN");
        assertThat(envelope.path("resource_type").asText()).isEqualTo("encrypt-resource");
        assertThat(envelope.path("summary").asText()).isNotEmpty();
        assertThat(envelope.at("/resource/algorithm").asText()).isEqualTo("AEAD_AES_256_GCM");
        assertThat(envelope.at("/resource/nonce").asText()).hasSize(12);
        assertThat(envelope.at("/resource/associated_data").asText()).isNotEmpty();
        assertThat(envelope.at("/resource/original_type").asText()).isEqualTo("papay");
        assertThat(opened(notification)).isEqualTo(RESOURCE);
    }

    @ParameterizedTest
    @CsvSource({
        "TRANSACTION.SUCCESS,transaction",
        "SECURITY_ECHO.SUCCESS,security",
        "MEMBERCARD.ACTIVATE_CARD,membercard",
        "PASSWORD_EXEMPT.SIGN,password_exempt"
    })
    void takesTheFirstDocumentedOriginalTypeOrInventsOne(String eventType, String originalType) throws IOException {
        assertThat(received(SandboxNotification.of(eventType, RESOURCE).force(true))
                        .json()
                        .at("/resource/original_type")
                        .asText())
                .isEqualTo(originalType);
    }

    @Test
    void sendsWhatItIsTold() throws Exception {
        WireAnswer notification = received(
                papaySign().originalType("entrust").associatedData("more").signWith(SigningKey.PUBLIC_KEY));

        assertThat(notification.json().at("/resource/original_type").asText()).isEqualTo("entrust");
        assertThat(notification.json().at("/resource/associated_data").asText()).isEqualTo("more");
        assertThat(notification.header("Wechatpay-Serial")).isEqualTo(sandbox.publicKeyId());
        assertThat(TestCrypto.verifies(notification, TestCrypto.publicKey(sandbox.publicKeyPem())))
                .isTrue();
        assertThat(opened(notification)).isEqualTo(RESOURCE);
    }

    @Test
    void leavesAssociatedDataOut() throws Exception {
        WireAnswer notification = received(papaySign().withoutAssociatedData());

        assertThat(notification.json().path("resource").has("associated_data")).isFalse();
        assertThat(opened(notification)).isEqualTo(RESOURCE);
    }

    @Test
    void writesAMapAsJson() throws Exception {
        assertThat(opened(received(SandboxNotification.of("PAPAY.SIGN", Map.of("plan_id", 7)))))
                .isEqualTo("{\"plan_id\":7}");
    }

    @ParameterizedTest
    @CsvSource({"STALE,-600", "FUTURE,600"})
    void signsRightlyAtAWrongTime(NotificationFault fault, long shift) throws IOException {
        WireAnswer notification = received(papaySign().fault(fault));

        assertThat(verifies(notification)).isTrue();
        assertThat(Long.parseLong(notification.header("Wechatpay-Timestamp"))
                        - sandbox.clock().instant().getEpochSecond())
                .isBetween(shift - 5, shift + 5);
    }

    @Test
    void sendsAProbe() throws IOException {
        assertThat(received(papaySign().fault(NotificationFault.SIGNTEST)).header("Wechatpay-Signature"))
                .startsWith("WECHATPAY/SIGNTEST/");
    }

    @Test
    void namesAnUnknownSerial() throws IOException {
        assertThat(received(papaySign().fault(NotificationFault.UNKNOWN_SERIAL)).header("Wechatpay-Serial"))
                .matches("[0-9A-F]{40}")
                .isNotEqualTo(sandbox.platformSerialNumber());
    }

    @Test
    void leavesTheSignatureOut() throws IOException {
        assertThat(received(papaySign().fault(NotificationFault.NO_SIGNATURE))
                        .headers()
                        .keySet())
                .noneMatch(name -> name.startsWith("Wechatpay-"));
    }

    @Test
    void changesTheBodyAfterSigning() throws Exception {
        WireAnswer notification = received(papaySign().fault(NotificationFault.TAMPERED_BODY));

        assertThat(verifies(notification)).isFalse();
        assertThat(notification.json().path("event_type").asText()).isEqualTo("PAPAY.SIGN");
        assertThat(opened(notification)).isEqualTo(RESOURCE);
    }

    @ParameterizedTest
    @EnumSource(names = {"TAMPERED_CIPHERTEXT", "WRONG_SECRET"})
    void signsRightlyWhatCannotBeOpened(NotificationFault fault) throws IOException {
        WireAnswer notification = received(papaySign().fault(fault));

        assertThat(verifies(notification)).isTrue();
        assertThatThrownBy(() -> opened(notification)).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void sendsADuplicateSignedAnew() throws IOException {
        try (Receiver receiver = Receiver.answering(200, "")) {
            Delivery delivery = sandbox.notify(receiver.url(), papaySign().fault(NotificationFault.DUPLICATE));

            assertThat(delivery.attempts()).isEqualTo(2);
            assertThat(receiver.received()).hasSize(2).allMatch(NotificationTest::verifies);
            WireAnswer first = receiver.received().get(0);
            WireAnswer second = receiver.received().get(1);
            assertThat(second.text()).isEqualTo(first.text());
            assertThat(second.header("Wechatpay-Nonce")).isNotEqualTo(first.header("Wechatpay-Nonce"));
            assertThat(second.header("Request-ID")).isNotEqualTo(first.header("Request-ID"));
        }
    }

    @ParameterizedTest
    @CsvSource({"200,true,1", "204,true,1", "201,false,3", "302,false,3", "401,false,3", "500,false,3"})
    void repeatsUntilItIsAccepted(int status, boolean accepted, int attempts) throws IOException {
        try (Receiver receiver = Receiver.answering(status, status == 204 ? "" : "text")) {
            Delivery delivery = sandbox.notify(receiver.url(), papaySign().attempts(3));

            assertThat(delivery.status()).isEqualTo(status);
            assertThat(delivery.accepted()).isEqualTo(accepted);
            assertThat(delivery.attempts()).isEqualTo(attempts);
            assertThat(delivery.body()).isEqualTo(status == 204 ? "" : "text");
            assertThat(receiver.received()).hasSize(attempts);
        }
    }

    @Test
    void sendsOnceByDefault() throws IOException {
        try (Receiver receiver = Receiver.answering(500, "")) {
            assertThat(sandbox.notify(receiver.url(), papaySign()).attempts()).isEqualTo(1);
        }
    }

    @Test
    void followsNoRedirect() throws IOException {
        try (Receiver target = Receiver.answering(200, "");
                Receiver receiver = new Receiver("HTTP/1.1 307 Moved\r\nLocation: " + target.url()
                        + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")) {
            assertThat(sandbox.notify(receiver.url(), papaySign()).status()).isEqualTo(307);
            assertThat(target.received()).isEmpty();
        }
    }

    @Test
    void waitsFiveSecondsForAnAnswer() throws IOException {
        try (Receiver receiver = new Receiver("")) {
            Delivery delivery = sandbox.notify(receiver.url(), papaySign());

            assertThat(delivery.status()).isZero();
            assertThat(delivery.accepted()).isFalse();
            assertThat(delivery.body()).contains("5 s");
        }
    }

    @Test
    void saysWhenNobodyListens() throws IOException {
        String url;
        try (Receiver gone = Receiver.answering(200, "")) {
            url = gone.url();
        }
        Delivery delivery = sandbox.notify(url, papaySign());

        assertThat(delivery.status()).isZero();
        assertThat(delivery.body()).startsWith("No answer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.168.0.1/n",
                "http://10.0.0.1/n",
                "http://0.0.0.0/n",
                "http://169.254.169.254/latest",
                "https://shop.example/n",
                "http://127.0.0.1.example.com/n",
                "http://127.0.0.1@shop.example/n",
                "http://user@127.0.0.1/n",
                "http://localhost.example/n",
                "http://[2001:db8::1]/n",
                "http://2130706433/n",
                "http:///n",
                "file:///etc/passwd",
                "/n",
                "not a url"
            })
    void postsToLoopbackAddressesOnly(String url) {
        assertThatThrownBy(() -> sandbox.notify(url, papaySign())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void postsToAHostThatWasNamed() {
        TargetPolicy policy = new TargetPolicy(Set.of("Shop.Example"));

        assertThat(policy.check("https://shop.example/n")).hasHost("shop.example");
        assertThat(policy.check("http://LOCALHOST:8080/n")).hasPort(8080);
        assertThat(policy.check("http://[::1]:8080/n")).hasPort(8080);
        assertThatThrownBy(() -> policy.check("https://other.example/n")).hasMessageContaining("--allow-host");
    }

    @Test
    void givesANotificationWithoutSendingIt() throws Exception {
        SignedNotification notification = sandbox.signedNotification(papaySign());
        WireAnswer asIfReceived = new WireAnswer("", notification.headers(), notification.body(), true);

        assertThat(verifies(asIfReceived)).isTrue();
        assertThat(opened(asIfReceived)).isEqualTo(RESOURCE);
    }

    @Test
    void signsAndEncryptsWhatATestBrings() throws Exception {
        byte[] body =
                ("{\"resource\":" + sandbox.encryptResource("not json", "aad") + "}").getBytes(StandardCharsets.UTF_8);
        WireAnswer platform = new WireAnswer("", sandbox.sign(body), body, true);
        WireAnswer publicKey = new WireAnswer("", sandbox.sign(body, SigningKey.PUBLIC_KEY), body, true);

        assertThat(verifies(platform)).isTrue();
        assertThat(opened(platform)).isEqualTo("not json");
        assertThat(TestCrypto.verifies(publicKey, sandbox.publicKey())).isTrue();
    }

    @Test
    void signsWithThePublicKeyWhereTheMerchantHasOnlyThat() {
        try (WechatpaySandbox publicKeyOnly =
                WechatpaySandbox.builder().publicKeyOnly().start()) {
            assertThat(publicKeyOnly.signedNotification(papaySign()).headers())
                    .containsEntry("Wechatpay-Serial", publicKeyOnly.publicKeyId());
        }
    }

    @ParameterizedTest
    @EnumSource(NotificationFault.class)
    void hasAWireName(NotificationFault fault) {
        assertThat(NotificationFault.ofWireName(fault.wireName())).contains(fault);
    }

    @Test
    void refusesAnOrderThatMakesNoSense() {
        assertThatThrownBy(() -> SandboxNotification.of("", RESOURCE)).hasMessageContaining("event type");
        assertThatThrownBy(() -> papaySign().attempts(0)).hasMessageContaining("Attempts");
    }
}
