package io.github.camelwechatpay.sandbox.internal.keys;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Builds the texts that APIv3 signs. Every line ends in a line feed, the last one, too; a body that ends in a line feed
 * gets another.
 */
public final class CanonicalText {
    private CanonicalText() {}

    /**
     * Returns {@code METHOD\nTARGET\nTIMESTAMP\nNONCE\nBODY\n}. The target is the raw target of the request line, one
     * character per byte.
     */
    public static byte[] ofRequest(String method, String target, String timestamp, String nonce, byte[] body) {
        return lines(body, method, target, timestamp, nonce);
    }

    /** Returns {@code TIMESTAMP\nNONCE\nBODY\n}, of a response or a notification. */
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
