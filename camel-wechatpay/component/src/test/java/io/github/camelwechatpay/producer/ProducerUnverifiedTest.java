package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayKeys;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A success that is not exactly what WeChat Pay signed: nothing of it reaches the route. */
class ProducerUnverifiedTest extends RawGatewayTestSupport {

    private static final String CONTENT = "{\"apply_permissions_token\":\"1230000109\",\"x\":\"门\"}";
    private static final RawGatewayAnswer SIGNED = RawGatewayAnswer.signed(200, CONTENT);
    private static final Map<String, Object> REQUEST = Map.of("service_id", "500001");

    @ParameterizedTest
    @ValueSource(strings = {"Wechatpay-Signature", "Wechatpay-Nonce", "Wechatpay-Timestamp", "Wechatpay-Serial"})
    void refusesEveryFlippedByteOfAHeader(String header) throws Exception {
        startCalling(PERMISSIONS);

        for (int i = 0; i < SIGNED.header(header).length(); i++) {
            int at = i;
            gateway.otherwise(SIGNED.changed(header, value -> flipped(value, at)));

            assertUnverified(header + ", byte " + at);
        }
    }

    @Test
    void refusesEveryFlippedByteOfTheBody() throws Exception {
        startCalling(PERMISSIONS);

        for (int i = 0; i < SIGNED.body().length; i++) {
            byte[] body = SIGNED.body().clone();
            body[i] ^= 1;
            gateway.otherwise(SIGNED.withBody(body));

            assertUnverified("body, byte " + i);
        }
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("no signature headers", a -> RawGatewayAnswer.unsigned(200, "application/json", CONTENT)),
                change("no signature", a -> a.without("Wechatpay-Signature")),
                change("no nonce", a -> a.without("Wechatpay-Nonce")),
                change("no timestamp", a -> a.without("Wechatpay-Timestamp")),
                change("no serial", a -> a.without("Wechatpay-Serial")),
                change("empty signature", a -> a.changed("Wechatpay-Signature", v -> "")),
                change("empty nonce", a -> a.changed("Wechatpay-Nonce", v -> "")),
                change("signature twice", a -> a.and("Wechatpay-Signature", a.header("Wechatpay-Signature"))),
                change("nonce twice", a -> a.and("Wechatpay-Nonce", "other")),
                change("timestamp twice", a -> a.and("wechatpay-timestamp", a.header("Wechatpay-Timestamp"))),
                change("serial twice", a -> a.and("Wechatpay-Serial", RawGatewayKeys.MERCHANT_SERIAL)),
                change("type twice", a -> a.and("Wechatpay-Signature-Type", a.header("Wechatpay-Signature-Type"))),
                change("another type", a -> a.changed("Wechatpay-Signature-Type", v -> "WECHATPAY2-SM2-WITH-SM3")),
                change("type in lower case", a -> a.changed("Wechatpay-Signature-Type", String::toLowerCase)),
                change("probe", a -> a.changed("Wechatpay-Signature", v -> "WECHATPAY/SIGNTEST/" + v)),
                change("signature without padding", a -> a.changed("Wechatpay-Signature", v -> v.replace("=", ""))),
                change(
                        "unused bits of the signature set",
                        a -> a.changed("Wechatpay-Signature", v -> unusedBitsSet(v))),
                change("signature with more padding", a -> a.changed("Wechatpay-Signature", v -> v + "=")),
                change("half a signature", a -> a.changed("Wechatpay-Signature", v -> v.substring(172))),
                change("no Base64", a -> a.changed("Wechatpay-Signature", v -> "!" + v.substring(1))),
                change("merchant's serial", a -> a.changed("Wechatpay-Serial", v -> RawGatewayKeys.MERCHANT_SERIAL)),
                change("serial in lower case", a -> a.changed("Wechatpay-Serial", String::toLowerCase)),
                change("timestamp in milliseconds", a -> a.changed("Wechatpay-Timestamp", v -> v + "000")),
                change("timestamp with sign", a -> a.changed("Wechatpay-Timestamp", v -> "+" + v)),
                change("huge timestamp", a -> a.changed("Wechatpay-Timestamp", v -> "9".repeat(30))),
                change("huge nonce", a -> a.changed("Wechatpay-Nonce", v -> "A".repeat(5000))),
                change("longer body", a -> a.withBody((CONTENT + "\n").getBytes(StandardCharsets.UTF_8))),
                change("no body", a -> a.withBody(new byte[0])),
                change("another answer's body", a -> a.withBody("{}".getBytes(StandardCharsets.UTF_8))));
    }

    private static Arguments change(String name, UnaryOperator<RawGatewayAnswer> change) {
        return arguments(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void refusesAChangedAnswer(String name, UnaryOperator<RawGatewayAnswer> change) throws Exception {
        gateway.otherwise(change.apply(SIGNED));
        startCalling(PERMISSIONS);

        assertUnverified(name);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204})
    void refusesAnUnsignedAnswerWithoutContent(int status) throws Exception {
        gateway.otherwise(RawGatewayAnswer.unsigned(status, "application/json", ""));
        startCalling(PERMISSIONS);

        assertThat(fail(REQUEST).getOutcome()).isEqualTo(Outcome.UNVERIFIED);
    }

    @Test
    void refusesAnAnswerThatEndsWithinItsHeaders() throws Exception {
        byte[] answer = SIGNED.bytes();
        gateway.otherwise((request, out) -> {
            out.write(answer, 0, 60);
            out.close();
        });
        startCalling(PERMISSIONS);

        assertUnverified("cut off");
    }

    @Test
    void acceptsAnAnswerWithoutASignatureType() throws Exception {
        gateway.otherwise(SIGNED.without("Wechatpay-Signature-Type"));
        startCalling(PERMISSIONS);

        succeed(e -> e.getMessage().setBody(REQUEST));
    }

    @Test
    void saysWhatIsWrongAndNothingOfTheContent() throws Exception {
        gateway.otherwise(SIGNED.changed("Wechatpay-Signature", v -> flipped(v, 0)));
        startCalling(PERMISSIONS);

        assertThat(fail(REQUEST))
                .hasMessage("WeChat Pay call unverified: POST /v3/payscore/partner/permissions: answered 200, but"
                        + " signature does not match (serial " + RawGatewayKeys.PUBLIC_KEY_ID
                        + ", timestamp 1554208460, body " + SIGNED.body().length + " bytes) (Request-ID "
                        + RawGatewayAnswer.REQUEST_ID + "). The operation may have happened: query it before you repeat"
                        + " it. The request differs from the catalog: /appid is required and missing in the body;"
                        + " /sub_mchid is required and missing in the body; /authorization_code is required and missing"
                        + " in the body");
    }

    @Test
    void aQueryThatIsNotVerifiedMayBeRepeated() throws Exception {
        gateway.otherwise(SIGNED.without("Wechatpay-Signature"));
        startCalling("wechatpay:v3/certificates");

        WechatpayCallException failure = fail(null);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.UNVERIFIED);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.isQueryFirst()).isFalse();
    }

    private void assertUnverified(String what) {
        WechatpayCallException failure;
        try {
            failure = fail(REQUEST);
        } catch (AssertionError e) {
            throw new AssertionError(what + ": " + e.getMessage(), e);
        }
        assertThat(failure.getOutcome()).as(what).isEqualTo(Outcome.UNVERIFIED);
        assertThat(failure.getStatusCode()).as(what).isEqualTo(200);
        assertThat(failure.isRetryable()).as(what).isFalse();
        assertThat(failure.isQueryFirst()).as(what).isTrue();
        assertThat(failure.getMessage()).as(what).doesNotContain("1230000109");
    }

    /** The last character before the padding carries two bits: the next one of the alphabet decodes to the same bytes. */
    private static String unusedBitsSet(String base64) {
        int last = base64.indexOf('=') - 1;
        return base64.substring(0, last) + (char) (base64.charAt(last) + 1) + base64.substring(last + 1);
    }

    private static String flipped(String value, int at) {
        return IntStream.range(0, value.length())
                .map(i -> i == at ? value.charAt(i) ^ 1 : value.charAt(i))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
