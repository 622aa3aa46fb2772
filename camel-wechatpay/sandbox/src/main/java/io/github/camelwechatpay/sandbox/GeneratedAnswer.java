package io.github.camelwechatpay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.catalog.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * A plausible answer from the documented fields alone: what the request said is said again, the rest is made up by name
 * and type. The same key gives the same answer within one sandbox.
 */
final class GeneratedAnswer {
    private final SandboxClock clock;
    private final String seed = RandomText.secure().alphanumeric(32);

    GeneratedAnswer(SandboxClock clock) {
        this.clock = clock;
    }

    ObjectNode generate(Call call, String key) {
        Random random = new Random(hash(seed + '\n' + call.operation().path() + '\n' + key));
        PlausibleValue values = new PlausibleValue(clock.instant(), new RandomText(random));
        return object(call, call.operation().answer(), values);
    }

    private static ObjectNode object(Call call, List<Field> fields, PlausibleValue values) {
        ObjectNode object = StrictJson.object();
        for (Field field : fields) {
            JsonNode value = said(call, field);
            if (value == null) {
                value = made(call, field, values);
            }
            object.set(
                    field.name(),
                    field.array() && !value.isArray() ? object.arrayNode().add(value) : value);
        }
        return object;
    }

    private static JsonNode made(Call call, Field field, PlausibleValue values) {
        if (field.fields().isEmpty()) {
            return values.of(field);
        }
        ObjectNode object = object(call, field.fields(), values);
        return field.json() ? object.textNode(StrictJson.text(object)) : object;
    }

    /** The value under the same name and of the same type in the request; null when there is none. */
    private static JsonNode said(Call call, Field field) {
        JsonNode value = call.body().get(field.name());
        if (value == null && field.type() == Field.Type.STRING) {
            String text = call.pathParameters()
                    .getOrDefault(field.name(), call.query().get(field.name()));
            if (text == null && (field.name().equals("mchid") || field.name().equals("sp_mchid"))) {
                text = call.caller().mchid();
            }
            value = text == null ? null : StrictJson.object().textNode(text);
        }
        return value != null && sameType(value, field) ? value : null;
    }

    private static boolean sameType(JsonNode value, Field field) {
        if (field.array()) {
            return value.isArray();
        }
        return switch (field.type()) {
            case STRING, FILE -> value.isTextual();
            case INTEGER, NUMBER -> value.isNumber();
            case BOOLEAN -> value.isBoolean();
            case OBJECT -> false;
        };
    }

    private static long hash(String text) {
        long hash = 1125899906842597L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = 31 * hash + b;
        }
        return hash;
    }
}
