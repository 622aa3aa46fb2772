package io.github.camelwechatpay.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks text that becomes part of a request. The text must be UTF-8 without a byte order mark, and without half a surrogate
 * pair, which UTF-8 cannot hold.
 */
public final class JsonSource {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final String HALF =
            " holds half a surrogate pair, which is no Unicode character. Remove it, or send both halves";

    private JsonSource() {}

    /**
     * Encodes text as UTF-8.
     *
     * @param what names the text in a message, such as {@code body}
     * @throws IllegalArgumentException if the text holds half a surrogate pair, naming the field if the text is JSON
     */
    public static byte[] bytes(String text, String what) {
        try {
            ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOf(utf8.array(), utf8.limit());
        } catch (CharacterCodingException e) {
            try {
                check(WireJson.parse(text), what);
            } catch (IOException notJson) {
                e.addSuppressed(notJson);
            }
            throw new IllegalArgumentException("The " + what + HALF, e);
        }
    }

    /**
     * Checks bytes, and leaves out a byte order mark.
     *
     * @return the same array if it has no byte order mark
     * @throws IllegalArgumentException if the bytes are not UTF-8
     */
    public static byte[] utf8(byte[] bytes, String what) {
        byte[] text = bytes.length >= BYTE_ORDER_MARK.length
                        && Arrays.equals(bytes, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length)
                ? Arrays.copyOfRange(bytes, BYTE_ORDER_MARK.length, bytes.length)
                : bytes;
        for (byte b : text) {
            if (b == 0) {
                throw notUtf8(what, null);
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw notUtf8(what, e);
        }
        return text;
    }

    private static IllegalArgumentException notUtf8(String what, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "The " + what + " is not UTF-8. WeChat Pay reads JSON as UTF-8: encode the text so", cause);
    }

    /**
     * Checks the names and the texts of a tree.
     *
     * @throws IllegalArgumentException naming the field that holds half a surrogate pair
     */
    public static void check(JsonNode tree, String what) {
        // A pointer costs more than the check, and only a message needs it
        if (!isSound(tree)) {
            check(tree, "", what);
        }
    }

    private static boolean isSound(JsonNode node) {
        if (node.isTextual()) {
            return isPaired(node.textValue());
        }
        for (JsonNode item : node) {
            if (!isSound(item)) {
                return false;
            }
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            if (!isPaired(names.next())) {
                return false;
            }
        }
        return true;
    }

    private static void check(JsonNode node, String pointer, String what) {
        if (node.isTextual() && !isPaired(node.textValue())) {
            throw new IllegalArgumentException(
                    (pointer.isEmpty() ? "The " + what : "Field " + pointer + " of the " + what) + HALF);
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                check(node.get(i), pointer + '/' + i, what);
            }
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!isPaired(member.getKey())) {
                throw new IllegalArgumentException(
                        "The name of a field in " + (pointer.isEmpty() ? "/" : pointer) + " of the " + what + HALF);
            }
            check(member.getValue(), pointer + '/' + token(member.getKey()), what);
        }
    }

    /** Tells whether no half of a surrogate pair stands alone. */
    public static boolean isPaired(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Returns a name from outside as a part of a JSON pointer, on one line. */
    static String token(String name) {
        return name.replace("~", "~0").replace("/", "~1").replaceAll("\\p{Cc}", "?");
    }
}
