package io.github.camelwechatpay.json;

import java.util.ArrayList;

/** A JSON array as a List, whose text form is JSON again. As thread-safe as an {@link ArrayList}. */
public final class JsonArray extends ArrayList<Object> {

    private static final long serialVersionUID = 1L;

    /** Compact JSON. */
    @Override
    public String toString() {
        return WireJson.text(this);
    }
}
