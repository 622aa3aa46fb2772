package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.fixture.NotifyClient;
import io.github.camelwechatpay.fixture.NotifyLog;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import io.github.camelwechatpay.sandbox.NotificationFault;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.SignedNotification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing of a notification that is not WeChat Pay's reaches the route. */
class ConsumerRefusalTest extends NotifyTestSupport {

    private static final String REFUSED = "{\"code\":\"FAIL\",\"message\":\"失败\"}";
    private static final byte[] CLEAR_TEXT = "{\"contract_id\":\"202611210001\"}".getBytes(StandardCharsets.UTF_8);

    private final List<String> accepted = new ArrayList<>();

    @BeforeEach
    void consume() throws Exception {
        startConsuming(CONSUMER);
    }

    @AfterEach
    void routeIsUntouched() {
        assertThat(notified().getExchanges()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = NotificationFault.class, mode = EnumSource.Mode.EXCLUDE, names = "DUPLICATE")
    void refusesWhatTheSandboxMakesWrong(NotificationFault fault) {
        var delivery = deliver(contract().fault(fault));

        assertThat(delivery.status()).isEqualTo(401);
        assertThat(delivery.body()).isEqualTo(REFUSED);
    }

    @Test
    void refusesAProbeWithoutAlarm() {
        try (NotifyLog log = NotifyLog.of(Level.DEBUG, "io.github.camelwechatpay")) {
            assertThat(deliver(contract().fault(NotificationFault.SIGNTEST)).status())
                    .isEqualTo(401);

            assertThat(log.warnings()).isEmpty();
            assertThat(log.lines()).anyMatch(line -> line.contains("probe"));
        }
    }

    @Test
    void warnsOncePerReasonInAMinute() {
        try (NotifyLog log = NotifyLog.of(Level.DEBUG, "io.github.camelwechatpay")) {
            deliver(contract().fault(NotificationFault.STALE));
            deliver(contract().fault(NotificationFault.STALE));
            deliver(contract().fault(NotificationFault.TAMPERED_BODY));

            assertThat(log.warnings()).hasSize(2);
            assertThat(log.warnings().get(0)).contains("timestamp is", "maxClockSkew", PATH);
            assertThat(log.warnings().get(1)).contains("signature does not match");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wechatpay-Signature", "Wechatpay-Nonce", "Wechatpay-Timestamp", "Wechatpay-Serial"})
    void refusesAChangeOfAnyByteOfAHeader(String name) throws IOException {
        SignedNotification notification = sandbox.signedNotification(contract());
        String value = notification.headers().get(name);
        for (int i = 0; i < value.length(); i++) {
            String changed = value.substring(0, i) + (char) (value.charAt(i) ^ 1) + value.substring(i + 1);

            var reply =
                    client().post(PATH, NotifyClient.with(notification.headers(), name, changed), notification.body());

            note(reply, name + " byte " + i);
        }
        assertThat(accepted).isEmpty();
    }

    @Test
    void refusesAChangeOfAnyByteOfTheBody() throws IOException {
        SignedNotification notification = sandbox.signedNotification(contract());
        for (int i = 0; i < notification.body().length; i++) {
            var reply = client().post(PATH, notification.headers(), flipped(notification.body(), i));

            note(reply, "body byte " + i);
        }
        assertThat(accepted).isEmpty();
    }

    @Test
    void refusesAChangeOfAnyByteOfTheCiphertextEvenIfItIsSigned() throws IOException {
        String resource = sandbox.encryptResource(new String(CLEAR_TEXT, StandardCharsets.UTF_8), "contract");
        byte[] ciphertext = Base64.getDecoder().decode(member(resource, "ciphertext"));
        for (int i = 0; i < ciphertext.length; i++) {
            String changed = Base64.getEncoder().encodeToString(flipped(ciphertext, i));

            note(postSigned(resource.replace(member(resource, "ciphertext"), changed)), "ciphertext byte " + i);
        }
        assertThat(accepted).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"associated_data", "nonce"})
    void refusesAChangeOfAnyByteOfNonceOrAssociatedDataEvenIfItIsSigned(String name) throws IOException {
        String resource = sandbox.encryptResource(new String(CLEAR_TEXT, StandardCharsets.UTF_8), "contract");
        String value = member(resource, name);
        for (int i = 0; i < value.length(); i++) {
            String changed =
                    new String(flipped(value.getBytes(StandardCharsets.US_ASCII), i), StandardCharsets.US_ASCII);

            note(
                    postSigned(
                            resource.replace('"' + name + "\":\"" + value + '"', '"' + name + "\":\"" + changed + '"')),
                    name + " byte " + i);
        }
        assertThat(accepted).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            not JSON               | 400 | hello
            truncated JSON         | 400 | {"id":"1"
            an array               | 400 | []
            no members             | 400 | {}
            two documents          | 400 | {} {}
            no resource            | 400 | {"id":"1","create_time":"t","event_type":"PAPAY.SIGN","resource_type":"encrypt-resource"}
            resource is text       | 400 | {"id":"1","create_time":"t","event_type":"PAPAY.SIGN","resource_type":"encrypt-resource","resource":"x"}
            event type is a number | 400 | {"id":"1","create_time":"t","event_type":1,"resource_type":"encrypt-resource","resource":{}}
            other algorithm        | 401 | {"id":"1","create_time":"t","event_type":"PAPAY.SIGN","resource_type":"e","resource":{"algorithm":"AEAD_SM4_GCM","nonce":"123456789012","ciphertext":"eA=="}}
            ciphertext no Base64   | 401 | {"id":"1","create_time":"t","event_type":"PAPAY.SIGN","resource_type":"e","resource":{"algorithm":"AEAD_AES_256_GCM","nonce":"123456789012","ciphertext":"*"}}
            ciphertext too short   | 401 | {"id":"1","create_time":"t","event_type":"PAPAY.SIGN","resource_type":"e","resource":{"algorithm":"AEAD_AES_256_GCM","nonce":"123456789012","ciphertext":"eA=="}}
            long nonce             | 401 | {"id":"1","create_time":"t","event_type":"PAPAY.SIGN","resource_type":"e","resource":{"algorithm":"AEAD_AES_256_GCM","nonce":"1234567890123456","ciphertext":"eA=="}}
            """)
    void refusesWhatIsSignedButNoNotification(String name, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);

        var reply = client().post(PATH, sandbox.sign(bytes), bytes);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body()).isEqualTo(REFUSED);
    }

    @Test
    void refusesANotificationWhoseContentIsNoJson() {
        assertThat(deliver(SandboxNotification.of(SIGNED, "hello")).status()).isEqualTo(400);
    }

    @Test
    void refusesASignatureOfAnotherNotification() throws IOException {
        SignedNotification one = sandbox.signedNotification(contract());
        SignedNotification other = sandbox.signedNotification(contract());

        assertThat(client().post(PATH, one.headers(), other.body()).status()).isEqualTo(401);
    }

    @Test
    void refusesASignatureOfTheMerchantItself() throws Exception {
        SignedNotification notification = sandbox.signedNotification(contract());
        String text = notification.headers().get("Wechatpay-Timestamp")
                + '\n'
                + notification.headers().get("Wechatpay-Nonce")
                + '\n'
                + new String(notification.body(), StandardCharsets.UTF_8)
                + '\n';
        var signer = java.security.Signature.getInstance("SHA256withRSA");
        signer.initSign(sandbox.privateKey());
        signer.update(text.getBytes(StandardCharsets.UTF_8));
        Map<String, String> own = NotifyClient.with(
                NotifyClient.with(
                        notification.headers(),
                        "Wechatpay-Signature",
                        Base64.getEncoder().encodeToString(signer.sign())),
                "Wechatpay-Serial",
                sandbox.merchantSerialNumber());

        assertThat(client().post(PATH, own, notification.body()).status()).isEqualTo(401);
    }

    /** Only 401 is right: another status would be another reason than the change that was made. */
    private void note(NotifyClient.Reply reply, String change) {
        if (reply.status() != 401 || !reply.body().equals(REFUSED)) {
            accepted.add(change + ": " + reply.status());
        }
    }

    private NotifyClient.Reply postSigned(String resource) throws IOException {
        byte[] body = ("{\"id\":\"EV-1\",\"create_time\":\"2026-11-21T08:00:00+08:00\",\"event_type\":\"" + SIGNED
                        + "\",\"resource_type\":\"encrypt-resource\",\"resource\":" + resource + '}')
                .getBytes(StandardCharsets.UTF_8);
        return client().post(PATH, sandbox.sign(body), body);
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        return changed;
    }

    private static String member(String json, String name) {
        UnaryOperator<String> after = text -> text.substring(text.indexOf(name) + name.length() + 3);
        String rest = after.apply(json);
        return rest.substring(0, rest.indexOf('"'));
    }
}
