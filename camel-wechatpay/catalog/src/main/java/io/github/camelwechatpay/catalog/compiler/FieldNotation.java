package io.github.camelwechatpay.catalog.compiler;

import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.catalog.Field.Type;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Fields as text, separated by blanks:
 *
 * <pre>
 * field = name [ ":" type ] [ "[]" ] [ "^" ] [ "~" ] [ "*" ] [ "(" value { value } ")" | "{" field { field } "}" ]
 * </pre>
 *
 * {@code ^} encrypted, {@code ~} JSON text in a string, {@code *} required. The type is that of an array's item; without
 * one the field is a string, or with members and without {@code ~} an object.
 */
final class FieldNotation {

    /** Says what is wrong, and where in the text. */
    static final class Mistake extends Exception {

        private static final long serialVersionUID = 1;

        private final int position;

        Mistake(int position, String message) {
            super(message);
            this.position = position;
        }

        int position() {
            return position;
        }
    }

    private static final String ITEM = "*";
    private static final Map<Type, String> WORDS = new EnumMap<>(Map.of(
            Type.INTEGER, "int", Type.NUMBER, "num", Type.BOOLEAN, "bool", Type.OBJECT, "obj", Type.FILE, "file"));

    private static final Pattern NO_VALUE = Pattern.compile("[(){}|]");

    private final String text;
    private int position;

    private FieldNotation(String text, int from) {
        this.text = text;
        this.position = from;
    }

    static List<Field> parse(String text, int from) throws Mistake {
        FieldNotation notation = new FieldNotation(text, from);
        List<Field> fields = notation.fields(false);
        if (notation.position < text.length()) {
            throw notation.mistake("'" + text.charAt(notation.position) + "' does not belong here");
        }
        return fields;
    }

    static String print(List<Field> fields) {
        return fields.stream().map(FieldNotation::print).collect(Collectors.joining(" "));
    }

    private static String print(Field field) {
        StringBuilder out = new StringBuilder(field.name());
        boolean members = !field.fields().isEmpty();
        if (field.type() != Type.STRING && !(members && field.type() == Type.OBJECT)) {
            out.append(':').append(WORDS.get(field.type()));
        }
        out.append(field.array() ? "[]" : "")
                .append(field.encrypted() ? "^" : "")
                .append(field.json() ? "~" : "")
                .append(field.required() ? "*" : "");
        if (!field.values().isEmpty()) {
            out.append('(').append(String.join(" ", field.values())).append(')');
        }
        return members
                ? out.append('{').append(print(field.fields())).append('}').toString()
                : out.toString();
    }

    private List<Field> fields(boolean jsonText) throws Mistake {
        List<Field> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (skipBlanks(); position < text.length() && text.charAt(position) != '}'; skipBlanks()) {
            int start = position;
            Field field = field(jsonText);
            if (!names.add(field.name())) {
                throw new Mistake(start, "second field '" + field.name() + "' - keep one");
            }
            fields.add(field);
        }
        if (names.contains(ITEM) && fields.size() > 1) {
            throw mistake("'*' is any item of an array - it stands alone");
        }
        return fields;
    }

    private Field field(boolean jsonText) throws Mistake {
        int start = position;
        String name = jsonText && take(ITEM) ? ITEM : word("a field name");
        Type type = take(":") ? type() : null;
        boolean array = take("[]");
        boolean encrypted = take("^");
        boolean json = take("~");
        boolean required = take("*");
        List<String> values = take("(") ? values() : List.of();
        List<Field> members = values.isEmpty() && take("{") ? members(json) : List.of();
        if (type == null) {
            type = members.isEmpty() || json ? Type.STRING : Type.OBJECT;
        } else if (!members.isEmpty()) {
            throw new Mistake(start, "'" + name + "' has members - leave its type out");
        }
        if (json && (type != Type.STRING || array)) {
            throw new Mistake(start, "'" + name + "': only a single string holds JSON text (~)");
        }
        if (encrypted && type != Type.STRING) {
            throw new Mistake(start, "'" + name + "': only strings are encrypted (^)");
        }
        if (position < text.length() && " \n}".indexOf(text.charAt(position)) < 0) {
            throw mistake("'" + text.charAt(position) + "' does not belong behind '" + text.substring(start, position)
                    + "' - write name:type[]^~*(A B) or name[]~*{members}, with blanks between fields");
        }
        return new Field(name, type, array, required, encrypted, json, values, members);
    }

    private Type type() throws Mistake {
        int start = position;
        String word = word("a type");
        return WORDS.entrySet().stream()
                .filter(known -> known.getValue().equals(word))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new Mistake(
                        start, "unknown type '" + word + "' - use int, num, bool, obj or file; a string has none"));
    }

    private List<String> values() throws Mistake {
        int start = position;
        int end = text.indexOf(')', start);
        String inside = end < 0 ? "" : text.substring(start, end).strip();
        List<String> values = List.of(inside.split("\\s+"));
        if (inside.isEmpty()
                || NO_VALUE.matcher(inside).find()
                || Set.copyOf(values).size() < values.size()) {
            throw new Mistake(start, "values are not (A B C): each once, separated by blanks, closed by ')'");
        }
        position = end + 1;
        return values;
    }

    private List<Field> members(boolean jsonText) throws Mistake {
        int start = position;
        List<Field> members = fields(jsonText);
        if (!take("}")) {
            throw new Mistake(start, "'{' is never closed by '}'");
        }
        if (members.isEmpty()) {
            throw new Mistake(start, "no members between '{' and '}' - write :obj for an object without known members");
        }
        return members;
    }

    private String word(String what) throws Mistake {
        int start = position;
        while (position < text.length() && isNameCharacter(text.charAt(position))) {
            position++;
        }
        if (start == position) {
            throw mistake(what + " is missing"
                    + (position < text.length() ? " before '" + text.charAt(position) + "'" : " at the end"));
        }
        return text.substring(start, position);
    }

    private static boolean isNameCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }

    private boolean take(String token) {
        boolean there = text.startsWith(token, position);
        position += there ? token.length() : 0;
        return there;
    }

    private void skipBlanks() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private Mistake mistake(String message) {
        return new Mistake(position, message);
    }
}
