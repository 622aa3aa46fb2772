package io.github.camelwechatpay.files;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;

/** The digest that an answer announces for a file: of the plain bytes, hexadecimal in any case. */
public final class AnnouncedDigest {

    private AnnouncedDigest() {}

    /**
     * @param type as the answer says it: SHA1, SHA256 or SM3
     * @throws FileException when there is none, or it is unknown
     */
    public static MessageDigest of(String type) throws FileException {
        String name = type == null ? "" : type.toUpperCase(Locale.ROOT).replace("-", "");
        return switch (name) {
            case "SHA1" -> FileDigest.messageDigest("SHA-1");
            case "SHA256" -> FileDigest.messageDigest("SHA-256");
            case "SM3" -> FileDigest.messageDigest("SM3");
            default -> throw new FileException("hash_type of the file is none of SHA1, SHA256 and SM3");
        };
    }

    /**
     * @param expected hexadecimal
     * @throws FileException when the digest is another one
     */
    static void check(MessageDigest digest, String expected) throws FileException {
        byte[] announced;
        try {
            announced = HexFormat.of().parseHex(expected == null ? "" : expected);
        } catch (IllegalArgumentException e) {
            throw new FileException("hash_value of the file is not hexadecimal");
        }
        if (!MessageDigest.isEqual(announced, digest.digest())) {
            throw new FileException(
                    "the file does not have the announced digest (hash_value): nothing of it was handed on");
        }
    }
}
