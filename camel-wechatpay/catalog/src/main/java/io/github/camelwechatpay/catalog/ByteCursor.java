package io.github.camelwechatpay.catalog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads the primitives of the index, from a position on. Not thread-safe; the bytes are shared and never written. */
final class ByteCursor {

    private final byte[] bytes;
    private int position;

    ByteCursor(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    int position() {
        return position;
    }

    void skip(int length) {
        position += length;
    }

    int octet() {
        return bytes[position++] & 0xFF;
    }

    int int32() {
        return octet() << 24 | octet() << 16 | octet() << 8 | octet();
    }

    /** Seven bits per octet, the lowest first; the eighth bit says that more follow. */
    int number() {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int octet = octet();
            value |= (octet & 0x7F) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
    }

    /** UTF-8, preceded by its length in bytes. */
    String text() {
        int length = number();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    /** Items, preceded by their count. */
    <T> List<T> list(Supplier<T> item) {
        int count = number();
        if (count == 0) {
            return List.of();
        }
        List<T> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(item.get());
        }
        return List.copyOf(items);
    }
}
