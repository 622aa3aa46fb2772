package io.github.camelwechatpay.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a route in Camel's Java DSL, one step a line. */
final class JavaRoute {

    private final List<String> steps = new ArrayList<>();

    JavaRoute(String from) {
        steps.add("from(" + quoted(from) + ")");
    }

    /** @param value a text, a number, or a map of these */
    void setHeader(String name, Object value) {
        steps.add(".setHeader(" + quoted(name) + ", constant(" + literal(value) + "))");
    }

    void setBody(String json) {
        steps.add(".setBody(constant(" + textBlock(json) + "))");
    }

    /** @param fields what is sent beside the file, text and numbers by their names */
    void setBodyToFile(String part, String fileName, Map<String, Object> fields) {
        String file = "new java.io.File(" + quoted(fileName) + ")";
        String body = fields.isEmpty()
                ? file
                : fields.entrySet().stream()
                        .map(field -> quoted(field.getKey()) + ", " + literal(field.getValue()))
                        .collect(
                                Collectors.joining(", ", "java.util.Map.of(" + quoted(part) + ", " + file + ", ", ")"));
        steps.add(".setBody(constant(" + body + "))");
    }

    void unmarshalJson() {
        steps.add(".unmarshal().json()");
    }

    void to(String uri) {
        steps.add(".to(" + quoted(uri) + ")");
    }

    void log(String text) {
        steps.add(".log(" + quoted(text) + ")");
    }

    /** Lines separated by {@code \n}, without one at the end. */
    @Override
    public String toString() {
        return String.join("\n    ", steps) + ';';
    }

    private static String literal(Object value) {
        if (value instanceof Number) {
            return value.toString();
        }
        return value instanceof Map<?, ?> map
                ? map.entrySet().stream()
                        .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                        .map(JavaRoute::literal)
                        .collect(Collectors.joining(", ", "java.util.Map.of(", ")"))
                : quoted(value.toString());
    }

    private static String quoted(String text) {
        return '"' + escaped(text).replace("\"", "\\\"") + '"';
    }

    private static String textBlock(String text) {
        String indent = "\n" + " ".repeat(8);
        return "\"\"\"" + indent + escaped(text).replace("\"\"\"", "\\\"\"\"").replace("\n", indent) + "\"\"\"";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\");
    }
}
