package io.github.camelwechatpay.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.catalog.Field;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Validates a request body or query against the documented fields of its operation. It reports places, never values. Parts
 * that the catalog does not describe are not judged.
 */
public final class FieldCheck {

    private static final String ANY_ITEM = Field.ANY_ITEM;
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
    /** Matches what {@code java.time.LocalDateTime} prints; WeChat Pay documents this form with an offset only. */
    private static final Pattern LOCAL_TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?");

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+([.][0-9]+)?");

    /**
     * Represents a difference between request and catalog.
     *
     * @param pointer JSON pointer, with {@code *} for any array item
     * @param what such as {@code is required and missing}
     * @param fraction whether a fraction stands where a whole number is documented, as with an amount in yuan for fen
     */
    public record Flaw(String pointer, String what, boolean fraction) {

        public Flaw(String pointer, String what) {
            this(pointer, what, false);
        }

        @Override
        public String toString() {
            return pointer + ' ' + what;
        }
    }

    private final Set<Flaw> flaws = new LinkedHashSet<>();

    /** True for a query: all its values are text, and an array of one value looks like the value. */
    private final boolean texts;

    private FieldCheck(boolean texts) {
        this.texts = texts;
    }

    /** Returns all differences of a JSON body, in the order of the body and then of the catalog. */
    public static List<Flaw> body(JsonNode body, List<Field> fields) {
        return new FieldCheck(false).check(body, fields);
    }

    /**
     * Returns all differences of a query, in the order of the query and then of the catalog.
     *
     * @param query values by name, each a text or an array of texts
     */
    public static List<Flaw> query(JsonNode query, List<Field> fields) {
        return new FieldCheck(true).check(query, fields);
    }

    private List<Flaw> check(JsonNode object, List<Field> fields) {
        members(object, fields, "");
        return List.copyOf(flaws);
    }

    private void members(JsonNode object, List<Field> fields, String pointer) {
        if (!object.isObject()) {
            add(pointer.isEmpty() ? "/" : pointer, "must be an object");
            return;
        }
        Map<String, Field> known = new HashMap<>();
        fields.forEach(field -> known.put(field.name(), field));
        object.properties().forEach(member -> {
            Field field = known.get(member.getKey());
            if (field == null) {
                add(pointer + '/' + JsonSource.token(member.getKey()), "is not documented");
            } else if (!member.getValue().isNull()) {
                value(member.getValue(), field, pointer + '/' + field.name());
            }
        });
        for (Field field : fields) {
            if (field.required() && !object.hasNonNull(field.name())) {
                add(pointer + '/' + field.name(), "is required and missing");
            }
        }
    }

    private void value(JsonNode value, Field field, String pointer) {
        if (!field.array()) {
            single(value, field, pointer);
        } else if (texts && !value.isArray()) {
            single(value, field, pointer + '/' + ANY_ITEM);
        } else if (value.isArray()) {
            value.forEach(item -> single(item, field, pointer + '/' + ANY_ITEM));
        } else {
            add(pointer, "must be an array");
        }
    }

    private void single(JsonNode value, Field field, String pointer) {
        if (!(isOfType(value, field.type()) || isTextOfType(value, field.type()))) {
            boolean fraction = field.type() == Field.Type.INTEGER && isFraction(value);
            flaws.add(new Flaw(pointer, "must be of type " + field.typeName().replace("[]", ""), fraction));
        } else if (field.type() == Field.Type.STRING
                && LOCAL_TIME.matcher(value.asText()).matches()) {
            add(pointer, "is a time without offset: write it in the form 2026-11-30T10:00:00+08:00");
        } else if (field.json()) {
            text(value, field, pointer);
        } else if (value.isObject()) {
            if (!field.fields().isEmpty()) {
                members(value, field.fields(), pointer);
            }
        } else if (!field.values().isEmpty() && !field.values().contains(value.asText())) {
            add(pointer, "is none of the documented values " + field.values());
        }
    }

    /** Validates text that holds JSON. Its members are documented like those of an object. */
    private void text(JsonNode value, Field field, String pointer) {
        JsonNode inner;
        try {
            inner = WireJson.parse(value.textValue().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            add(pointer, "must be JSON text");
            return;
        }
        List<Field> fields = field.fields();
        if (fields.isEmpty()) {
            return;
        }
        FieldCheck inside = new FieldCheck(false);
        field.anyItem()
                .ifPresentOrElse(
                        any -> inner.forEach(item -> inside.single(item, any, pointer + '/' + ANY_ITEM)),
                        () -> inside.members(inner, fields, pointer));
        flaws.addAll(inside.flaws);
    }

    private boolean isTextOfType(JsonNode value, Field.Type type) {
        return texts
                && value.isTextual()
                && switch (type) {
                    case INTEGER -> INTEGER.matcher(value.textValue()).matches();
                    case NUMBER -> NUMBER.matcher(value.textValue()).matches();
                    case BOOLEAN -> List.of("true", "false").contains(value.textValue());
                    case STRING, OBJECT, FILE -> false;
                };
    }

    private boolean isFraction(JsonNode value) {
        if (texts && value.isTextual() && NUMBER.matcher(value.textValue()).matches()) {
            return !value.textValue().matches("-?[0-9]+[.]0+");
        }
        return value.isNumber() && !WholeNumbers.isWhole(value);
    }

    private static boolean isOfType(JsonNode value, Field.Type type) {
        return switch (type) {
            case STRING -> value.isTextual();
            case INTEGER -> value.isIntegralNumber();
            case NUMBER -> value.isNumber();
            case BOOLEAN -> value.isBoolean();
            case OBJECT -> value.isObject();
            case FILE -> true;
        };
    }

    private void add(String pointer, String what) {
        flaws.add(new Flaw(pointer, what));
    }
}
