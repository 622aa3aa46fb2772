package io.github.camelwechatpay.catalog;

import java.time.Duration;
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
        sheet.answer(operation);
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
        sheet.section("notes", notes(event));
        sheet.fields("resource", event.fields());
        sheet.section("official pages", event.officialDocs());
        sheet.route(RouteExample.of(event).java());
        return sheet.out.toString();
    }

    private static List<String> notes(Operation operation) {
        List<String> notes = new ArrayList<>();
        if (operation.deprecated()) {
            notes.add("deprecated: WeChat Pay has switched it off");
        }
        if (!operation.supersededBy().isEmpty()) {
            notes.add("superseded by " + String.join(", ", operation.supersededBy()));
        }
        if (operation.urlFromAnswer()) {
            notes.add("the address comes from an earlier answer");
        }
        if (operation.unsignedAnswer()) {
            notes.add("the answer is not signed");
        }
        operation.answerSignedOver().ifPresent(header -> notes.add("the answer is signed over header " + header));
        return notes;
    }

    private static List<String> notes(Notification event) {
        List<String> notes = new ArrayList<>();
        event.replyWithin()
                .map(Duration::toSeconds)
                .ifPresent(
                        seconds -> notes.add("a question, to be answered with business data within " + seconds + " s"));
        if (!event.originalTypes().isEmpty()) {
            notes.add("original_type " + String.join(", ", event.originalTypes()));
        }
        if (!event.alsoSentAs().isEmpty()) {
            notes.add("the same resource comes as " + String.join(", ", event.alsoSentAs()));
        }
        notes.add("encrypted with " + event.algorithm());
        return notes;
    }

    private void answer(Operation operation) {
        if (operation.download()) {
            section("answer", List.of("a file" + types(operation.produces())));
        } else if (operation.successStatus() != 200) {
            section("answer", List.of("empty, status " + operation.successStatus()));
        } else if (operation.answer().isEmpty()) {
            section("answer", List.of("not documented"));
        } else {
            fields("answer", operation.answer());
        }
    }

    private static String types(List<String> produces) {
        return produces.isEmpty() ? "" : ": " + String.join(", ", produces);
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
