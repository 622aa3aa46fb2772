package io.github.camelwechatpay.sandbox.internal.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelwechatpay.catalog.Field;
import java.security.PublicKey;
import java.util.List;

/** Encrypts the encrypted fields of a response or a notification for the merchant, in place. */
public final class FieldEncryption {
    private final PublicKey key;

    public FieldEncryption(PublicKey key) {
        this.key = key;
    }

    public void encrypt(JsonNode value, List<Field> fields) {
        if (value.isArray()) {
            value.forEach(item -> encrypt(item, fields));
        } else if (value instanceof ObjectNode object) {
            fields.forEach(field -> encryptMember(object, field));
        }
    }

    private void encryptMember(ObjectNode object, Field field) {
        JsonNode member = object.get(field.name());
        if (member == null || field.json()) {
            return;
        }
        if (!field.encrypted()) {
            encrypt(member, field.fields());
        } else if (member instanceof ArrayNode items) {
            for (int i = 0; i < items.size(); i++) {
                items.set(i, encrypted(items.get(i)));
            }
        } else {
            object.set(field.name(), encrypted(member));
        }
    }

    private JsonNode encrypted(JsonNode value) {
        boolean clear = value.isTextual() && !value.textValue().isEmpty();
        return clear ? TextNode.valueOf(Suite.of(key).encryptField(key, value.textValue())) : value;
    }
}
