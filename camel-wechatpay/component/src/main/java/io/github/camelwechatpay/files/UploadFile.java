package io.github.camelwechatpay.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Represents the file of an upload. The file is read once for the digest that is signed, and again to be sent. The second
 * reading is compared with the digest, because the file may have changed in between.
 *
 * @param part name of its part of the multipart body
 * @param name file name, as sent
 * @param digest as in the signed meta
 */
public record UploadFile(String part, String name, FileSource source, FileDigest digest) {

    private static final int BUFFER = 8192;

    /**
     * Writes the content, never more than the signed length.
     *
     * @throws FileException if the file is not the signed file, or cannot be read to its end
     * @throws IOException if the content cannot be written
     */
    public void writeTo(OutputStream out) throws IOException {
        MessageDigest sent = FileDigest.messageDigest(digest.algorithm());
        byte[] buffer = new byte[BUFFER];
        long left = digest.length();
        try (InputStream in = open()) {
            for (int read = read(in, buffer); read >= 0; read = read(in, buffer)) {
                left -= read;
                if (left < 0) {
                    throw changed(null);
                }
                sent.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        }
        if (left > 0 || !HexFormat.of().formatHex(sent.digest()).equals(digest.hex())) {
            throw changed(null);
        }
    }

    private InputStream open() throws FileException {
        try {
            return source.open();
        } catch (IOException e) {
            throw changed(e);
        }
    }

    private int read(InputStream in, byte[] buffer) throws FileException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw changed(e);
        }
    }

    private FileException changed(@Nullable IOException cause) {
        return new FileException(
                "file " + name + (cause == null ? " changed while it was sent" : " could not be read to its end"),
                cause);
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
