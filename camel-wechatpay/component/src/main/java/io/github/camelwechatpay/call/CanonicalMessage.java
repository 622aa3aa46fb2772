package io.github.camelwechatpay.call;

import java.nio.charset.StandardCharsets;

/**
 * Builds the text that a signature covers (WeChat Pay APIv3, "signature generation" and "signature verification"). Every
 * line, also the last, ends with a single line feed. The body is taken byte by byte: a body that ends with a line feed gets
 * one more.
 */
public final class CanonicalMessage {

    private static final byte[] END = {'\n'};

    private CanonicalMessage() {}

    /**
     * Builds the text of a request: {@code METHOD\nTARGET\nTIMESTAMP\nNONCE\nBODY\n}.
     *
     * @param target absolute path and query exactly as on the request line
     * @param body the bytes that are sent, empty without a body
     */
    public static byte[] ofRequest(String method, String target, String timestamp, String nonce, byte[] body) {
        return join(method + '\n' + target + '\n' + timestamp + '\n' + nonce + '\n', body);
    }

    /**
     * Builds the text of a response or a notification: {@code TIMESTAMP\nNONCE\nBODY\n}.
     *
     * @return parts that follow each other, so that the body is not copied
     */
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
