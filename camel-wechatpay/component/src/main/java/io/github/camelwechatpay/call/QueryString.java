package io.github.camelwechatpay.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.json.JsonSource;
import io.github.camelwechatpay.json.WholeNumbers;
import io.github.camelwechatpay.json.WireJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Represents the query of a call: its values as text, and the encoded form that is signed and sent. Not thread-safe. */
public final class QueryString {

    private final ObjectNode tree = JsonNodeFactory.instance.objectNode();

    private QueryString() {}

    /**
     * Takes parameters in their order. A null value leaves the parameter out, a collection or array repeats it. Every other
     * value is written as in JSON: text without the quotes, a time as RFC 3339, an object as its JSON text.
     *
     * @throws IllegalArgumentException naming the parameter whose value cannot be sent
     */
    public static QueryString of(Map<String, ?> parameters) {
        return of(parameters, List.of());
    }

    /**
     * Takes parameters as {@link #of(Map)} does. {@code 100.00} is written as {@code 100} if an integer is documented.
     *
     * @param documented parameters of the operation
     */
    public static QueryString of(Map<String, ?> parameters, List<Field> documented) {
        QueryString query = new QueryString();
        parameters.forEach((name, value) -> {
            JsonNode given = json(name, value);
            checkText(name, given);
            try {
                JsonNode json = given;
                for (Field field : documented) {
                    json = field.name().equals(name) ? WholeNumbers.value(json, field) : json;
                }
                query.put(name, json);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(what(name) + " is no number");
            }
        });
        return query;
    }

    /** Returns the parameter for a message, on one line, because the name may come from outside. */
    private static String what(String name) {
        return "Query parameter " + name.replaceAll("\\p{Cc}", "?");
    }

    /** Checks a value before it is written, because JSON would hide half a surrogate pair in an escape sequence. */
    private static void checkText(String name, JsonNode value) {
        try {
            JsonSource.check(value, "query");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what(name) + " is not valid Unicode text: half a surrogate pair", e);
        }
    }

    private static JsonNode json(@Nullable String name, @Nullable Object value) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("Query parameter without a name");
        }
        try {
            return WireJson.tree(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what(name) + " has a value of type "
                    + value.getClass().getName() + ", which cannot be written as JSON: set text or a number");
        }
    }

    private void put(String name, JsonNode value) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        addTo(items, value);
        if (items.size() == 1) {
            tree.set(name, items.get(0));
        } else if (!items.isEmpty()) {
            tree.set(name, items);
        }
    }

    private static void addTo(ArrayNode items, JsonNode value) {
        if (value.isArray()) {
            value.forEach(item -> addTo(items, item));
        } else if (!value.isNull()) {
            items.add(text(value));
        }
    }

    private static JsonNode text(JsonNode value) {
        if (value.isNumber()) {
            return TextNode.valueOf(value.decimalValue().toPlainString());
        }
        return TextNode.valueOf(value.isValueNode() ? value.asText() : WireJson.text(value));
    }

    /** Returns the values by name, each a text or an array of several texts. Changes of the tree change the query. */
    public ObjectNode tree() {
        return tree;
    }

    /**
     * Percent-encodes the query.
     *
     * @return the query without {@code ?}; empty if it has no parameter
     * @throws IllegalArgumentException naming the parameter whose value cannot be sent
     */
    public String encoded() {
        StringBuilder query = new StringBuilder();
        tree.properties().forEach(parameter -> {
            if (parameter.getValue().isArray()) {
                parameter.getValue().forEach(item -> append(query, parameter.getKey(), item));
            } else {
                append(query, parameter.getKey(), parameter.getValue());
            }
        });
        return query.toString();
    }

    private static void append(StringBuilder query, String name, JsonNode value) {
        String what = what(name);
        query.append(query.isEmpty() ? "" : "&")
                .append(PercentEncoding.encode(name, what))
                .append('=')
                .append(PercentEncoding.encode(value.textValue(), what));
    }
}
