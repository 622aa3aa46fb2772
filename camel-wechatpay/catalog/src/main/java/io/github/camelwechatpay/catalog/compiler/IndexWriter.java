package io.github.camelwechatpay.catalog.compiler;

import io.github.camelwechatpay.catalog.Field;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.CRC32;

/** Writes the index that {@code IndexReader} reads; its layout is described there. */
final class IndexWriter {

    private static final byte VERSION = 3;

    private final Map<String, Integer> strings = new LinkedHashMap<>();

    static byte[] write(CatalogText catalog) {
        return new IndexWriter().index(catalog);
    }

    private byte[] index(CatalogText catalog) {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        list(entries, catalog.operations(), this::operation);
        list(entries, catalog.notifications(), this::notification);
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        list(rest, strings.keySet(), IndexWriter::text);
        rest.writeBytes(entries.toByteArray());
        CRC32 checksum = new CRC32();
        checksum.update(rest.toByteArray());
        return ByteBuffer.allocate(8 + rest.size())
                .put(new byte[] {'W', 'P', 'C', VERSION})
                .putInt((int) checksum.getValue())
                .put(rest.toByteArray())
                .array();
    }

    private void operation(ByteArrayOutputStream out, OperationText operation) {
        string(out, operation.method());
        string(out, operation.path());
        string(out, operation.name());
        ByteArrayOutputStream details = new ByteArrayOutputStream();
        strings(details, operation.baseUris());
        strings(details, operation.flags());
        number(details, operation.successStatus());
        strings(details, operation.signedOver());
        strings(details, operation.produces());
        strings(details, operation.supersededBy());
        fields(details, operation.pathParameters());
        fields(details, operation.query());
        fields(details, operation.headers());
        fields(details, operation.body());
        strings(details, operation.fileLimits());
        fields(details, operation.answer());
        list(details, operation.officialDocs(), IndexWriter::text);
        bytes(out, details.toByteArray());
    }

    private void notification(ByteArrayOutputStream out, NotificationText notification) {
        string(out, notification.eventType());
        string(out, notification.name());
        ByteArrayOutputStream details = new ByteArrayOutputStream();
        strings(details, notification.originalTypes());
        string(details, notification.algorithm());
        number(details, notification.replySeconds());
        strings(details, notification.alsoSentAs());
        fields(details, notification.fields());
        list(details, notification.officialDocs(), IndexWriter::text);
        bytes(out, details.toByteArray());
    }

    private void fields(ByteArrayOutputStream out, List<Field> fields) {
        list(out, fields, this::field);
    }

    private void field(ByteArrayOutputStream out, Field field) {
        boolean more = !field.values().isEmpty() || !field.fields().isEmpty();
        string(out, field.name());
        out.write(field.type().ordinal()
                | (field.array() ? 0x08 : 0)
                | (field.required() ? 0x10 : 0)
                | (field.encrypted() ? 0x20 : 0)
                | (field.json() ? 0x40 : 0)
                | (more ? 0x80 : 0));
        if (more) {
            strings(out, field.values());
            fields(out, field.fields());
        }
    }

    private void strings(ByteArrayOutputStream out, List<String> texts) {
        list(out, texts, this::string);
    }

    private void string(ByteArrayOutputStream out, String text) {
        Integer known = strings.putIfAbsent(text, strings.size());
        number(out, known != null ? known : strings.size() - 1);
    }

    private static <T> void list(
            ByteArrayOutputStream out, Collection<T> items, BiConsumer<ByteArrayOutputStream, T> item) {
        number(out, items.size());
        items.forEach(each -> item.accept(out, each));
    }

    private static void text(ByteArrayOutputStream out, String text) {
        bytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(ByteArrayOutputStream out, byte[] bytes) {
        number(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void number(ByteArrayOutputStream out, int value) {
        int rest = value;
        for (; rest >= 0x80; rest >>>= 7) {
            out.write(rest & 0x7F | 0x80);
        }
        out.write(rest);
    }
}
