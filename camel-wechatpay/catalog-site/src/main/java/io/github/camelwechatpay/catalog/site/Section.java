package io.github.camelwechatpay.catalog.site;

import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Notes;
import io.github.camelwechatpay.catalog.Notification;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.catalog.RouteExample;
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
                Notes.of(operation),
                operation.supersededBy().stream()
                        .map(path -> new Link(path, addresses.get(path)))
                        .toList(),
                tables(
                        FieldTable.of("Path", operation.pathParameters()),
                        FieldTable.of("Query", operation.query()),
                        FieldTable.of("Headers", operation.headers()),
                        FieldTable.of(operation.multipart() ? "Body (multipart/form-data)" : "Body", operation.body()),
                        FieldTable.of("Answer", operation.answer())),
                Notes.answer(operation).orElse(""),
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
                Notes.of(event),
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
}
