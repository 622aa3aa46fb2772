package io.github.camelwechatpay.json;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Represents a JSON array as a List. Its text form is JSON again. As thread-safe as an {@link ArrayList}. */
public final class JsonArray extends ArrayList<@Nullable Object> {

    private static final long serialVersionUID = 1L;

    /** Returns compact JSON. */
    @Override
    public String toString() {
        return WireJson.text(this);
    }
}
