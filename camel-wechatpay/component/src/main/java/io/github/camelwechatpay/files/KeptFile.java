package io.github.camelwechatpay.files;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is to stay: written under another name, which ends with {@code .part}, until it has been checked. */
public final class KeptFile extends FileTarget {

    private static final String PART = ".part";

    private final Path path;
    private FileChannel file;

    /** @throws FileException when there can be no file in the directory */
    public KeptFile(SpoolOptions options) throws FileException {
        super(options.maxFileSize());
        try {
            path = Files.createTempFile(Files.createDirectories(options.directory()), "wechatpay-", PART);
            file = FileChannel.open(path, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    void append(byte[] bytes, int offset, int length) throws IOException {
        Content.write(file, bytes, offset, length);
    }

    /** The file under its own name; it belongs to the caller from here on. */
    public File finish() throws IOException {
        file.force(true);
        Content.close(file);
        String name = path.getFileName().toString();
        Path own = path.resolveSibling(name.substring(0, name.length() - PART.length()));
        Files.move(path, own, StandardCopyOption.ATOMIC_MOVE);
        file = null;
        return own.toFile();
    }

    @Override
    public void close() {
        if (file == null) {
            return;
        }
        Content.close(file);
        file = null;
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // A rest without a reader: the directory is the owner's to clean
        }
    }
}
