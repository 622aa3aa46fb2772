package io.github.camelwechatpay.sandbox.internal.operations;

import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.catalog.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds values for fields of responses whose enumerations are not documented: the first value that the same product
 * documents for a request field of that name.
 */
final class DocumentedValues {
    private final Map<String, String> values = new HashMap<>();

    DocumentedValues(Catalog catalog) {
        for (Operation operation : catalog.operations()) {
            List.of(operation.query(), operation.body())
                    .forEach(fields -> Field.walk(fields, (pointer, field) -> {
                        if (!field.values().isEmpty()) {
                            values.putIfAbsent(
                                    key(operation, field.name()), field.values().get(0));
                        }
                    }));
        }
    }

    /** Returns the field with such a value; the field itself if it has values of its own, or none is known. */
    Field complete(Operation operation, Field field) {
        String value = values.get(key(operation, field.name()));
        if (!field.values().isEmpty() || value == null || field.type() != Field.Type.STRING) {
            return field;
        }
        return new Field(
                field.name(),
                field.type(),
                field.array(),
                field.required(),
                field.encrypted(),
                field.json(),
                List.of(value),
                field.fields());
    }

    private static String key(Operation operation, String name) {
        return operation.path().split("/", 3)[1] + '/' + name;
    }
}
