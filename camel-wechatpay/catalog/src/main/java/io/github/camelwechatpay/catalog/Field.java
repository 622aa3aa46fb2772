package io.github.camelwechatpay.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A documented field: a member of a JSON object, a query, path or header parameter, or a part of a multipart body.
 * Fields form a tree. Immutable and thread-safe.
 *
 * <p>A string that holds JSON text ({@link #json()}) has the members of that text as its fields. Where the text is an
 * array, its only field is named {@code *} and stands for any item.
 *
 * @param name the name on the wire, or {@code *} for any item of an array written as JSON text
 * @param type the JSON type, of an item when {@code array} is true
 * @param array whether the value is an array of {@code type}
 * @param required whether the documentation demands it, relative to its parent; always false in answers and
 *     notifications, where nothing is promised
 * @param encrypted whether the value (each item of an array) is encrypted with RSA-OAEP: in requests under the key of
 *     WeChat Pay, in answers and notifications under the merchant certificate
 * @param json whether the value is a string that holds JSON text
 * @param values the documented values of an enumeration, empty when any value may come
 * @param fields the members of the object, of each item of the array, or of the JSON text
 */
public record Field(
        String name,
        Type type,
        boolean array,
        boolean required,
        boolean encrypted,
        boolean json,
        List<String> values,
        List<Field> fields) {

    /** Name, and step of a pointer, that stands for any item of an array. */
    public static final String ANY_ITEM = "*";

    /** JSON type of a value, or a binary part of a multipart body. */
    public enum Type {
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN,
        OBJECT,
        /** The binary part of a {@code multipart/form-data} body. */
        FILE
    }

    /** Copies the lists. */
    public Field {
        values = List.copyOf(values);
        fields = List.copyOf(fields);
    }

    /** The type as documentation writes it: {@code string}, {@code object[]}. */
    public String typeName() {
        String item = type.name().toLowerCase(Locale.ROOT);
        return array ? item + "[]" : item;
    }

    /** The field of any item, where the value is JSON text of an array; else empty. */
    public Optional<Field> anyItem() {
        return json && fields.size() == 1 && fields.get(0).name.equals(ANY_ITEM)
                ? Optional.of(fields.get(0))
                : Optional.empty();
    }

    /** Whether any of the fields is {@link #encrypted()}, or has one that is below it. */
    public static boolean isAnyEncrypted(List<Field> fields) {
        // Asked for each call: a stream would cost more
        for (Field field : fields) {
            if (field.encrypted || isAnyEncrypted(field.fields)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Visits every field, a parent before its members, with its JSON pointer. {@code *} stands for any item of an array:
     * <code>/goods_detail/*&#47;price</code>. Pointers below a {@link #json()} field are inside its text.
     *
     * @param fields the roots
     * @param visitor takes the pointer and the field
     */
    public static void walk(List<Field> fields, BiConsumer<String, Field> visitor) {
        walk("", fields, visitor);
    }

    private static void walk(String parent, List<Field> fields, BiConsumer<String, Field> visitor) {
        for (Field field : fields) {
            String pointer = parent + '/' + field.name;
            visitor.accept(pointer, field);
            walk(field.array ? pointer + '/' + ANY_ITEM : pointer, field.fields, visitor);
        }
    }
}
