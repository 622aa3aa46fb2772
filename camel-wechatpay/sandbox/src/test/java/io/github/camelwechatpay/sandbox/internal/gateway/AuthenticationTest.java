package io.github.camelwechatpay.sandbox.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import io.github.camelwechatpay.sandbox.fixture.RawClient;
import io.github.camelwechatpay.sandbox.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.fixture.TestCrypto;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest extends SandboxTestSupport {
    private static final String TARGET = "/v3/certificates";

    private static RawClient.Request get() {
        return client.request("GET", TARGET);
    }

    private static void assertRefused(WireAnswer answer, String field) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("SIGN_ERROR");
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("Wechatpay-"));
        assertThat(answer.header("Request-ID")).endsWith("-268443699");
        assertThat(sandbox.executions("v3/certificates")).isZero();
    }

    @Test
    void rejectsASignatureWithAnyByteFlipped() {
        byte[] signature = get().signature();
        for (int i = 0; i < signature.length; i++) {
            byte[] flipped = signature.clone();
            flipped[i] ^= 1;
            RawClient.Request request =
                    get().with("signature", Base64.getEncoder().encodeToString(flipped));
            assertRefused(request.send(), "signature");
        }
    }

    @Test
    void takesTheKeysInAnyOrder() {
        List<Map.Entry<String, String>> pairs =
                new ArrayList<>(get().authorization().entrySet());
        for (int i = 0; i < pairs.size(); i++) {
            Collections.rotate(pairs, 1);
            assertThat(get().header("Authorization", value(pairs)).send().status())
                    .isEqualTo(200);
        }
    }

    private static String value(List<Map.Entry<String, String>> pairs) {
        return pairs.stream()
                .map(pair -> pair.getKey() + "=\"" + pair.getValue() + "\"")
                .collect(Collectors.joining(",", "WECHATPAY2-SHA256-RSA2048 ", ""));
    }

    static Stream<String> keys() {
        return Stream.of("mchid", "nonce_str", "timestamp", "serial_no", "signature");
    }

    @ParameterizedTest
    @MethodSource("keys")
    void rejectsAMissingAnEmptyAndADoubleKey(String key) {
        Map<String, String> all = get().authorization();
        String right = value(List.copyOf(all.entrySet()));
        String pair = key + "=\"" + all.get(key) + "\"";
        String missing = right.replace("," + pair, "").replace(pair + ",", "");

        assertRefused(get().header("Authorization", missing).send(), key);
        assertRefused(
                get().header("Authorization", right.replace(pair, key + "=\"\""))
                        .send(),
                key);
        assertRefused(get().header("Authorization", right + "," + pair).send(), key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "WECHATPAY2-SHA256-RSA2048",
                "wechatpay2-sha256-rsa2048 $",
                "WECHATPAY2-SM2-WITH-SM3$",
                "WECHATPAY2-SM2 $",
                "WECHATPAY-BRAND-SHA256-RSA2048 $",
                "Bearer $",
                "WECHATPAY2-SHA256-RSA2048 $,",
                "WECHATPAY2-SHA256-RSA2048 ,$",
                "WECHATPAY2-SHA256-RSA2048 $,x=\"y\"",
                "WECHATPAY2-SHA256-RSA2048 x=\"y\",$",
                "WECHATPAY2-SHA256-RSA2048 $;x=\"y\""
            })
    void rejectsAnotherFormOfTheHeader(String form) {
        String pairs = value(List.copyOf(get().authorization().entrySet())).substring(26);

        assertRefused(get().header("Authorization", form.replace("$", pairs)).send(), "Authorization");
    }

    @Test
    void rejectsUnquotedValues() {
        String header = value(List.copyOf(get().authorization().entrySet())).replace("\"", "");

        assertRefused(get().header("Authorization", header).send(), "Authorization");
    }

    @Test
    void rejectsTwoAuthorizationHeaders() {
        String right = value(List.copyOf(get().authorization().entrySet()));
        WireAnswer answer = get().header("Authorization", right)
                .header("authorization", right)
                .send();

        assertRefused(answer, "Authorization");
    }

    @Test
    void rejectsAnUnknownMerchantAndSerial() {
        assertRefused(get().with("mchid", "1900000001").send(), "mchid");
        assertRefused(
                get().with("serial_no", "5157F09EFDC096DE15EBE81A47057A7232F1B8E1")
                        .send(),
                "serial_no");
        assertRefused(get().with("serial_no", sandbox.platformSerialNumber()).send(), "serial_no");
    }

    @ParameterizedTest
    @CsvSource({"-301,401", "-300,200", "0,200", "300,200", "301,401"})
    void toleratesAClockOffsetOfThreeHundredSeconds(long offset, int status) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        try (WechatpaySandbox fixed = WechatpaySandbox.builder()
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .start()) {
            WireAnswer answer = new RawClient(fixed)
                    .request("GET", TARGET)
                    .with("timestamp", Long.toString(now.getEpochSecond() + offset))
                    .send();
            assertThat(answer.status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1", "1.5", "1795245682000", "99999999999999999999999", "0x10", "１７９５２４５６８２"})
    void rejectsATimestampThatIsNotTheTimeInSeconds(String timestamp) {
        assertThat(get().with("timestamp", timestamp).send().status()).isEqualTo(401);
    }

    @Test
    void movesItsClockWhenToldTo() {
        RawClient.Request before = get();
        before.authorization();
        sandbox.clockOffset(Duration.ofHours(1));

        assertRefused(before.send(), "timestamp");
        assertThat(get().send().status()).isEqualTo(200);
    }

    @Test
    void takesARepeatedNonce() {
        byte[] bytes = get().bytes();

        assertThat(client.send(bytes).status()).isEqualTo(200);
        assertThat(client.send(bytes).status()).isEqualTo(200);
    }

    @Test
    void keepsTheTextThatItExpectedOfAWrongSignature() {
        RawClient.Request request = client.request("POST", "/v3/security/echo?a=%2F")
                .json("{\"echo_message\":\"门店\"}")
                .signing("/v3/security/echo?a=/");
        String timestamp = request.authorization().get("timestamp");

        assertRefused(request.send(), "signature");
        assertThat(sandbox.requests()).singleElement().satisfies(seen -> {
            assertThat(seen.status()).isEqualTo(401);
            assertThat(seen.executed()).isFalse();
            assertThat(seen.verdict()).startsWith("SIGN_ERROR");
            assertThat(seen.expectedText())
                    .contains("POST\n/v3/security/echo?a=%2F\n" + timestamp
                            + "\n593BEC0C930BF1AFEB40B4A08C8FB242\n{\"echo_message\":\"门店\"}\n");
        });
    }

    @Test
    void rejectsABodyThatIsNotTheSignedOne() {
        RawClient.Request request = client.request("POST", "/v3/security/echo").json("{\"echo_message\":\"a\"}");
        request.with("signature", Base64.getEncoder().encodeToString(request.signature()));

        assertRefused(request.json("{\"echo_message\":\"b\"}").send(), "signature");
    }

    @Test
    void signsWithTheKeyThatTheRequestNames() {
        String first = sandbox.platformSerialNumber();
        var firstKey = sandbox.platformCertificate().getPublicKey();
        String second = sandbox.rotate();
        var secondKey = sandbox.platformCertificate().getPublicKey();

        assertSigned(get().send(), second, secondKey);
        assertSigned(get().header("Wechatpay-Serial", "").send(), second, secondKey);
        assertSigned(get().header("Wechatpay-Serial", second).send(), second, secondKey);
        assertSigned(get().header("Wechatpay-Serial", first).send(), first, firstKey);
        assertSigned(
                get().header("Wechatpay-Serial", sandbox.publicKeyId()).send(),
                sandbox.publicKeyId(),
                TestCrypto.publicKey(sandbox.publicKeyPem()));
    }

    private static void assertSigned(WireAnswer answer, String serial, PublicKey key) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Wechatpay-Serial")).isEqualTo(serial);
        assertThat(answer.header("Wechatpay-Signature-Type")).isEqualTo("WECHATPAY2-SHA256-RSA2048");
        assertThat(answer.header("Wechatpay-Nonce")).matches("[0-9a-f]{32}");
        assertThat(answer.header("Wechatpay-Timestamp")).matches("\\d{10}");
        assertThat(answer.header("Request-ID")).matches("[0-9A-F]{42}-\\d+");
        assertThat(TestCrypto.verifies(answer, key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUB_KEY_ID_0000000000", "5157F09EFDC096DE15EBE81A47057A7232F1B8E1", "x"})
    void rejectsAnUnknownWechatpaySerial(String serial) {
        assertRefused(get().header("Wechatpay-Serial", serial).send(), "Wechatpay-Serial");
    }

    @Test
    void rejectsTheMerchantsOwnSerialAsWechatpaySerial() {
        assertRefused(
                get().header("Wechatpay-Serial", sandbox.merchantSerialNumber()).send(), "Wechatpay-Serial");
    }
}
