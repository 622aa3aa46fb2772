package io.github.camelwechatpay.call;

import java.nio.charset.StandardCharsets;

/**
 * The text that a signature covers (WeChat Pay APIv3, "signature generation" and "signature verification"). Every line,
 * the last one too, ends with a single line feed; the body is taken byte by byte, a body that ends with a line feed
 * gets one more.
 */
public final class CanonicalMessage {

    private static final byte[] END = {'\n'};

    private CanonicalMessage() {}

    /**
     * A request: {@code METHOD\nTARGET\nTIMESTAMP\nNONCE\nBODY\n}.
     *
     * @param target absolute path and query exactly as on the request line
     * @param body the bytes that are sent, empty without a body
     */
    public static byte[] ofRequest(String method, String target, String timestamp, String nonce, byte[] body) {
        return join(method + '\n' + target + '\n' + timestamp + '\n' + nonce + '\n', body);
    }

    /** An answer or a notification, in parts that follow each other: {@code TIMESTAMP\nNONCE\nBODY\n}; no copy of the body. */
    public static byte[][] ofAnswer(String timestamp, String nonce, byte[] body) {
        return new byte[][] {(timestamp + '\n' + nonce + '\n').getBytes(StandardCharsets.UTF_8), body, END};
    }

    private static byte[] join(String head, byte[] body) {
        byte[] lines = head.getBytes(StandardCharsets.UTF_8);
        byte[] message = new byte[lines.length + body.length + 1];
        System.arraycopy(lines, 0, message, 0, lines.length);
        System.arraycopy(body, 0, message, lines.length, body.length);
        message[message.length - 1] = '\n';
        return message;
    }
}
