package io.github.camelwechatpay.files;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Takes a file while it arrives: decompresses a bill, writes the file to a target, and collects the data that verify it. Not
 * thread-safe.
 */
public final class FileReception {

    /** Most bytes of a file whose signature covers the whole file. */
    private static final int LARGEST_SIGNED = 16 * 1024 * 1024;

    private static final int BUFFER_SIZE = 16 * 1024;
    private static final int GZIP_MAGIC = 0x1f8b;

    private final FileTarget target;
    private final boolean decompressing;
    private final @Nullable MessageDigest digest;
    private final @Nullable ByteArrayOutputStream copy;

    private FileReception(
            FileTarget target,
            boolean decompressing,
            @Nullable MessageDigest digest,
            @Nullable ByteArrayOutputStream copy) {
        this.target = target;
        this.decompressing = decompressing;
        this.digest = digest;
        this.copy = copy;
    }

    /** Takes a file that nothing verifies here. */
    public static FileReception plain(FileTarget target) {
        return new FileReception(target, false, null, null);
    }

    /** Takes a file whose SHA-1 is signed. */
    public static FileReception digested(FileTarget target) {
        return new FileReception(target, false, FileDigest.messageDigest("SHA-1"), null);
    }

    /** Takes a file that is signed itself. */
    public static FileReception signed(FileTarget target) {
        return new FileReception(target, false, null, new ByteArrayOutputStream());
    }

    /**
     * Takes a file whose digest a response announces. A compressed file is decompressed, because the digest is that of the
     * plain file.
     *
     * @throws FileException if the type of the digest is missing or unknown
     */
    public static FileReception announced(FileTarget target, FileLink link) throws FileException {
        return new FileReception(target, true, FileDigest.ofHashType(link.hashType()), null);
    }

    /** Reads a file to its end. The caller closes the content. */
    public void receive(InputStream content) throws IOException {
        try (InputStream plain = decompressing ? decompressed(content) : content) {
            byte[] buffer = new byte[BUFFER_SIZE];
            for (int read = plain.read(buffer); read >= 0; read = plain.read(buffer)) {
                take(buffer, read);
            }
        } catch (ZipException | EOFException e) {
            throw new FileException("the file is compressed, but not wholly or not rightly", e);
        }
    }

    private void take(byte[] buffer, int length) throws IOException {
        if (copy != null) {
            if (copy.size() + length > LARGEST_SIGNED) {
                throw new FileException("a signed file of more than " + LARGEST_SIGNED + " bytes cannot be verified");
            }
            copy.write(buffer, 0, length);
        }
        if (digest != null) {
            digest.update(buffer, 0, length);
        }
        target.write(buffer, 0, length);
    }

    private static InputStream decompressed(InputStream content) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(content, BUFFER_SIZE);
        buffered.mark(2);
        int magic = buffered.read() << 8 | buffered.read();
        buffered.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(buffered, BUFFER_SIZE) : buffered;
    }

    /**
     * Compares an {@linkplain #announced announced} file with its announced digest.
     *
     * @throws FileException if they differ
     */
    public void check(FileLink link) throws FileException {
        FileDigest.check(digest, link.hashValue());
    }

    /**
     * Returns the text that the signature of the response covers.
     *
     * @return the digest of the file as JSON, or the file itself; null if the file is not signed
     */
    public byte @Nullable [] signedText() {
        if (digest != null) {
            return FileDigest.signedText(digest.digest());
        }
        return copy == null ? null : copy.toByteArray();
    }
}
