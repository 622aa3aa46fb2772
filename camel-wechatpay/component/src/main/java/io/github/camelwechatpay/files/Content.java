package io.github.camelwechatpay.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Represents a received file, in memory or on disk. A file on disk is deleted when its last holder releases it, and when
 * it is garbage collected. Thread-safe.
 */
public final class Content {

    private final byte @Nullable [] bytes;
    private final @Nullable FileChannel file;
    private final long length;
    private final AtomicInteger holders = new AtomicInteger();

    /** @param bytes null for a file on disk, else {@code file} is null */
    Content(byte @Nullable [] bytes, @Nullable FileChannel file, long length) {
        this.bytes = bytes;
        this.file = file;
        this.length = length;
    }

    /** Returns content in memory. The bytes are not copied. */
    public static Content of(byte[] bytes) {
        return new Content(bytes, null, bytes.length);
    }

    public boolean isInMemory() {
        return file == null;
    }

    /** Returns the number of bytes. */
    public long length() {
        return length;
    }

    /** Adds a holder. */
    public void retain() {
        holders.incrementAndGet();
    }

    /** Removes a holder. To be called once for each {@link #retain()}. */
    public void release() {
        if (holders.decrementAndGet() == 0 && file != null) {
            close(file);
        }
    }

    /** Reads the content from its beginning, any number of times at once. Closing the stream does not close the content. */
    public InputStream open() {
        return new BufferedInputStream(new Reader());
    }

    static void write(FileChannel file, byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    static void close(FileChannel file) {
        try {
            file.close();
        } catch (IOException e) {
            // Nothing more is written to the file, and nothing reads it
        }
    }

    private int read(long position, byte[] into, int offset, int wanted) throws IOException {
        if (position >= length) {
            return -1;
        }
        int count = (int) Math.min(wanted, length - position);
        if (bytes != null) {
            System.arraycopy(bytes, (int) position, into, offset, count);
            return count;
        }
        if (!file.isOpen()) {
            throw new IOException(
                    "The file is gone: its exchange is over, or it was closed. It can be read once after that");
        }
        // An interrupted thread that reads would close the file for all others, too
        boolean interrupted = Thread.interrupted();
        try {
            return file.read(ByteBuffer.wrap(into, offset, count), position);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final class Reader extends InputStream {

        private long position;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int wanted) throws IOException {
            Objects.checkFromIndexSize(offset, wanted, into.length);
            if (wanted == 0) {
                return 0;
            }
            int read = Content.this.read(position, into, offset, wanted);
            position += Math.max(0, read);
            return read;
        }

        @Override
        public long skip(long count) {
            long skipped = Math.max(0, Math.min(count, length - position));
            position += skipped;
            return skipped;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, length - position);
        }
    }
}
