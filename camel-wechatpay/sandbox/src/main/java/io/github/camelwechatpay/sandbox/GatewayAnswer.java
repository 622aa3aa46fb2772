package io.github.camelwechatpay.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** One answer, with header names spelled as on the wire, and how the connection ends it. */
record GatewayAnswer(int status, Map<String, String> headers, byte[] body, Ending ending) {
    /** What happens to the bytes. */
    enum Ending {
        /** Sent as it is. */
        COMPLETE,
        /** Half of the body is sent, then the connection is closed. */
        TRUNCATED,
        /** The connection is closed without a byte. */
        DROPPED
    }

    static final byte[] EMPTY = {};

    private static final String CONTENT_TYPE = "Content-Type";

    static GatewayAnswer json(int status, byte[] body) {
        return new GatewayAnswer(
                status, Map.of(CONTENT_TYPE, "application/json; charset=utf-8"), body, Ending.COMPLETE);
    }

    static GatewayAnswer file(SampleFile file) {
        return new GatewayAnswer(200, Map.of(CONTENT_TYPE, file.type()), file.content(), Ending.COMPLETE);
    }

    static GatewayAnswer html(int status, byte[] body) {
        return new GatewayAnswer(status, Map.of(CONTENT_TYPE, "text/html"), body, Ending.COMPLETE);
    }

    static GatewayAnswer empty(int status) {
        return new GatewayAnswer(status, Map.of(), EMPTY, Ending.COMPLETE);
    }

    static GatewayAnswer dropped() {
        return new GatewayAnswer(0, Map.of(), EMPTY, Ending.DROPPED);
    }

    GatewayAnswer with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new GatewayAnswer(status, all, body, ending);
    }

    GatewayAnswer ending(Ending other) {
        return new GatewayAnswer(status, headers, body, other);
    }
}
