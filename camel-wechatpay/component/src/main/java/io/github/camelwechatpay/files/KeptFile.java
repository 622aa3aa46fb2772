package io.github.camelwechatpay.files;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a file that is to stay. Its name ends with {@code .part} until the file has been checked. */
public final class KeptFile extends FileTarget {

    private static final Logger LOG = LoggerFactory.getLogger(KeptFile.class);

    private static final String PREFIX = "wechatpay-";
    private static final String PART = ".part";

    /** {@link Files#createTempFile} puts an unsigned number between prefix and suffix. */
    private static final Pattern OWN = Pattern.compile(PREFIX + "[0-9]+" + Pattern.quote(PART));

    private final Path path;
    private @Nullable FileChannel file;

    /** @throws FileException if no file can be created in the directory */
    public KeptFile(SpoolOptions options) throws FileException {
        super(options.maxFileSize());
        try {
            path = Files.createTempFile(Files.createDirectories(options.directory()), PREFIX, PART);
            file = FileChannel.open(path, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /**
     * Removes files that killed processes left in the directory. They are regular files with a name that this class gives,
     * and were last written before a time; a download in progress writes later than that. A file that cannot be removed
     * stays.
     */
    public static void removeRemains(Path directory, Instant lastWrittenBefore) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                directory, file -> OWN.matcher(file.getFileName().toString()).matches())) {
            for (Path file : files) {
                removeIfOld(file, lastWrittenBefore);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("The directory of option spoolDirectory cannot be searched for remains of downloads", e);
        }
    }

    private static void removeIfOld(Path file, Instant lastWrittenBefore) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isRegularFile()
                    && attributes.lastModifiedTime().toInstant().isBefore(lastWrittenBefore)) {
                Files.deleteIfExists(file);
                LOG.info("Removed {}, which a download left that was killed", file.getFileName());
            }
        } catch (IOException e) {
            LOG.debug("A file that a killed download left cannot be removed", e);
        }
    }

    @Override
    void append(byte[] bytes, int offset, int length) throws IOException {
        Content.write(file, bytes, offset, length);
    }

    /** Gives the file its own name. From here on it belongs to the caller. */
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
            // Nothing reads the rest of the file, and removeRemains deletes it later
        }
    }
}
