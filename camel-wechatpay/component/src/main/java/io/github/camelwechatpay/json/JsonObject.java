package io.github.camelwechatpay.json;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A JSON object as a Map in the order of its text, whose text form is JSON again. The body of an answer and of a
 * notification. As thread-safe as a {@link LinkedHashMap}.
 */
public final class JsonObject extends LinkedHashMap<String, Object> {

    private static final long serialVersionUID = 1L;

    public JsonObject() {}

    public JsonObject(Map<String, ?> members) {
        super(members);
    }

    /** Compact JSON. */
    @Override
    public String toString() {
        return WireJson.text(this);
    }
}
