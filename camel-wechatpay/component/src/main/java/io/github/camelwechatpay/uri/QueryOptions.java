package io.github.camelwechatpay.uri;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.util.PropertiesHelper;
import org.jspecify.annotations.Nullable;

/** Reads the {@code query.} options of a URI. */
public final class QueryOptions {

    static final String PREFIX = "query.";

    private QueryOptions() {}

    /**
     * Removes the {@code query.} options from the parameters of an endpoint URI, which Camel has decoded.
     *
     * @return the query parameters by name, without the prefix
     * @throws IllegalArgumentException if a value has a space, which may have been a plus sign
     */
    public static Map<String, Object> take(Map<String, Object> parameters) {
        Map<String, Object> query = new LinkedHashMap<>();
        PropertiesHelper.extractProperties(parameters, PREFIX).forEach((name, value) -> {
            boolean several = value instanceof Collection<?>;
            query.put(
                    name,
                    several
                            ? ((Collection<?>) value)
                                    .stream().map(item -> value(name, item)).toList()
                            : value(name, value));
        });
        return query;
    }

    private static Object value(String name, Object value) {
        String raw = raw(String.valueOf(value));
        if (raw == null && String.valueOf(value).indexOf(' ') >= 0) {
            throw new IllegalArgumentException("The value of option query." + name
                    + " has a space in it, which may have been a plus sign: Camel reads + and %2B of a URI as a"
                    + " space. Write RAW(value), or use an entry of header CamelWechatpayQuery");
        }
        return raw == null ? value : raw;
    }

    /** Returns the text inside RAW(...) or RAW{...}, null if the value is not of that form. */
    static @Nullable String raw(String value) {
        boolean round = value.startsWith("RAW(") && value.endsWith(")");
        boolean curly = value.startsWith("RAW{") && value.endsWith("}");
        return round || curly ? value.substring(4, value.length() - 1) : null;
    }
}
