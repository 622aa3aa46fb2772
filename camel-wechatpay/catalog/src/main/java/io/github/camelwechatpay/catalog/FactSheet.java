package io.github.camelwechatpay.catalog;

import java.util.ArrayList;
import java.util.List;

/** All that the catalog knows about an operation or an event, and a route to start from, as text for people. */
final class FactSheet {

    private static final String INDENT = "  ";

    private final StringBuilder out = new StringBuilder();

    private FactSheet() {}

    static String of(Catalog catalog, Operation operation) {
        FactSheet sheet = new FactSheet();
        sheet.head(operation.toString(), operation.name());
        sheet.section("base URIs", operation.baseUris());
        sheet.section("notes", notes(operation));
        sheet.fields("path", operation.pathParameters());
        sheet.fields("query", operation.query());
        sheet.fields("headers", operation.headers());
        sheet.fields(operation.multipart() ? "body (multipart/form-data)" : "body", operation.body());
        Notes.answer(operation)
                .ifPresentOrElse(
                        phrase -> sheet.section("answer", List.of(phrase)),
                        () -> sheet.fields("answer", operation.answer()));
        sheet.section("official pages", operation.officialDocs());
        sheet.route(RouteExample.of(catalog, operation)
                .map(RouteExample::java)
                .or(() -> RouteExample.obstacle(operation))
                .orElseThrow());
        return sheet.out.toString();
    }

    static String of(Notification event) {
        FactSheet sheet = new FactSheet();
        sheet.head("EVENT " + event, event.name());
        sheet.section("notes", Notes.of(event));
        sheet.fields("resource", event.fields());
        sheet.section("official pages", event.officialDocs());
        sheet.route(RouteExample.of(event).java());
        return sheet.out.toString();
    }

    private static List<String> notes(Operation operation) {
        List<String> notes = new ArrayList<>(Notes.of(operation));
        operation.supersededBy().forEach(path -> notes.add("Superseded by " + path));
        return notes;
    }

    private void head(String subject, String name) {
        out.append(subject).append('\n').append(name).append('\n');
    }

    private void section(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            out.append('\n').append(title).append('\n');
            lines.forEach(line -> out.append(INDENT).append(line).append('\n'));
        }
    }

    private void fields(String title, List<Field> fields) {
        int width = width(fields, INDENT);
        List<String> lines = new ArrayList<>();
        add(lines, fields, "", width);
        section(title, lines);
    }

    private static int width(List<Field> fields, String indent) {
        return fields.stream()
                .mapToInt(field ->
                        Math.max(indent.length() + field.name().length(), width(field.fields(), indent + INDENT)))
                .max()
                .orElse(0);
    }

    private static void add(List<String> lines, List<Field> fields, String indent, int width) {
        for (Field field : fields) {
            String name = indent + field.name();
            lines.add(name + " ".repeat(width - name.length()) + describe(field));
            add(lines, field.fields(), indent + INDENT, width);
        }
    }

    private static String describe(Field field) {
        StringBuilder text = new StringBuilder(field.typeName());
        text.append(field.json() ? " of JSON text" : "");
        text.append(field.required() ? ", required" : "");
        text.append(field.encrypted() ? ", encrypted" : "");
        return field.values().isEmpty()
                ? text.toString()
                : text.append(": ").append(String.join(" | ", field.values())).toString();
    }

    private void route(String text) {
        out.append("\nroute\n").append(text.indent(INDENT.length()));
    }
}
