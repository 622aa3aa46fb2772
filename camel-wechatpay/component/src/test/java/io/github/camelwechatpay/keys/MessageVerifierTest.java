package io.github.camelwechatpay.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.crypto.SignatureType;
import io.github.camelwechatpay.crypto.SignedHeaders;
import io.github.camelwechatpay.crypto.TestKeys;
import io.github.camelwechatpay.keys.VerificationException.Flaw;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageVerifierTest {

    private static final Deadline DEADLINE = Deadline.in(Duration.ofMinutes(1));
    private static final TestMessage MESSAGE = TestMessage.of("{\"openid\":\"private-17\"}");

    private final TestClock clock = new TestClock();
    private final MessageVerifier verifier = new MessageVerifier(
            SignatureType.RSA,
            new TrustedKeys(List.of(TestMessage.key()), null, null, clock),
            Duration.ofSeconds(300),
            clock);

    @Test
    void saysWhichKeyVerified() throws Exception {
        assertThat(verify(MESSAGE).id()).isEqualTo(TestMessage.SERIAL);
    }

    @Test
    void refusesEveryChangeOfTheSignature() {
        byte[] signature = Base64.getDecoder().decode(MESSAGE.headers().signature());
        for (int i = 0; i < signature.length; i++) {
            String changed = Base64.getEncoder().encodeToString(TestKeys.flip(signature, i));
            assertRefused(with(null, null, changed, null, null), Flaw.BAD_SIGNATURE, "signature does not match");
        }
    }

    @Test
    void refusesEveryChangeOfTimestampNonceAndSerial() {
        for (int i = 0; i < TestMessage.TIMESTAMP.length(); i++) {
            String changed = TestKeys.flip(TestMessage.TIMESTAMP, i);
            assertRefused(with(changed, null, null, null, null), Flaw.BAD_SIGNATURE, "signature does not match");
        }
        for (int i = 0; i < TestMessage.NONCE.length(); i++) {
            String changed = TestKeys.flip(TestMessage.NONCE, i);
            assertRefused(with(null, changed, null, null, null), Flaw.BAD_SIGNATURE, "signature does not match");
        }
        for (int i = 0; i < TestMessage.SERIAL.length(); i++) {
            String changed = TestKeys.flip(TestMessage.SERIAL, i);
            assertRefused(with(null, null, null, changed, null), Flaw.UNKNOWN_KEY, "key is not trusted");
        }
    }

    @Test
    void refusesEveryChangeOfTheBody() {
        for (int i = 0; i < MESSAGE.body().length; i++) {
            TestMessage changed = new TestMessage(MESSAGE.headers(), TestKeys.flip(MESSAGE.body(), i));
            assertRefused(changed, Flaw.BAD_SIGNATURE, "signature does not match");
        }
        assertRefused(new TestMessage(MESSAGE.headers(), new byte[0]), Flaw.BAD_SIGNATURE, "body 0 bytes");
    }

    @Test
    void refusesTheSignatureOfAnotherKey() {
        TestMessage forged = TestMessage.of(TestMessage.TIMESTAMP, "{}", TestKeys.MERCHANT.getPrivate());

        assertRefused(forged, Flaw.BAD_SIGNATURE, "signature does not match");
    }

    @ParameterizedTest
    @CsvSource({
        "Wechatpay-Timestamp, true, false, false, false",
        "Wechatpay-Nonce, false, true, false, false",
        "Wechatpay-Signature, false, false, true, false",
        "Wechatpay-Serial, false, false, false, true",
        "'Wechatpay-Timestamp, Wechatpay-Nonce, Wechatpay-Signature, Wechatpay-Serial', true, true, true, true"
    })
    void namesTheHeadersThatAreMissing(
            String names, boolean timestamp, boolean nonce, boolean signature, boolean serial) {
        SignedHeaders complete = MESSAGE.headers();
        SignedHeaders headers = new SignedHeaders(
                timestamp ? null : complete.timestamp(),
                nonce ? null : complete.nonce(),
                signature ? null : complete.signature(),
                serial ? null : complete.serial(),
                complete.type());

        assertRefused(new TestMessage(headers, MESSAGE.body()), Flaw.INCOMPLETE, "(" + names + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "WECHATPAY2-SM2-WITH-SM3", "wechatpay2-sha256-rsa2048", "none"})
    void refusesOtherSignatureTypes(String type) {
        assertRefused(with(null, null, null, null, type), Flaw.UNSUPPORTED_TYPE, "WECHATPAY2-SHA256-RSA2048");
    }

    @Test
    void tellsProbesFromForgeries() {
        assertRefused(with(null, null, "WECHATPAY/SIGNTEST/abc=", null, null), Flaw.PROBE, "probe");
        assertRefused(with(null, null, "SIGNTEST/abc=", null, null), Flaw.BAD_SIGNATURE, "does not match");
    }

    @ParameterizedTest
    @ValueSource(ints = {-300, -299, 0, 299, 300})
    void acceptsClocksWithinTheTolerance(int seconds) throws Exception {
        clock.advance(Duration.ofSeconds(seconds));

        assertThat(verify(MESSAGE)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {-86_000, -301, 301, 86_000})
    void refusesClocksBeyondTheTolerance(int seconds) {
        clock.advance(Duration.ofSeconds(seconds));

        assertRefused(
                MESSAGE,
                Flaw.CLOCK_SKEW,
                "timestamp is " + seconds + " s off, at most 300 s are accepted (check this host's clock, then option"
                        + " maxClockSkew)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"abc", "-1", "1554208460.5", "1554208460000", "9223372036854775807", "99999999999999999999"})
    void refusesSignedTimestampsThatAreNoSeconds(String timestamp) {
        assertRefused(TestMessage.of(timestamp, "{}", TestKeys.PLATFORM.getPrivate()), Flaw.CLOCK_SKEW, "timestamp is");
    }

    @Test
    void checksTheSignatureBeforeTheClock() {
        clock.advance(Duration.ofHours(1));

        assertRefused(
                new TestMessage(MESSAGE.headers(), "{}".getBytes(StandardCharsets.UTF_8)),
                Flaw.BAD_SIGNATURE,
                "does not match");
    }

    static Stream<Arguments> hopeless() {
        String timestamp = TestMessage.TIMESTAMP;
        String early = Long.toString(TestClock.START.minusSeconds(301).getEpochSecond());
        String late = Long.toString(TestClock.START.plusSeconds(301).getEpochSecond());
        String good = base64(256);
        return Stream.of(
                arguments("stale", SignatureType.RSA, early, good, Flaw.CLOCK_SKEW),
                arguments("in the future", SignatureType.RSA, late, good, Flaw.CLOCK_SKEW),
                arguments("no timestamp", SignatureType.RSA, "now", good, Flaw.CLOCK_SKEW),
                arguments("too short", SignatureType.RSA, timestamp, base64(255), Flaw.BAD_SIGNATURE),
                arguments("too long", SignatureType.RSA, timestamp, base64(257), Flaw.BAD_SIGNATURE),
                arguments("no Base64", SignatureType.RSA, timestamp, "*".repeat(344), Flaw.BAD_SIGNATURE),
                arguments(
                        "not canonical", SignatureType.RSA, timestamp, good.replace("A==", "B=="), Flaw.BAD_SIGNATURE),
                arguments("a probe", SignatureType.RSA, timestamp, "WECHATPAY/SIGNTEST/" + good, Flaw.PROBE),
                arguments("SM2, too long", SignatureType.SM2, timestamp, base64(73), Flaw.BAD_SIGNATURE),
                arguments("SM2, too short", SignatureType.SM2, timestamp, base64(7), Flaw.BAD_SIGNATURE),
                arguments("SM2, stale", SignatureType.SM2, early, base64(71), Flaw.CLOCK_SKEW));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hopeless")
    void downloadsNothingForAMessageThatNoKeyCouldVerify(
            String name, SignatureType type, String timestamp, String signature, Flaw flaw) {
        AtomicInteger downloads = new AtomicInteger();
        MessageVerifier downloading = downloading(type, downloads);
        SignedHeaders headers = new SignedHeaders(timestamp, TestMessage.NONCE, signature, "AA", type.header());

        assertThat(List.of(
                        catchThrowableOfType(
                                VerificationException.class, () -> downloading.verify(headers, new byte[0], DEADLINE)),
                        catchThrowableOfType(
                                VerificationException.class,
                                () -> downloading.verifyNotification(headers, new byte[0], DEADLINE))))
                .allSatisfy(e -> assertThat(e.flaw()).isEqualTo(flaw));
        assertThat(downloads).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"RSA, 256", "SM2, 8", "SM2, 70", "SM2, 72"})
    void downloadsForAMessageThatAnUnknownKeyMayHaveSigned(SignatureType type, int length) {
        AtomicInteger downloads = new AtomicInteger();
        SignedHeaders headers =
                new SignedHeaders(TestMessage.TIMESTAMP, TestMessage.NONCE, base64(length), "AA", type.header());

        VerificationException e = catchThrowableOfType(
                VerificationException.class,
                () -> downloading(type, downloads).verifyNotification(headers, new byte[0], DEADLINE));

        assertThat(e.flaw()).isEqualTo(Flaw.UNKNOWN_KEY);
        assertThat(downloads).hasValue(1);
    }

    private MessageVerifier downloading(SignatureType type, AtomicInteger downloads) {
        TrustedKeys keys = new TrustedKeys(
                List.of(),
                null,
                (trusted, deadline) -> {
                    downloads.incrementAndGet();
                    return List.of(TestMessage.key());
                },
                clock);
        return new MessageVerifier(type, keys, Duration.ofSeconds(300), clock);
    }

    private static String base64(int length) {
        return Base64.getEncoder().encodeToString(new byte[length]);
    }

    @Test
    void refusesAKeyThatHasExpired() {
        clock.advance(Duration.ofDays(2));

        assertRefused(MESSAGE, Flaw.UNKNOWN_KEY, "trusted are []");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\nWARN forged",
                "门",
                "\u001b[31m",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void showsNoHostileHeaders(String text) {
        assertRefused(with(text, null, null, text, null), Flaw.UNKNOWN_KEY, "(serial of unusual form, timestamp of");
    }

    private void assertRefused(TestMessage message, Flaw flaw, String reason) {
        VerificationException e = catchThrowableOfType(VerificationException.class, () -> verify(message));

        assertThat(e).isNotNull();
        assertThat(e.flaw()).isEqualTo(flaw);
        assertThat(e)
                .hasMessageContaining(reason)
                .hasMessageNotContainingAny(
                        "private-17", TestMessage.NONCE, MESSAGE.headers().signature());
        assertThat(e.getMessage().chars()).noneMatch(Character::isISOControl);
    }

    private TrustedKey verify(TestMessage message) throws VerificationException {
        return verifier.verify(message.headers(), message.body(), DEADLINE);
    }

    /** The message with the headers that are not null replaced. */
    private static TestMessage with(String timestamp, String nonce, String signature, String serial, String type) {
        SignedHeaders headers = MESSAGE.headers();
        return new TestMessage(
                new SignedHeaders(
                        timestamp == null ? headers.timestamp() : timestamp,
                        nonce == null ? headers.nonce() : nonce,
                        signature == null ? headers.signature() : signature,
                        serial == null ? headers.serial() : serial,
                        type == null ? headers.type() : type),
                MESSAGE.body());
    }
}
