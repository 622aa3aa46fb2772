package io.github.camelwechatpay.sandbox.internal.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import java.util.List;

/** Reduces the known values of an object to the fields that a response documents. */
final class DocumentedFields {
    private DocumentedFields() {}

    static ObjectNode of(JsonNode known, List<Field> fields) {
        ObjectNode object = StrictJson.object();
        for (Field field : fields) {
            JsonNode value = known.get(field.name());
            if (value != null && value.isArray() == field.array()) {
                object.set(field.name(), cut(value, field));
            }
        }
        return object;
    }

    private static JsonNode cut(JsonNode value, Field field) {
        if (value.isArray()) {
            ArrayNode items = StrictJson.object().arrayNode();
            value.forEach(item -> items.add(cut(item, field)));
            return items;
        }
        return value.isObject() ? of(value, field.fields()) : value;
    }
}
