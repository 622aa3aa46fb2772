package io.github.camelwechatpay.sandbox.internal.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP response and the way in which the connection ends it.
 *
 * @param headers with names as on the wire
 * @param body the bytes that a signature covers
 * @param file the bytes that are sent in place of the body, if any
 */
public record GatewayAnswer(
        int status,
        Map<String, String> headers,
        byte[] body,
        @Nullable FileBody file,
        Ending ending) {
    /** How much of the response is sent. */
    public enum Ending {
        /** All bytes are sent. */
        COMPLETE,
        /** Half of the body is sent, then the connection is closed. */
        TRUNCATED,
        /** The connection is closed without a byte. */
        DROPPED
    }

    static final byte[] EMPTY = {};

    private static final String CONTENT_TYPE = "Content-Type";

    public static GatewayAnswer json(int status, byte[] body) {
        return new GatewayAnswer(
                status, Map.of(CONTENT_TYPE, "application/json; charset=utf-8"), body, Ending.COMPLETE);
    }

    private GatewayAnswer(int status, Map<String, String> headers, byte[] body, Ending ending) {
        this(status, headers, body, null, ending);
    }

    /** Returns a response with a file that is not signed itself. */
    public static GatewayAnswer file(SampleFile file) {
        return new GatewayAnswer(200, Map.of(CONTENT_TYPE, file.type()), EMPTY, file.body(), Ending.COMPLETE);
    }

    /** Returns a response with a small file that may be signed. */
    public static GatewayAnswer content(SampleFile file) {
        return new GatewayAnswer(
                200, Map.of(CONTENT_TYPE, file.type()), file.body().bytes(), Ending.COMPLETE);
    }

    public static GatewayAnswer html(int status, byte[] body) {
        return new GatewayAnswer(status, Map.of(CONTENT_TYPE, "text/html"), body, Ending.COMPLETE);
    }

    public static GatewayAnswer empty(int status) {
        return new GatewayAnswer(status, Map.of(), EMPTY, Ending.COMPLETE);
    }

    public static GatewayAnswer dropped() {
        return new GatewayAnswer(0, Map.of(), EMPTY, Ending.DROPPED);
    }

    public boolean isEmpty() {
        return file == null && body.length == 0;
    }

    public GatewayAnswer with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new GatewayAnswer(status, all, body, file, ending);
    }

    public GatewayAnswer ending(Ending other) {
        return new GatewayAnswer(status, headers, body, file, other);
    }
}
