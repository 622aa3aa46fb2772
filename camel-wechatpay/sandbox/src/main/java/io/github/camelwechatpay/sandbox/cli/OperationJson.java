package io.github.camelwechatpay.sandbox.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import java.util.List;

/** Writes an operation as one JSON object, with fields by JSON pointer and {@code *} for any item of an array. */
final class OperationJson {
    private OperationJson() {}

    static ObjectNode of(Operation operation) {
        ObjectNode json = StrictJson.object()
                .put("method", operation.method())
                .put("path", operation.path())
                .put("name", operation.name());
        texts(json, "baseUris", operation.baseUris());
        json.set("pathParams", parameters(operation.pathParameters()));
        json.set("query", parameters(operation.query()));
        json.set("headers", parameters(operation.headers()));
        json.set("body", members(operation.body(), true));
        json.set("response", members(operation.answer(), false));
        json.put("multipart", operation.multipart())
                .put("download", operation.download())
                .put("unsignedResponse", operation.unsignedAnswer())
                .put("responseSignedOver", operation.answerSignedOver().orElse(null));
        texts(json, "produces", operation.produces());
        json.put("urlFromResponse", operation.urlFromAnswer())
                .put("successStatus", operation.successStatus())
                .put("statusNoContent", operation.successStatus() == 204)
                .put("deprecated", operation.deprecated());
        texts(json, "supersededBy", operation.supersededBy());
        texts(json, "officialDocs", operation.officialDocs());
        return json;
    }

    private static ArrayNode parameters(List<Field> fields) {
        ArrayNode list = StrictJson.object().arrayNode();
        Field.walk(fields, (pointer, field) -> {
            ObjectNode entry =
                    list.addObject().put("name", pointer.substring(1)).put("type", field.typeName());
            entry.put("required", field.required());
            if (field.encrypted()) {
                entry.put("encrypted", true);
            }
            rest(entry, field);
        });
        return list;
    }

    private static ArrayNode members(List<Field> fields, boolean request) {
        ArrayNode list = StrictJson.object().arrayNode();
        Field.walk(fields, (pointer, field) -> {
            ObjectNode entry = list.addObject().put("pointer", pointer).put("type", field.typeName());
            if (request) {
                entry.put("required", field.required());
            }
            entry.put("encrypted", field.encrypted());
            rest(entry, field);
        });
        return list;
    }

    private static void rest(ObjectNode entry, Field field) {
        if (field.json()) {
            entry.put("encoded", "json");
        }
        if (!field.values().isEmpty()) {
            texts(entry, "enum", field.values());
        }
    }

    private static void texts(ObjectNode object, String name, List<String> values) {
        ArrayNode list = object.putArray(name);
        values.forEach(list::add);
    }
}
