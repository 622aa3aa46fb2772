package io.github.camelwechatpay.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.json.WireJson;
import java.lang.reflect.Array;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;

/** The query of a call in the form that is signed and sent. */
public final class QueryString {

    private QueryString() {}

    /**
     * Encodes parameters in their order. A null value leaves the parameter out, a collection or array repeats it, any
     * other value that is not text, number or boolean is sent as its JSON text.
     *
     * @param json writes a value as JSON text
     * @return the query without {@code ?}, empty when there is none
     * @throws IllegalArgumentException naming the parameter whose value cannot be sent
     */
    public static String of(Map<String, ?> parameters, Function<Object, String> json) {
        StringBuilder query = new StringBuilder();
        parameters.forEach((name, value) -> append(query, name, value, json));
        return query.toString();
    }

    private static void append(StringBuilder query, String name, Object value, Function<Object, String> json) {
        if (value == null) {
            return;
        }
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("Query parameter without a name");
        }
        if (value instanceof JsonNode tree) {
            append(query, name, WireJson.plain(tree), json);
            return;
        }
        if (value instanceof Collection<?> items) {
            items.forEach(item -> append(query, name, item, json));
            return;
        }
        if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                append(query, name, Array.get(value, i), json);
            }
            return;
        }
        String what = "Query parameter " + name;
        query.append(query.isEmpty() ? "" : "&")
                .append(PercentEncoding.encode(name, what))
                .append('=')
                .append(PercentEncoding.encode(text(value, json), what));
    }

    private static String text(Object value, Function<Object, String> json) {
        if (value instanceof OffsetDateTime || value instanceof ZonedDateTime) {
            // toString() leaves out seconds that are zero, RFC 3339 does not
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format((TemporalAccessor) value);
        }
        boolean plain = value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Enum<?>
                || value instanceof TemporalAccessor;
        return plain ? value.toString() : json.apply(value);
    }
}
