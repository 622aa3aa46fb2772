package io.github.camelwechatpay.sandbox.internal.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.sandbox.internal.call.Call;
import io.github.camelwechatpay.sandbox.internal.common.RandomText;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * Generates a plausible response from the documented fields alone. Values of the request are repeated, and others are
 * made up by name and type. Under one key a name always gets the same value, whatever the operation.
 */
final class GeneratedAnswer {
    private static final int MAX_ITEMS = 100;
    private static final List<String> OWN_NUMBERS = List.of("mchid", "mch_id", "sp_mchid");

    private final DocumentedValues documented;
    private final String seed;
    private final Call call;
    private final String key;
    private final Instant time;

    /**
     * @param seed of the sandbox
     * @param key of the subject of the response
     * @param time of everything that happened to that subject
     */
    GeneratedAnswer(DocumentedValues documented, String seed, Call call, String key, Instant time) {
        this.documented = documented;
        this.seed = seed;
        this.call = call;
        this.key = key;
        this.time = time;
    }

    ObjectNode generate() {
        return object(call.operation().answer(), call.body(), 0);
    }

    /** @param said the object of the request at the same place */
    private ObjectNode object(List<Field> fields, JsonNode said, int index) {
        ObjectNode object = StrictJson.object();
        for (Field field : fields) {
            JsonNode known = said.path(field.name());
            object.set(field.name(), field.array() ? items(field, known) : item(field, known, index));
        }
        return object;
    }

    private ArrayNode items(Field field, JsonNode said) {
        ArrayNode items = StrictJson.object().arrayNode();
        int count = said.isArray() ? Math.min(said.size(), MAX_ITEMS) : 1;
        for (int i = 0; i < count; i++) {
            items.add(item(field, said.path(i), i));
        }
        return items;
    }

    private JsonNode item(Field field, JsonNode said, int index) {
        if (field.json() && !field.fields().isEmpty()) {
            return TextNode.valueOf(StrictJson.text(inside(field.fields(), said, index)));
        }
        if (!field.fields().isEmpty()) {
            return object(field.fields(), said, index);
        }
        JsonNode known = fits(said, field) ? said : parameter(field);
        return fits(known, field) ? known : made(field, index);
    }

    /** Returns the value of a string that holds JSON. */
    private JsonNode inside(List<Field> fields, JsonNode said, int index) {
        Field first = fields.get(0);
        return first.name().equals("*")
                ? StrictJson.object().arrayNode().add(item(first, MissingNode.getInstance(), index))
                : object(fields, StrictJson.parse(said.asText()).orElse(said), index);
    }

    private JsonNode made(Field field, int index) {
        Random random = new Random(hash(String.join("\n", seed, key, field.name(), Integer.toString(index))));
        PlausibleValue values = new PlausibleValue(time, new RandomText(random));
        JsonNode value = values.of(documented.complete(call.operation(), field));
        return field.json() && !StrictJson.parse(value.asText()).isPresent() ? TextNode.valueOf("{}") : value;
    }

    /**
     * Returns a parameter of that name, wherever it is in the request. The caller's own number is known without a
     * parameter.
     */
    private JsonNode parameter(Field field) {
        String name = field.name();
        if (call.body().has(name)) {
            return call.body().get(name);
        }
        String text = call.pathParameters().getOrDefault(name, call.query().get(name));
        if (text == null && OWN_NUMBERS.contains(name)) {
            text = call.caller().mchid();
        }
        if (text == null) {
            return MissingNode.getInstance();
        }
        return field.type() == Field.Type.STRING
                ? TextNode.valueOf(text)
                : StrictJson.parse(text).orElse(MissingNode.getInstance());
    }

    private boolean fits(JsonNode value, Field field) {
        return switch (field.type()) {
            case STRING, FILE ->
                value.isTextual()
                        && (!field.encrypted() || call.caller().suite().takes(value.textValue()));
            case INTEGER -> value.isIntegralNumber();
            case NUMBER -> value.isNumber();
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
