package io.github.camelwechatpay.sandbox.internal.keys;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The texts that APIv3 signs. Every line, the last too, ends in one line feed; a body that ends in one gets another. */
public final class CanonicalText {
    private CanonicalText() {}

    /**
     * {@code METHOD\nTARGET\nTIMESTAMP\nNONCE\nBODY\n}. The target is the raw one of the request line, one character a byte.
     */
    public static byte[] ofRequest(String method, String target, String timestamp, String nonce, byte[] body) {
        return lines(body, method, target, timestamp, nonce);
    }

    /** {@code TIMESTAMP\nNONCE\nBODY\n}, of answers and of notifications. */
    static byte[] ofMessage(String timestamp, String nonce, byte[] body) {
        return lines(body, timestamp, nonce);
    }

    private static byte[] lines(byte[] body, String... first) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(body.length + 256);
        for (String line : first) {
            text.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
            text.write('\n');
        }
        text.writeBytes(body);
        text.write('\n');
        return text.toByteArray();
    }
}
