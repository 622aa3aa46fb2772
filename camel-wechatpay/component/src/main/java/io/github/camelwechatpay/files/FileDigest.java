package io.github.camelwechatpay.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.bouncycastle.jcajce.provider.digest.SM3;

/**
 * What a file was when it was read.
 *
 * @param algorithm {@code SHA-256} or {@code SM3}
 * @param length number of bytes
 * @param hex the digest in lower-case hexadecimal
 */
public record FileDigest(String algorithm, long length, String hex) {

    private static final String SM3_NAME = "SM3";
    private static final int BUFFER = 8192;

    /** Reads a file to its end. */
    public static FileDigest of(FileSource source, String algorithm) throws IOException {
        MessageDigest digest = messageDigest(algorithm);
        byte[] buffer = new byte[BUFFER];
        long length = 0;
        try (InputStream in = source.open()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                length += read;
            }
        }
        return new FileDigest(algorithm, length, HexFormat.of().formatHex(digest.digest()));
    }

    /**
     * Returns what WeChat Pay signs in place of a file: its digest as JSON, in lower-case hexadecimal, as in the only known
     * example.
     */
    public static byte[] signedText(byte[] sha1) {
        return ("{\"sha1\":\"" + HexFormat.of().formatHex(sha1) + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    /** @param algorithm {@code SHA-256} or {@code SM3}, or {@code SHA-1} of bills */
    public static MessageDigest messageDigest(String algorithm) {
        try {
            return algorithm.equals(SM3_NAME) ? new SM3.Digest() : MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }
}
