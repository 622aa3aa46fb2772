package io.github.camelwechatpay.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelwechatpay.catalog.Field;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;

/** Holds an answer against the documented fields, as a client would read it. */
final class AnswerCheck {
    private final PrivateKey key;
    private final List<String> wrong = new ArrayList<>();
    private int decrypted;

    AnswerCheck(PrivateKey key) {
        this.key = key;
    }

    /** Empty when all is well. */
    List<String> wrong() {
        return wrong;
    }

    int decrypted() {
        return decrypted;
    }

    /** @param whole whether every documented field must be there */
    void object(JsonNode value, List<Field> fields, boolean whole, String pointer) {
        if (!value.isObject()) {
            wrong.add(pointer + " is no object");
            return;
        }
        value.fieldNames().forEachRemaining(name -> {
            if (fields.stream().noneMatch(field -> field.name().equals(name))) {
                wrong.add(pointer + "/" + name + " is not documented");
            }
        });
        for (Field field : fields) {
            JsonNode member = value.get(field.name());
            String place = pointer + "/" + field.name();
            if (member == null) {
                if (whole) {
                    wrong.add(place + " is missing");
                }
            } else if (!field.array()) {
                item(member, field, whole, place);
            } else if (member.isArray()) {
                member.forEach(item -> item(item, field, whole, place + "/*"));
            } else {
                wrong.add(place + " is no array");
            }
        }
    }

    private void item(JsonNode value, Field field, boolean whole, String place) {
        boolean right = switch (field.type()) {
            case STRING, FILE -> value.isTextual();
            case INTEGER -> value.isIntegralNumber();
            case NUMBER -> value.isNumber();
            case BOOLEAN -> value.isBoolean();
            case OBJECT -> value.isObject();
        };
        if (!right) {
            wrong.add(place + " is no " + field.type());
        } else if (field.encrypted()) {
            decrypted++;
            if (TestCrypto.decryptField(key, value.textValue()).isEmpty()) {
                wrong.add(place + " is empty inside");
            }
        } else if (field.json()) {
            json(value.textValue(), field, whole, place);
        } else if (field.type() == Field.Type.OBJECT && !field.fields().isEmpty()) {
            object(value, field.fields(), whole, place);
        }
    }

    private void json(String text, Field field, boolean whole, String place) {
        try {
            JsonNode inside = new ObjectMapper().readTree(text);
            Field first = field.fields().isEmpty() ? null : field.fields().get(0);
            if (first != null && first.name().equals("*")) {
                inside.forEach(item -> item(item, first, whole, place + "/*"));
            } else if (first != null) {
                object(inside, field.fields(), whole, place);
            }
        } catch (JsonProcessingException e) {
            wrong.add(place + " holds no JSON");
        }
    }
}
