package io.github.camelwechatpay.catalog.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.catalog.Field;
import java.math.BigDecimal;
import java.util.List;

/** JSON Schema of fields, as OpenAPI 3.1 uses it. */
final class FieldSchema {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private FieldSchema() {}

    static ObjectNode object(List<Field> fields) {
        ObjectNode schema = ofType("object");
        ObjectNode properties = JSON.objectNode();
        ArrayNode required = JSON.arrayNode();
        for (Field field : fields) {
            properties.set(field.name(), of(field));
            if (field.required()) {
                required.add(field.name());
            }
        }
        if (!properties.isEmpty()) {
            schema.set("properties", properties);
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    static ObjectNode of(Field field) {
        ObjectNode item = item(field);
        return field.array() ? array(item) : item;
    }

    /** What stands inside a string that holds JSON text. */
    static ObjectNode inside(Field field) {
        return field.anyItem().map(item -> array(of(item))).orElseGet(() -> object(field.fields()));
    }

    private static ObjectNode item(Field field) {
        ObjectNode schema = switch (field.type()) {
            case STRING -> ofType("string");
            case INTEGER -> ofType("integer");
            case NUMBER -> ofType("number");
            case BOOLEAN -> ofType("boolean");
            case OBJECT -> object(field.fields());
            case FILE -> JSON.objectNode().put("contentMediaType", "application/octet-stream");
        };
        if (field.json()) {
            schema.put("contentMediaType", "application/json").set("contentSchema", inside(field));
        }
        if (!field.values().isEmpty()) {
            ArrayNode values = schema.putArray("enum");
            field.values().forEach(value -> values.add(value(field.type(), value)));
        }
        if (field.encrypted()) {
            schema.put("x-wechatpay-encrypted", true);
        }
        return schema;
    }

    private static JsonNode value(Field.Type type, String text) {
        return switch (type) {
            case INTEGER, NUMBER -> JSON.numberNode(new BigDecimal(text));
            case BOOLEAN -> JSON.booleanNode(Boolean.parseBoolean(text));
            default -> JSON.textNode(text);
        };
    }

    private static ObjectNode array(ObjectNode items) {
        return ofType("array").set("items", items);
    }

    private static ObjectNode ofType(String type) {
        return JSON.objectNode().put("type", type);
    }
}
