package io.github.camelwechatpay.json;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Represents a JSON object as a Map in the order of its text. Its text form is JSON again. It is the body of a response and
 * of a notification. As thread-safe as a {@link LinkedHashMap}.
 */
public final class JsonObject extends LinkedHashMap<String, @Nullable Object> {

    private static final long serialVersionUID = 1L;

    public JsonObject() {}

    public JsonObject(Map<String, ?> members) {
        super(members);
    }

    /** Returns compact JSON. */
    @Override
    public String toString() {
        return WireJson.text(this);
    }
}
