package io.github.camelwechatpay.keys;

import io.github.camelwechatpay.crypto.SignatureType;
import io.github.camelwechatpay.crypto.SignedHeaders;
import io.github.camelwechatpay.crypto.TestKeys;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;

/** An answer or a notification that WeChat Pay signed. */
public record TestMessage(SignedHeaders headers, byte[] body) {

    public static final String SERIAL = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1";
    public static final String NONCE = "593BEC0C930BF1AFEB40B4A08C8FB242";
    public static final String TIMESTAMP = Long.toString(TestClock.START.getEpochSecond());

    public static TestMessage of(String body) {
        return of(TIMESTAMP, body, TestKeys.PLATFORM.getPrivate());
    }

    public static TestMessage of(String timestamp, String body, PrivateKey key) {
        String signature =
                TestKeys.sign(key, (timestamp + '\n' + NONCE + '\n' + body + '\n').getBytes(StandardCharsets.UTF_8));
        return new TestMessage(
                new SignedHeaders(timestamp, NONCE, signature, SERIAL, SignatureType.RSA.header()),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** The key that signs, as a platform certificate that is valid for a day before and after the clock's start. */
    public static TrustedKey key() {
        return TrustedKey.certificate(
                TestKeys.certificate(
                        TestKeys.PLATFORM,
                        SERIAL,
                        TestClock.START.minusSeconds(86_400),
                        TestClock.START.plusSeconds(86_400)),
                TestKeys.PROVIDER);
    }
}
