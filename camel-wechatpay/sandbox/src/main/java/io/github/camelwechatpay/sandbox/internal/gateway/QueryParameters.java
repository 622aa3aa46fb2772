package io.github.camelwechatpay.sandbox.internal.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import io.github.camelwechatpay.sandbox.internal.http.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a raw query as a JSON object, so that the same rules validate queries and bodies. */
final class QueryParameters {
    private static final String LOCATION = "query";

    private QueryParameters() {}

    static ObjectNode read(String raw, List<Field> documented) throws Refusal {
        ObjectNode object = StrictJson.object();
        for (Map.Entry<String, List<String>> parameter : pairs(raw).entrySet()) {
            String name = parameter.getKey();
            List<String> values = parameter.getValue();
            Field field = documented.stream()
                    .filter(candidate -> candidate.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> Refusal.undefined("/" + name, LOCATION));
            if (field.array()) {
                ArrayNode items = object.putArray(name);
                values.forEach(value -> items.add(node(value, field)));
            } else if (values.size() == 1) {
                object.set(name, node(values.get(0), field));
            } else {
                throw Refusal.parameter("/" + name, LOCATION, "sent more than once");
            }
        }
        return object;
    }

    /** Returns decoded path parameters as the same kind of object. */
    static ObjectNode typed(Map<String, String> parameters, List<Field> documented) {
        ObjectNode object = StrictJson.object();
        for (Field field : documented) {
            object.set(field.name(), node(parameters.getOrDefault(field.name(), ""), field));
        }
        return object;
    }

    private static Map<String, List<String>> pairs(String raw) throws Refusal {
        Map<String, List<String>> pairs = new LinkedHashMap<>();
        if (raw.isEmpty()) {
            return pairs;
        }
        for (String pair : raw.split("&", -1)) {
            int mark = pair.indexOf('=');
            String name = decode(mark < 0 ? pair : pair.substring(0, mark));
            String value = decode(mark < 0 ? "" : pair.substring(mark + 1));
            if (name.isEmpty()) {
                throw Refusal.parameter("", LOCATION, "parameter without a name");
            }
            pairs.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }
        return pairs;
    }

    private static String decode(String raw) throws Refusal {
        return PercentText.decode(raw).orElseThrow(() -> Refusal.parameter("", LOCATION, "wrongly percent-encoded"));
    }

    /** Keeps a value as text if it is not of the documented type; the rules then reject it. */
    private static JsonNode node(String value, Field field) {
        return switch (field.type()) {
            case INTEGER, NUMBER ->
                StrictJson.parse(value).filter(JsonNode::isNumber).orElseGet(() -> TextNode.valueOf(value));
            case BOOLEAN ->
                value.equals("true") || value.equals("false")
                        ? BooleanNode.valueOf(Boolean.parseBoolean(value))
                        : TextNode.valueOf(value);
            case STRING, OBJECT, FILE -> TextNode.valueOf(value);
        };
    }
}
