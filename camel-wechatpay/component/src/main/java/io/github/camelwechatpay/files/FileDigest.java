package io.github.camelwechatpay.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.jcajce.provider.digest.SM3;
import org.jspecify.annotations.Nullable;

/**
 * Represents the digest of a file at the time when the file was read.
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
     * Returns the text that WeChat Pay signs in place of a file: its digest as JSON. The digest is in lower-case hexadecimal,
     * as in the only known example.
     */
    public static byte[] signedText(byte[] sha1) {
        return ("{\"sha1\":\"" + HexFormat.of().formatHex(sha1) + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Returns a digest that has read nothing yet.
     *
     * @param algorithm {@code SHA-256} or {@code SM3}, or {@code SHA-1} of bills
     */
    public static MessageDigest messageDigest(String algorithm) {
        try {
            return algorithm.equals(SM3_NAME) ? new SM3.Digest() : MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }

    /**
     * Returns a digest for a file whose digest a response announces.
     *
     * @param hashType SHA1, SHA256 or SM3, as the response writes it
     * @throws FileException if the type is missing or unknown
     */
    static MessageDigest ofHashType(@Nullable String hashType) throws FileException {
        String name = hashType == null ? "" : hashType.toUpperCase(Locale.ROOT).replace("-", "");
        return switch (name) {
            case "SHA1" -> messageDigest("SHA-1");
            case "SHA256" -> messageDigest("SHA-256");
            case "SM3" -> messageDigest(SM3_NAME);
            default -> throw new FileException("hash_type of the file is none of SHA1, SHA256 and SM3");
        };
    }

    /**
     * Compares a digest with the digest that a response announces.
     *
     * @param digest of the plain bytes
     * @param hashValue hexadecimal in any letter case, as the response writes it
     * @throws FileException if the digests differ, or the announced digest is missing or not hexadecimal
     */
    static void check(MessageDigest digest, @Nullable String hashValue) throws FileException {
        byte[] announced;
        try {
            announced = HexFormat.of().parseHex(hashValue == null ? "" : hashValue);
        } catch (IllegalArgumentException e) {
            throw new FileException("hash_value of the file is not hexadecimal");
        }
        if (!MessageDigest.isEqual(announced, digest.digest())) {
            throw new FileException(
                    "the file does not have the announced digest (hash_value): nothing of it was handed on");
        }
    }
}
