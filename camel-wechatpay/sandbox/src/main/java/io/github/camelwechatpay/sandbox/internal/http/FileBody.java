package io.github.camelwechatpay.sandbox.internal.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The bytes of a file, which are made each time that they are needed and are always the same. */
@FunctionalInterface
public interface FileBody {
    void writeTo(OutputStream out) throws IOException;

    static FileBody of(byte[] bytes) {
        return out -> out.write(bytes);
    }

    /** Returns the bytes, for files that fit into memory. */
    default byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writeUnchecked(bytes);
        return bytes.toByteArray();
    }

    /** Returns the number of bytes, by making and counting them. */
    default long length() {
        CountingStream counter = new CountingStream();
        writeUnchecked(counter);
        return counter.count();
    }

    /** Writes to a stream that does not fail. */
    default void writeUnchecked(OutputStream out) {
        try {
            writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
