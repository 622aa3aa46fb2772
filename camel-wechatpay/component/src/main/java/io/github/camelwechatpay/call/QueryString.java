package io.github.camelwechatpay.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.json.WireJson;
import java.util.Map;

/** The query of a call in the form that is signed and sent. */
public final class QueryString {

    private QueryString() {}

    /**
     * Encodes parameters in their order. A null value leaves the parameter out, a collection or array repeats it. Any
     * other value is sent as in JSON: text without the quotes, a time as RFC 3339, an object as its JSON text.
     *
     * @return the query without {@code ?}, empty when there is none
     * @throws IllegalArgumentException naming the parameter whose value cannot be sent
     */
    public static String of(Map<String, ?> parameters) {
        StringBuilder query = new StringBuilder();
        parameters.forEach((name, value) -> append(query, name, tree(name, value)));
        return query.toString();
    }

    private static JsonNode tree(String name, Object value) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("Query parameter without a name");
        }
        try {
            return WireJson.tree(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Query parameter " + name + " has a value of type "
                    + value.getClass().getName() + ", which cannot be written as JSON: set text or a number");
        }
    }

    private static void append(StringBuilder query, String name, JsonNode value) {
        if (value.isNull()) {
            return;
        }
        if (value.isArray()) {
            value.forEach(item -> append(query, name, item));
            return;
        }
        String what = "Query parameter " + name;
        String text = value.isValueNode() ? value.asText() : WireJson.text(value);
        query.append(query.isEmpty() ? "" : "&")
                .append(PercentEncoding.encode(name, what))
                .append('=')
                .append(PercentEncoding.encode(text, what));
    }
}
