package io.github.camelwechatpay.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The binary form of the catalog: strings that repeat are decoded at once, the details of an operation or a notification
 * when asked for. Immutable and thread-safe.
 *
 * <p>Layout: {@code WPC}, format version (1 octet), CRC-32 of the rest (4 octets), the table of strings, the operations
 * and the notifications. An operation is method, path, name and details, a notification event type, name and details;
 * details are preceded by their length. Numbers are {@linkplain ByteCursor#number() of variable length}; strings are
 * numbers of the table, except the addresses of official pages.
 */
final class IndexReader {

    static final String RESOURCE = "catalog.index";
    static final int VERSION = 3;
    private static final int HEADER = 8;
    private static final Field.Type[] TYPES = Field.Type.values();

    private final byte[] bytes;
    private final String[] strings;
    private final List<Operation> operations;
    private final List<Notification> notifications;

    private IndexReader(byte[] bytes) {
        this.bytes = bytes;
        ByteCursor in = new ByteCursor(bytes, HEADER);
        strings = in.list(in::text).toArray(String[]::new);
        operations = in.list(() -> new Operation(string(in), string(in), string(in), this, details(in)));
        notifications = in.list(() -> new Notification(string(in), string(in), this, details(in)));
    }

    /** Opens the index on the class path; an {@link IllegalStateException} says why it is missing or unusable. */
    static IndexReader open() {
        try (InputStream in = IndexReader.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("No catalog of WeChat Pay operations: "
                        + IndexReader.class.getPackageName().replace('.', '/') + '/' + RESOURCE
                        + " is not on the class path - use the wechatpay-catalog jar, or build its module with Maven,"
                        + " which writes the resource in phase process-classes");
            }
            return of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("The catalog of WeChat Pay operations cannot be read: " + RESOURCE, e);
        }
    }

    /** Checks that an index is whole and of this version. The array is not copied. */
    static IndexReader of(byte[] bytes) {
        if (bytes.length <= HEADER || bytes[0] != 'W' || bytes[1] != 'P' || bytes[2] != 'C') {
            throw unusable("no index (" + bytes.length + " bytes)", "build wechatpay-catalog anew");
        }
        if (bytes[3] != VERSION) {
            throw unusable(
                    "format version " + bytes[3] + ", version " + VERSION + " is expected",
                    "keep a single version of wechatpay-catalog on the class path");
        }
        CRC32 checksum = new CRC32();
        checksum.update(bytes, HEADER, bytes.length - HEADER);
        if ((int) checksum.getValue() != new ByteCursor(bytes, 4).int32()) {
            throw unusable(
                    "wrong checksum (" + bytes.length + " bytes)",
                    "the file was damaged or filtered as text: fetch or build wechatpay-catalog anew");
        }
        return new IndexReader(bytes);
    }

    private static IllegalStateException unusable(String why, String remedy) {
        return new IllegalStateException(
                "The catalog of WeChat Pay operations is unusable: " + RESOURCE + ": " + why + " - " + remedy);
    }

    /** All operations, sorted by path, then method. */
    List<Operation> operations() {
        return operations;
    }

    /** All notifications, sorted by event type. */
    List<Notification> notifications() {
        return notifications;
    }

    Operation.Details operationDetails(int position) {
        ByteCursor in = new ByteCursor(bytes, position);
        return new Operation.Details(
                strings(in),
                strings(in),
                in.number(),
                strings(in),
                strings(in),
                strings(in),
                fields(in),
                fields(in),
                fields(in),
                fields(in),
                in.list(() -> FileLimit.parse(string(in))),
                fields(in),
                in.list(in::text));
    }

    Notification.Details notificationDetails(int position) {
        ByteCursor in = new ByteCursor(bytes, position);
        return new Notification.Details(
                strings(in), string(in), seconds(in), strings(in), fields(in), in.list(in::text));
    }

    private static Optional<Duration> seconds(ByteCursor in) {
        return Optional.of(in.number()).filter(seconds -> seconds > 0).map(Duration::ofSeconds);
    }

    private static int details(ByteCursor in) {
        int length = in.number();
        int position = in.position();
        in.skip(length);
        return position;
    }

    private String string(ByteCursor in) {
        return strings[in.number()];
    }

    private List<String> strings(ByteCursor in) {
        return in.list(() -> string(in));
    }

    private List<Field> fields(ByteCursor in) {
        return in.list(() -> field(in));
    }

    // Bits of the octet: 0 to 2 type, 3 array, 4 required, 5 encrypted, 6 JSON text, 7 values and fields follow
    private Field field(ByteCursor in) {
        String name = string(in);
        int bits = in.octet();
        boolean more = (bits & 0x80) != 0;
        return new Field(
                name,
                TYPES[bits & 7],
                (bits & 0x08) != 0,
                (bits & 0x10) != 0,
                (bits & 0x20) != 0,
                (bits & 0x40) != 0,
                more ? strings(in) : List.of(),
                more ? fields(in) : List.of());
    }
}
