package io.github.camelwechatpay.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelwechatpay.catalog.Field;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Changes the encrypted fields of a message, which the catalog marks. They may stand in objects, in arrays, and in JSON that
 * is the text of a field.
 */
public final class SensitiveFields {

    /** Encrypts or decrypts a marked value. */
    @FunctionalInterface
    public interface Change<E extends Exception> {
        /**
         * Changes the text of a marked field.
         *
         * @param pointer JSON pointer of the field, with the index of array items
         * @return the new value
         */
        String apply(String pointer, String value) throws E;

        /**
         * Changes a value of a marked field that is not text, such as a number. The default leaves it alone.
         */
        default JsonNode noText(String pointer, JsonNode value) throws E {
            return value;
        }

        /**
         * Changes a value without members whose members are marked, such as an object that is given as text. The default
         * leaves it alone.
         */
        default JsonNode closed(String pointer, JsonNode value) throws E {
            return value;
        }
    }

    private SensitiveFields() {}

    /**
     * Changes the marked values of a tree in place. Null and empty text stay, because they hold nothing to encrypt or
     * decrypt.
     *
     * @throws E the exception of {@code change}
     */
    public static <E extends Exception> void change(JsonNode tree, List<Field> fields, Change<E> change) throws E {
        if (Field.isAnyEncrypted(fields)) {
            members(tree, fields, "", change);
        }
    }

    private static <E extends Exception> void members(
            JsonNode node, List<Field> fields, String pointer, Change<E> change) throws E {
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                members(array.get(i), fields, pointer + '/' + i, change);
            }
        } else if (node instanceof ObjectNode object) {
            for (Field field : fields) {
                JsonNode value = object.get(field.name());
                if (value != null) {
                    object.set(field.name(), value(value, field, pointer + '/' + field.name(), change));
                }
            }
        }
    }

    private static <E extends Exception> JsonNode value(JsonNode value, Field field, String pointer, Change<E> change)
            throws E {
        if (isNothing(value)) {
            return value;
        }
        if (field.encrypted()) {
            return marked(value, pointer, change);
        }
        if (field.json() && value.isTextual()) {
            return insideText(value, field, pointer, change);
        }
        if (value.isValueNode() && Field.isAnyEncrypted(field.fields())) {
            return change.closed(pointer, value);
        }
        members(value, field.fields(), pointer, change);
        return value;
    }

    private static <E extends Exception> JsonNode marked(JsonNode value, String pointer, Change<E> change) throws E {
        if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, marked(array.get(i), pointer + '/' + i, change));
            }
            return array;
        }
        if (isNothing(value)) {
            return value;
        }
        return value.isTextual()
                ? TextNode.valueOf(change.apply(pointer, value.textValue()))
                : change.noText(pointer, value);
    }

    private static boolean isNothing(JsonNode value) {
        return value.isNull() || value.isTextual() && value.textValue().isEmpty();
    }

    private static <E extends Exception> JsonNode insideText(
            JsonNode text, Field field, String pointer, Change<E> change) throws E {
        if (!Field.isAnyEncrypted(field.fields())) {
            return text;
        }
        JsonNode inner;
        try {
            inner = WireJson.parse(text.textValue().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return change.closed(pointer, text);
        }
        Field any = field.anyItem().orElse(null);
        if (inner instanceof ArrayNode array && any != null) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, value(array.get(i), any, pointer + '/' + i, change));
            }
        } else {
            members(inner, field.fields(), pointer, change);
        }
        return TextNode.valueOf(WireJson.text(inner));
    }
}
