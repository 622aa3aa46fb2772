package io.github.camelwechatpay.files;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Takes the bytes of a file while it arrives, up to a limit. Closing discards a file that was not handed on. Not
 * thread-safe.
 */
public abstract class FileTarget extends OutputStream {

    private final long limit;
    private long size;

    FileTarget(long limit) {
        this.limit = limit;
    }

    /** Returns the number of bytes written so far. */
    final long size() {
        return size;
    }

    @Override
    public final void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    /** @throws FileException if the file becomes larger than allowed, or cannot be written */
    @Override
    public final void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > limit - size) {
            throw new FileException("the file is larger than the " + limit + " bytes of option maxFileSize");
        }
        size += length;
        try {
            append(bytes, offset, length);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Explains an exception whose own message may be only a path. */
    static FileException unwritable(IOException e) {
        return new FileException("no file can be written to the directory of option spoolDirectory: " + e, e);
    }

    abstract void append(byte[] bytes, int offset, int length) throws IOException;

    @Override
    public abstract void close();
}
