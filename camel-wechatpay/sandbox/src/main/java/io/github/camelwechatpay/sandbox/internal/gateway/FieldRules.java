package io.github.camelwechatpay.sandbox.internal.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import io.github.camelwechatpay.sandbox.internal.http.Refusal;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Validates JSON against the documented fields. It rejects unknown fields, null, missing or empty required fields, other
 * types and enumerations, values beyond their limits, and encrypted fields in clear. The result is a copy with decrypted
 * fields.
 */
final class FieldRules {
    /** Decrypts an encrypted field. */
    @FunctionalInterface
    interface Decryption {
        Optional<String> decrypt(String base64) throws Refusal;
    }

    private final String location;
    private final Decryption decryption;
    private final ValueRules limits;

    FieldRules(String location, Decryption decryption) {
        this(location, decryption, ValueRules.NONE);
    }

    /** @param limits the limits of values */
    FieldRules(String location, Decryption decryption, ValueRules limits) {
        this.location = location;
        this.decryption = decryption;
        this.limits = limits;
    }

    ObjectNode check(ObjectNode value, List<Field> fields) throws Refusal {
        return members(value, fields, "");
    }

    private ObjectNode members(ObjectNode value, List<Field> fields, String pointer) throws Refusal {
        for (Iterator<String> names = value.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (fields.stream().noneMatch(field -> field.name().equals(name))) {
                throw Refusal.undefined(pointer + "/" + name, location);
            }
        }
        ObjectNode copy = StrictJson.object();
        for (Field field : fields) {
            JsonNode member = value.get(field.name());
            String place = pointer + "/" + field.name();
            if (member != null) {
                copy.set(field.name(), field.array() ? items(member, field, place) : item(member, field, place));
            } else if (field.required()) {
                throw wrong(place, "required and missing");
            }
        }
        return copy;
    }

    private ArrayNode items(JsonNode value, Field field, String pointer) throws Refusal {
        if (!value.isArray()) {
            throw wrong(pointer, "not an array");
        }
        ArrayNode copy = StrictJson.object().arrayNode();
        for (int i = 0; i < value.size(); i++) {
            copy.add(item(value.get(i), field, pointer + "/" + i));
        }
        return copy;
    }

    private JsonNode item(JsonNode value, Field field, String pointer) throws Refusal {
        refuseNull(value, pointer);
        if (!hasType(value, field.type())) {
            throw wrong(pointer, "not of type " + field.type().name().toLowerCase(Locale.ROOT));
        }
        if (field.required() && value.isTextual() && value.textValue().isEmpty()) {
            throw wrong(pointer, "required and empty");
        }
        if (field.json()) {
            return jsonText(value.textValue(), field, pointer);
        }
        if (value.isObject() && !field.fields().isEmpty()) {
            return members((ObjectNode) value, field.fields(), pointer);
        }
        // An empty value is not encrypted
        boolean sealed = field.encrypted() && !value.textValue().isEmpty();
        JsonNode clear = sealed ? clear(value.textValue(), pointer) : value;
        if (!field.values().isEmpty() && !field.values().contains(clear.asText())) {
            throw wrong(pointer, "not one of the documented values");
        }
        Optional<String> issue = limits.issue(pointer, clear);
        if (issue.isPresent()) {
            throw wrong(pointer, issue.get());
        }
        return clear;
    }

    private static boolean hasType(JsonNode value, Field.Type type) {
        return switch (type) {
            case STRING, FILE -> value.isTextual();
            case INTEGER -> value.isIntegralNumber();
            case NUMBER -> value.isNumber();
            case BOOLEAN -> value.isBoolean();
            case OBJECT -> value.isObject();
        };
    }

    private TextNode clear(String base64, String pointer) throws Refusal {
        return TextNode.valueOf(decryption
                .decrypt(base64)
                .orElseThrow(() -> wrong(pointer, "not encrypted with the key that Wechatpay-Serial names")));
    }

    /** Returns the same text, unless something in it was encrypted. */
    private TextNode jsonText(String text, Field field, String pointer) throws Refusal {
        JsonNode inside = StrictJson.parse(text).orElseThrow(() -> wrong(pointer, "not JSON in a string"));
        refuseNull(inside, pointer);
        JsonNode clear = inside(inside, field.fields(), pointer);
        return TextNode.valueOf(clear.equals(inside) ? text : StrictJson.text(clear));
    }

    private JsonNode inside(JsonNode value, List<Field> fields, String pointer) throws Refusal {
        if (fields.isEmpty()) {
            return value;
        }
        boolean list = fields.get(0).name().equals("*");
        if (!list && value.isObject()) {
            return members((ObjectNode) value, fields, pointer);
        }
        if (!value.isArray()) {
            throw wrong(pointer, list ? "not a JSON array in a string" : "not a JSON object in a string");
        }
        ArrayNode copy = StrictJson.object().arrayNode();
        for (int i = 0; i < value.size(); i++) {
            String place = pointer + "/" + i;
            copy.add(list ? item(value.get(i), fields.get(0), place) : inside(value.get(i), fields, place));
        }
        return copy;
    }

    private void refuseNull(JsonNode value, String pointer) throws Refusal {
        if (value.isNull()) {
            throw wrong(pointer, "null");
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            refuseNull(member.getValue(), pointer + "/" + member.getKey());
        }
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                refuseNull(value.get(i), pointer + "/" + i);
            }
        }
    }

    private Refusal wrong(String pointer, String issue) {
        return Refusal.parameter(pointer, location, issue);
    }
}
