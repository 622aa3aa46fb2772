package io.github.camelwechatpay.catalog;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/**
 * Example values made from documented fields: of the right type and shape, with the first documented value where values
 * are listed, always the same. Whether WeChat Pay would accept them is another matter: numbers of merchants, users and
 * orders are made up. Immutable, and thread-safe if the function given to {@link #with} is.
 *
 * <p>An object is a {@link LinkedHashMap} in the order of the documentation, an array a list with one item, an integer
 * an {@link Integer} or {@link Long}, any other number a {@link BigDecimal}; a {@linkplain Field#json() string that holds
 * JSON text} is that text.
 */
public final class Sample {

    private final boolean complete;
    private final BiFunction<String, Field, Object> values;

    private Sample(boolean complete, BiFunction<String, Field, Object> values) {
        this.complete = complete;
        this.values = values;
    }

    /** Values for required fields only. An object none of whose members is required is empty. */
    public static Sample required() {
        return new Sample(false, (pointer, field) -> null);
    }

    /** Values for all fields. */
    public static Sample complete() {
        return new Sample(true, (pointer, field) -> null);
    }

    /**
     * A copy that prefers other values. A field for which the function has a value is part of the sample even if this is
     * {@link #required()}, provided that its parent is.
     *
     * @param values takes the pointer as in {@link Field#walk} and the field, returns its value or null for the usual
     *     one; that of an array is the value of its one item
     */
    public Sample with(BiFunction<String, Field, Object> values) {
        Objects.requireNonNull(values, "values");
        return new Sample(complete, (pointer, field) -> {
            Object value = values.apply(pointer, field);
            return value != null ? value : this.values.apply(pointer, field);
        });
    }

    /**
     * An object with these fields as members, such as the body of an operation. Files have no sample and are left out.
     *
     * @return a new map, which the caller may change
     */
    public Map<String, Object> object(List<Field> fields) {
        return object("", fields);
    }

    /**
     * The value of one field.
     *
     * @param pointer of the field, as in {@link Field#walk}
     * @throws IllegalArgumentException when the field is a file and no value was given for it
     */
    public Object value(String pointer, Field field) {
        return value(pointer, field, values.apply(pointer, field));
    }

    private Object value(String pointer, Field field, Object given) {
        Object item = given != null ? given : usual(field.array() ? pointer + '/' + Field.ANY_ITEM : pointer, field);
        return field.array() ? List.of(item) : item;
    }

    private Map<String, Object> object(String parent, List<Field> fields) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (Field field : fields) {
            String pointer = parent + '/' + field.name();
            Object given = values.apply(pointer, field);
            boolean usual = (complete || field.required()) && field.type() != Field.Type.FILE;
            if (given != null || usual) {
                object.put(field.name(), value(pointer, field, given));
            }
        }
        return object;
    }

    private Object usual(String pointer, Field field) {
        if (field.json()) {
            return JsonText.compact(inside(pointer, field));
        }
        String listed = field.values().stream().findFirst().orElse(null);
        return switch (field.type()) {
            case STRING -> listed != null ? listed : SampleText.of(field.name());
            case INTEGER, NUMBER -> listed != null ? number(listed) : Integer.valueOf(1);
            case BOOLEAN -> listed == null || Boolean.parseBoolean(listed);
            case OBJECT -> object(pointer, field.fields());
            case FILE -> throw new IllegalArgumentException("Field " + pointer + " is a file, which has no sample");
        };
    }

    private Object inside(String pointer, Field field) {
        return field.anyItem()
                .<Object>map(item -> List.of(value(pointer + '/' + Field.ANY_ITEM, item)))
                .orElseGet(() -> object(pointer, field.fields()));
    }

    private static Number number(String text) {
        BigDecimal number = new BigDecimal(text);
        if (number.stripTrailingZeros().scale() > 0) {
            return number;
        }
        long whole = number.longValueExact();
        return whole == (int) whole ? (Number) (int) whole : (Number) whole;
    }
}
