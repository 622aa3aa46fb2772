package io.github.camelwechatpay.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.WechatpayNotificationException;
import io.github.camelwechatpay.WechatpayNotificationException.Reason;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.crypto.AeadCipher;
import io.github.camelwechatpay.crypto.SignatureType;
import io.github.camelwechatpay.crypto.SignedHeaders;
import io.github.camelwechatpay.crypto.TestKeys;
import io.github.camelwechatpay.keys.MessageVerifier;
import io.github.camelwechatpay.keys.TestClock;
import io.github.camelwechatpay.keys.TestMessage;
import io.github.camelwechatpay.keys.TrustedKeys;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationReaderTest {

    private static final String NONCE = "uluk4a9R25RW";
    private static final String RESOURCE = "{\"openid\":\"private-17\",\"amount\":1.10}";
    private static final byte[] SEALED = seal("transaction", RESOURCE);
    private static final String ENVELOPE = envelope(SEALED);

    private final TestClock clock = new TestClock();
    private final MessageVerifier verifier = new MessageVerifier(
            SignatureType.RSA,
            new TrustedKeys(List.of(TestMessage.key()), null, null, clock),
            Duration.ofSeconds(300),
            clock);

    @Test
    void readsANotification() throws Exception {
        Notification notification = read(TestKeys.SECRET_KEY, TestMessage.of(ENVELOPE));

        assertThat(notification.id()).isEqualTo("EV-1");
        assertThat(notification.createTime()).isEqualTo("2019-04-02T20:34:20+08:00");
        assertThat(notification.eventType()).isEqualTo("TRANSACTION.SUCCESS");
        assertThat(notification.resourceType()).isEqualTo("encrypt-resource");
        assertThat(notification.originalType()).isEqualTo("transaction");
        assertThat(notification.summary()).isEqualTo("支付成功");
        assertThat(notification.requestId()).isEqualTo("08F");
        assertThat(notification.serial()).isEqualTo(TestMessage.SERIAL);
        assertThat(notification.resource()).isEqualTo(Map.of("openid", "private-17", "amount", new BigDecimal("1.10")));
        assertThat(notification.content()).asString().isEqualTo(RESOURCE);
    }

    static Stream<Arguments> optional() {
        String empty = envelope(seal("", RESOURCE));
        String member = "\"associated_data\":\"transaction\",";
        return Stream.of(
                arguments("absent associated data", empty.replace(member, "")),
                arguments("null associated data", empty.replace(member, "\"associated_data\":null,")),
                arguments("empty associated data", empty.replace(member, "\"associated_data\":\"\",")),
                arguments("no summary", ENVELOPE.replace("\"summary\":\"支付成功\",", "")),
                arguments("no original type", ENVELOPE.replace("\"original_type\":\"transaction\",", "")),
                arguments("unknown event type", ENVELOPE.replace("TRANSACTION.SUCCESS", "UNHEARD.OF")),
                arguments("unknown resource type", ENVELOPE.replace("encrypt-resource", "applyment")),
                arguments("unknown members", ENVELOPE.replace("{\"id\"", "{\"new\":[1],\"id\"")),
                arguments(
                        "unknown members that look like known ones",
                        ENVELOPE.replace("{\"id\"", "{\"new\":{\"id\":\"EV-2\",\"resource\":{}},\"id\"")),
                arguments("unknown members of the resource", ENVELOPE.replace("\"nonce\"", "\"new\":[{}],\"nonce\"")),
                arguments("a summary that is no text", ENVELOPE.replace("\"支付成功\"", "[{\"id\":1}]")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optional")
    void toleratesWhatTheDocumentationDoesNotAgreeOn(String name, String envelope) throws Exception {
        assertThat(read(TestKeys.SECRET_KEY, TestMessage.of(envelope)).content())
                .asString()
                .isEqualTo(RESOURCE);
    }

    private static final String UNFIT =
            "\\u000a\\u000d\\t\\u0000\\u001b\\u007f\\u0085\\u200b\\u200e\\u2028\\u2029\\u202e\\u2066\\ufeff"
                    + "\\udb40\\udc41";

    @Test
    void makesTheTextsOfTheEnvelopeFitForLogsAndHeaders() throws Exception {
        String envelope = ENVELOPE.replace("EV-1", "EV" + UNFIT + "1")
                .replace("2019-04-02T", "2019-04-02" + UNFIT + "T")
                .replace("TRANSACTION.SUCCESS", "TRANSACTION" + UNFIT + ".SUCCESS")
                .replace("encrypt-resource", "encrypt" + UNFIT + "-resource")
                .replace("\"original_type\":\"transaction", "\"original_type\":\"trans" + UNFIT + "action")
                .replace("支付成功", "支付" + UNFIT + "成功\\ud83c");

        Notification notification = read(TestKeys.SECRET_KEY, TestMessage.of(envelope));

        String blanks = " ".repeat(15);
        assertThat(notification.id()).isEqualTo("EV" + blanks + "1");
        assertThat(notification.createTime()).isEqualTo("2019-04-02" + blanks + "T20:34:20+08:00");
        assertThat(notification.eventType()).isEqualTo("TRANSACTION" + blanks + ".SUCCESS");
        assertThat(notification.resourceType()).isEqualTo("encrypt" + blanks + "-resource");
        assertThat(notification.originalType()).isEqualTo("trans" + blanks + "action");
        assertThat(notification.summary()).isEqualTo("支付" + blanks + "成功 ");
    }

    /** Else two notifications could become one, and the second would be lost. */
    @Test
    void tellsNotificationsApartByTheIdAsSent() throws Exception {
        Notification one = read(TestKeys.SECRET_KEY, TestMessage.of(ENVELOPE.replace("EV-1", "EV\\n1")));
        Notification other = read(TestKeys.SECRET_KEY, TestMessage.of(ENVELOPE.replace("EV-1", "EV\\t1")));

        assertThat(one.key()).isEqualTo("EV\n1");
        assertThat(other.key()).isEqualTo("EV\t1");
        assertThat(one.id()).isEqualTo(other.id());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "EV-1,EV-\\ud83c,id",
                "EV-1,\\udf81EV,id",
                "EV-1,\\udf81\\ud83c,id",
                "TRANSACTION.SUCCESS,TRANSACTION.\\ud83c,event_type",
                "encrypt-resource,\\ud83cx,resource_type",
                "2019-04-02T,2019-04-02\\udf81T,create_time"
            })
    void refusesHalfASurrogatePair(String text, String replacement, String member) {
        assertThat(assertRefused(
                        TestKeys.SECRET_KEY, TestMessage.of(ENVELOPE.replace(text, replacement)), Reason.MALFORMED))
                .hasMessage("Notification refused: signed, but member " + member
                        + " is not valid Unicode text: half a surrogate pair");
    }

    @Test
    void takesAWholeSurrogatePair() throws Exception {
        assertThat(read(TestKeys.SECRET_KEY, TestMessage.of(ENVELOPE.replace("EV-1", "EV-\\ud83c\\udf81")))
                        .id())
                .isEqualTo("EV-\ud83c\udf81");
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("empty body", ""),
                arguments("no JSON", "private-17"),
                arguments("array", "[" + ENVELOPE + "]"),
                arguments("two envelopes", ENVELOPE + ENVELOPE),
                arguments("duplicate member", ENVELOPE.replace("{\"id\"", "{\"id\":\"EV-2\",\"id\"")),
                arguments("too deep", "[".repeat(100)),
                arguments("no id", ENVELOPE.replace("\"id\"", "\"x\"")),
                arguments("empty id", ENVELOPE.replace("EV-1", "")),
                arguments("id is a number", ENVELOPE.replace("\"EV-1\"", "1")),
                arguments("id with half a surrogate pair", ENVELOPE.replace("EV-1", "EV\\uD83C")),
                arguments("id is too long", ENVELOPE.replace("EV-1", "E".repeat(1025))),
                arguments("no create time", ENVELOPE.replace("create_time", "x")),
                arguments("no event type", ENVELOPE.replace("event_type", "x")),
                arguments("null event type", ENVELOPE.replace("\"TRANSACTION.SUCCESS\"", "null")),
                arguments("no resource type", ENVELOPE.replace("resource_type", "x")),
                arguments("no resource", ENVELOPE.replace("\"resource\"", "\"x\"")),
                arguments("no algorithm", ENVELOPE.replace("algorithm", "x")),
                arguments("no nonce", ENVELOPE.replace("\"nonce\"", "\"x\"")),
                arguments("resource is a list", ENVELOPE.replace("\"resource\":{", "\"resource\":[],\"x\":{")),
                arguments("resource is text", ENVELOPE.replace("\"resource\":{", "\"resource\":\"x\",\"x\":{")),
                arguments(
                        "duplicate member of the resource", ENVELOPE.replace("\"nonce\"", "\"nonce\":\"x\",\"nonce\"")),
                arguments(
                        "duplicate in an unknown member",
                        ENVELOPE.replace("{\"id\"", "{\"new\":{\"a\":1,\"a\":2},\"id\"")),
                arguments("not closed", ENVELOPE.substring(0, ENVELOPE.length() - 1)),
                arguments("ciphertext is an object", ENVELOPE.replace("\"ciphertext\":", "\"ciphertext\":{},\"x\":")),
                arguments("no ciphertext", ENVELOPE.replace("ciphertext", "x")),
                arguments(
                        "associated data is an object", ENVELOPE.replace("ed_data\":\"transaction\"", "ed_data\":{}")),
                arguments("content is no JSON", envelope(seal("transaction", "private-17"))),
                arguments("content is empty", envelope(seal("transaction", ""))),
                arguments("content has duplicates", envelope(seal("transaction", "{\"a\":1,\"a\":2}"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void refusesWhatIsNoNotification(String name, String body) {
        assertRefused(TestKeys.SECRET_KEY, TestMessage.of(body), Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AEAD_SM4_GCM", "aead_aes_256_gcm", "AES", "none"})
    void refusesOtherAlgorithms(String algorithm) {
        TestMessage message = TestMessage.of(ENVELOPE.replace("AEAD_AES_256_GCM", algorithm));

        assertRefused(TestKeys.SECRET_KEY, message, Reason.UNSUPPORTED_ALGORITHM);
    }

    @Test
    void refusesAnotherSecretAndNamesTheOption() {
        WechatpayNotificationException e =
                assertRefused("00000000000000000000000000000000", TestMessage.of(ENVELOPE), Reason.UNDECIPHERABLE);

        assertThat(e).hasMessageContaining("check option secretKey").hasNoCause();
    }

    @Test
    void refusesEveryChangeOfTheCiphertext() {
        for (int i = 0; i < SEALED.length; i++) {
            TestMessage message = TestMessage.of(envelope(TestKeys.flip(SEALED, i)));
            assertRefused(TestKeys.SECRET_KEY, message, Reason.UNDECIPHERABLE);
        }
    }

    @Test
    void refusesEveryChangeOfNonceAndAssociatedData() {
        for (int i = 0; i < NONCE.length(); i++) {
            TestMessage message = TestMessage.of(ENVELOPE.replace(NONCE, TestKeys.flip(NONCE, i)));
            assertRefused(TestKeys.SECRET_KEY, message, Reason.UNDECIPHERABLE);
        }
        for (int i = 0; i < "transaction".length(); i++) {
            String changed = "ed_data\":\"" + TestKeys.flip("transaction", i);
            TestMessage message = TestMessage.of(ENVELOPE.replace("ed_data\":\"transaction", changed));
            assertRefused(TestKeys.SECRET_KEY, message, Reason.UNDECIPHERABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"not Base64", "", "AAAA", "abc"})
    void refusesACiphertextThatIsNone(String ciphertext) {
        String encoded = Base64.getEncoder().encodeToString(SEALED);

        assertRefused(
                TestKeys.SECRET_KEY, TestMessage.of(ENVELOPE.replace(encoded, ciphertext)), Reason.UNDECIPHERABLE);
    }

    @Test
    void parsesNothingThatIsNotVerified() {
        TestMessage garbage = new TestMessage(TestMessage.of(ENVELOPE).headers(), new byte[] {'{', (byte) 0xff});

        assertRefused(TestKeys.SECRET_KEY, garbage, Reason.BAD_SIGNATURE);
    }

    @Test
    void passesTheReasonOfTheVerifierOn() {
        SignedHeaders headers = TestMessage.of(ENVELOPE).headers();
        byte[] body = ENVELOPE.getBytes(StandardCharsets.UTF_8);
        SignedHeaders probe = new SignedHeaders(
                headers.timestamp(), headers.nonce(), "WECHATPAY/SIGNTEST/x", headers.serial(), headers.type());
        SignedHeaders incomplete =
                new SignedHeaders(null, headers.nonce(), headers.signature(), headers.serial(), headers.type());
        SignedHeaders unknown = new SignedHeaders(
                headers.timestamp(), headers.nonce(), headers.signature(), "PUB_KEY_ID_1", headers.type());
        SignedHeaders type = new SignedHeaders(
                headers.timestamp(), headers.nonce(), headers.signature(), headers.serial(), "WECHATPAY2-SM2-WITH-SM3");

        assertRefused(TestKeys.SECRET_KEY, new TestMessage(probe, body), Reason.PROBE);
        assertRefused(TestKeys.SECRET_KEY, new TestMessage(incomplete, body), Reason.INCOMPLETE);
        assertRefused(TestKeys.SECRET_KEY, new TestMessage(unknown, body), Reason.UNKNOWN_KEY);
        assertRefused(TestKeys.SECRET_KEY, new TestMessage(type, body), Reason.UNSUPPORTED_TYPE);
        clock.advance(Duration.ofSeconds(301));
        assertRefused(TestKeys.SECRET_KEY, new TestMessage(headers, body), Reason.CLOCK_SKEW);
    }

    @Test
    void answersNothingThatDependsOnTheRequest() {
        assertThat(NotificationAnswer.SUCCESS.body()).asString().isEqualTo("{\"code\":\"SUCCESS\",\"message\":\"成功\"}");
        assertThat(NotificationAnswer.failure(401).body())
                .asString()
                .isEqualTo("{\"code\":\"FAIL\",\"message\":\"失败\"}");
    }

    private WechatpayNotificationException assertRefused(String secretKey, TestMessage message, Reason reason) {
        WechatpayNotificationException e =
                catchThrowableOfType(WechatpayNotificationException.class, () -> read(secretKey, message));

        assertThat(e).isNotNull().hasMessageStartingWith("Notification refused: ");
        assertThat(e.getReason()).isEqualTo(reason);
        assertThat(e)
                .hasMessageNotContainingAny(
                        "private-17", secretKey, NONCE, message.headers().signature());
        return e;
    }

    private Notification read(String secretKey, TestMessage message) throws WechatpayNotificationException {
        return new NotificationReader(verifier, new AeadCipher(secretKey, TestKeys.PROVIDER))
                .read(message.headers(), "08F", message.body(), Deadline.in(Duration.ofSeconds(10)));
    }

    private static byte[] seal(String associatedData, String plaintext) {
        return TestKeys.seal(NONCE, associatedData, plaintext.getBytes(StandardCharsets.UTF_8));
    }

    private static String envelope(byte[] sealed) {
        return "{\"id\":\"EV-1\",\"create_time\":\"2019-04-02T20:34:20+08:00\",\"event_type\":\"TRANSACTION.SUCCESS\","
                + "\"resource_type\":\"encrypt-resource\",\"summary\":\"支付成功\",\"resource\":{"
                + "\"original_type\":\"transaction\",\"algorithm\":\"AEAD_AES_256_GCM\",\"nonce\":\"" + NONCE
                + "\",\"associated_data\":\"transaction\",\"ciphertext\":\""
                + Base64.getEncoder().encodeToString(sealed) + "\"}}";
    }
}
