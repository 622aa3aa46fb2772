package io.github.camelwechatpay.call;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Percent-encodes path and query values (RFC 3986). Unreserved characters stay, every other character becomes the
 * {@code %XX} of its UTF-8 bytes; a space becomes {@code %20}. The signed text must be the sent text, so values are encoded
 * here and nowhere else.
 */
final class PercentEncoding {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentEncoding() {}

    /**
     * @throws IllegalArgumentException if the value has a control character or half a surrogate pair; the message
     *         begins with {@code what}
     */
    static String encode(String value, String what) {
        byte[] utf8 = utf8(value, what);
        StringBuilder encoded = new StringBuilder(utf8.length + 16);
        for (byte b : utf8) {
            if (isUnreserved((char) (b & 0xff))) {
                encoded.append((char) b);
            } else {
                HEX.toHexDigits(encoded.append('%'), b);
            }
        }
        return encoded.toString();
    }

    /** Checks a value that is percent-encoded already: unreserved characters and complete {@code %XX} only. */
    static String checkEncoded(String value, String what) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '%') {
                if (i + 2 >= value.length()
                        || !HexFormat.isHexDigit(value.charAt(i + 1))
                        || !HexFormat.isHexDigit(value.charAt(i + 2))) {
                    throw new IllegalArgumentException(
                            what + " is not percent-encoded: incomplete %XX at position " + i);
                }
                i += 2;
            } else if (!isUnreserved(c)) {
                throw new IllegalArgumentException(what + " is not percent-encoded: character at position " + i
                        + " must be written as %XX, or use the placeholder without \":encoded\". The address of a file"
                        + " takes \":url\"");
            }
        }
        return value;
    }

    static boolean isUnreserved(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }

    private static byte[] utf8(String value, String what) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(what + " contains a control character: remove line breaks and the like");
        }
        try {
            var bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return copy;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(what + " is not valid Unicode text: half a surrogate pair", e);
        }
    }
}
