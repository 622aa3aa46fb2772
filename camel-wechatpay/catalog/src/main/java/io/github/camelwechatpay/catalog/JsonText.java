package io.github.camelwechatpay.catalog;

import java.util.List;
import java.util.Map;

/**
 * Writes JSON: maps, lists, strings, numbers, booleans and null. A few lines here instead of a dependency of everybody who
 * uses the catalog.
 */
final class JsonText {

    private static final String INDENT = "  ";

    private final StringBuilder out = new StringBuilder();
    private final boolean indented;

    private JsonText(boolean indented) {
        this.indented = indented;
    }

    /** On one line, without blanks. */
    static String compact(Object value) {
        return of(value, false);
    }

    /** One member or item a line, for people. */
    static String indented(Object value) {
        return of(value, true);
    }

    private static String of(Object value, boolean indented) {
        JsonText json = new JsonText(indented);
        json.value(value, "\n");
        return json.out.toString();
    }

    private void value(Object value, String line) {
        if (value instanceof Map<?, ?> map) {
            String separator = "";
            out.append('{');
            for (Map.Entry<?, ?> member : map.entrySet()) {
                out.append(separator);
                newLine(line + INDENT);
                string(String.valueOf(member.getKey()));
                out.append(indented ? ": " : ":");
                value(member.getValue(), line + INDENT);
                separator = ",";
            }
            end('}', map.isEmpty(), line);
        } else if (value instanceof List<?> list) {
            String separator = "";
            out.append('[');
            for (Object item : list) {
                out.append(separator);
                newLine(line + INDENT);
                value(item, line + INDENT);
                separator = ",";
            }
            end(']', list.isEmpty(), line);
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof CharSequence text) {
            string(text);
        } else {
            throw new IllegalArgumentException(
                    "No JSON for a " + value.getClass().getName());
        }
    }

    private void end(char bracket, boolean empty, String line) {
        if (!empty) {
            newLine(line);
        }
        out.append(bracket);
    }

    private void newLine(String line) {
        if (indented) {
            out.append(line);
        }
    }

    private void string(CharSequence text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
        out.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                // Surrogates too: one that has lost its partner cannot be written as UTF-8
                if (c < ' ' || Character.isSurrogate(c)) {
                    out.append(String.format("\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
