package io.github.camelwechatpay.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a file in memory up to the threshold, and above it in a temporary file that is deleted with its last reader. */
public final class Spool extends FileTarget {

    private final SpoolOptions options;

    private @Nullable ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable FileChannel file;

    public Spool(SpoolOptions options) {
        super(options.maxFileSize());
        this.options = options;
    }

    @Override
    void append(byte[] bytes, int offset, int length) throws IOException {
        if (file == null && memory.size() + length > options.threshold()) {
            file = open(options.directory());
            Content.write(file, memory.toByteArray(), 0, memory.size());
            memory = null;
        }
        if (file == null) {
            memory.write(bytes, offset, length);
        } else {
            Content.write(file, bytes, offset, length);
        }
    }

    /** Creates a file that only its owner can read. If the system allows it, the file has no name from here on. */
    private static FileChannel open(Path directory) throws IOException {
        Path path = Files.createTempFile(Files.createDirectories(directory), "wechatpay-", ".tmp");
        try {
            return FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /** Returns the written bytes. Closing the spool no longer discards them. */
    public Content finish() {
        Content content = file == null ? Content.of(memory.toByteArray()) : new Content(null, file, size());
        file = null;
        memory = new ByteArrayOutputStream();
        return content;
    }

    @Override
    public void close() {
        if (file != null) {
            Content.close(file);
            file = null;
        }
    }
}
