package io.github.camelwechatpay.catalog.site;

import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.catalog.Notification;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.catalog.RouteExample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An operation or an event as a page shows it.
 *
 * @param id the anchor
 * @param kind the method, or {@code EVENT}
 * @param subject the path, or the event type
 * @param instead what replaces it
 * @param answer where it has no fields, a sentence, else empty
 * @param route to paste, empty where there is none
 * @param obstacle why there is no route, else empty
 */
record Section(
        String id,
        String kind,
        String subject,
        String name,
        List<String> baseUris,
        List<String> notes,
        List<Link> instead,
        List<FieldTable> tables,
        String answer,
        List<String> officialPages,
        String route,
        String obstacle) {

    static final String EVENT = "EVENT";

    record Link(String text, String href) {}

    /** @param addresses the address of a section by path, and by path and method as in {@code v3/x#get} */
    static Section of(Catalog catalog, Operation operation, Map<String, String> addresses) {
        return new Section(
                Identifier.of(operation.name()),
                operation.method(),
                operation.path(),
                operation.name(),
                operation.baseUris(),
                notes(operation),
                operation.supersededBy().stream()
                        .map(path -> new Link(path, addresses.get(path)))
                        .toList(),
                tables(
                        FieldTable.of("Path", operation.pathParameters()),
                        FieldTable.of("Query", operation.query()),
                        FieldTable.of("Headers", operation.headers()),
                        FieldTable.of(operation.multipart() ? "Body (multipart/form-data)" : "Body", operation.body()),
                        FieldTable.of("Answer", operation.answer())),
                answer(operation),
                operation.officialDocs(),
                RouteExample.of(catalog, operation).map(RouteExample::java).orElse(""),
                RouteExample.obstacle(operation).orElse(""));
    }

    static Section of(Notification event) {
        return new Section(
                Identifier.of("on " + event.name()),
                EVENT,
                event.eventType(),
                event.name(),
                List.of(),
                notes(event),
                List.of(),
                tables(FieldTable.of("Resource, decrypted", event.fields())),
                "",
                event.officialDocs(),
                RouteExample.of(event).java(),
                "");
    }

    /** Names of all fields, once, for the search. */
    List<String> fieldNames() {
        return tables.stream()
                .flatMap(table -> table.rows().stream())
                .map(FieldTable.Row::name)
                .filter(name -> !name.equals(FieldTable.ANY_ITEM))
                .distinct()
                .toList();
    }

    private static List<FieldTable> tables(FieldTable... tables) {
        return Stream.of(tables).filter(table -> !table.rows().isEmpty()).toList();
    }

    private static List<String> notes(Operation operation) {
        List<String> notes = new ArrayList<>();
        if (operation.deprecated()) {
            notes.add("Deprecated: WeChat Pay has switched it off");
        }
        if (operation.urlFromAnswer()) {
            notes.add("The address comes from an earlier answer");
        }
        if (operation.unsignedAnswer()) {
            notes.add("The answer is not signed");
        }
        operation.answerSignedOver().ifPresent(header -> notes.add("The answer is signed over its header " + header));
        if (Stream.of(operation.query(), operation.body()).anyMatch(Section::isEncryptedIn)) {
            notes.add("Some fields are encrypted for WeChat Pay");
        }
        return notes;
    }

    private static boolean isEncryptedIn(List<Field> fields) {
        return fields.stream().anyMatch(field -> field.encrypted() || isEncryptedIn(field.fields()));
    }

    private static List<String> notes(Notification event) {
        List<String> notes = new ArrayList<>();
        event.replyWithin()
                .ifPresent(time ->
                        notes.add("A question: to be answered with business data within " + time.toSeconds() + " s"));
        if (!event.originalTypes().isEmpty()) {
            notes.add("original_type " + String.join(", ", event.originalTypes()));
        }
        if (!event.alsoSentAs().isEmpty()) {
            notes.add("The same resource comes as " + String.join(", ", event.alsoSentAs()));
        }
        notes.add("Encrypted with " + event.algorithm());
        return notes;
    }

    private static String answer(Operation operation) {
        if (operation.download()) {
            return operation.produces().isEmpty() ? "A file" : "A file: " + String.join(", ", operation.produces());
        }
        if (operation.successStatus() != 200) {
            return "Empty, status " + operation.successStatus();
        }
        return operation.answer().isEmpty() ? "Not documented" : "";
    }
}
