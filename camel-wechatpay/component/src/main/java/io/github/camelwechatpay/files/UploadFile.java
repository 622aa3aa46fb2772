package io.github.camelwechatpay.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The file of an upload. It was read once, for the digest that is signed; when it is read again, to be sent, it is held
 * against that, because it may have changed.
 *
 * @param part name of its part of the multipart body
 * @param name file name, as sent
 * @param digest what the signed meta says of it
 */
public record UploadFile(String part, String name, FileSource source, FileDigest digest) {

    private static final int BUFFER = 8192;

    /**
     * Writes the content, never more than the signed length.
     *
     * @throws FileChangedException when it is not what was signed; what is missing then is not written
     * @throws IOException when it cannot be written
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

    private InputStream open() throws FileChangedException {
        try {
            return source.open();
        } catch (IOException e) {
            throw changed(e);
        }
    }

    private int read(InputStream in, byte[] buffer) throws FileChangedException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw changed(e);
        }
    }

    private FileChangedException changed(IOException cause) {
        return new FileChangedException(
                "file " + name + (cause == null ? " changed while it was sent" : " could not be read to its end"),
                cause);
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
