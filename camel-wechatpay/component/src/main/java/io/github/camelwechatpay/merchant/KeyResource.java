package io.github.camelwechatpay.merchant;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** Reads the content of a key option: PEM text, or the DER of a key, of a certificate or of a PKCS#12 store. */
final class KeyResource {

    private static final String BEGIN = "-----BEGIN ";
    private static final String BASE64 = "base64:";

    /** Matches blanks, byte order marks, escaped line breaks and quotation marks in front of a value. */
    private static final Pattern LEADING = Pattern.compile("^(?:[\\s\\p{Z}\\p{Cf}\"']|\\\\+[nrt])+");

    private static final Pattern ESCAPE = Pattern.compile("\\\\+[nrt]?");

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Begins the DER of keys, certificates and PKCS#12 stores. */
    private static final byte DER_SEQUENCE = 0x30;

    private KeyResource() {}

    /**
     * Reads a key option as PEM text.
     *
     * @param value PEM text, {@code base64:} with the Base64 of PEM text or of DER, or a Camel resource
     * @param label label of PEM text made from DER, such as {@code PRIVATE KEY}
     * @throws IllegalArgumentException naming the option and what it may hold; never its value
     */
    static String pem(CamelContext context, String value, String option, String label) {
        return pem(content(context, value, option), label);
    }

    /** Returns PEM text as it is, and makes DER into PEM text with the label. */
    static String pem(byte[] content, String label) {
        String text = text(content);
        if (content.length == 0 || content[0] != DER_SEQUENCE || text.contains(BEGIN)) {
            return text;
        }
        return BEGIN + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END " + label + "-----\n";
    }

    /** Decodes UTF-8, or UTF-16 after its byte order mark, as editors and shells of Windows write it. */
    private static String text(byte[] content) {
        int mark = content.length < 2 ? 0 : (content[0] & 0xFF) << 8 | content[1] & 0xFF;
        boolean wide = mark == 0xFEFF || mark == 0xFFFE;
        String text = new String(content, wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    /**
     * Reads a key option as the bytes of PEM text or of DER.
     *
     * @param value PEM text, {@code base64:} with the Base64 of either, or a Camel resource
     * @throws IllegalArgumentException naming the option and what it may hold; never its value
     */
    static byte[] content(CamelContext context, String value, String option) {
        String text = LEADING.matcher(value.strip()).replaceFirst("");
        if (text.startsWith(BEGIN)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (text.startsWith(BASE64)) {
            return decoded(text.substring(BASE64.length()), option);
        }
        if (text.contains(BEGIN)) {
            throw new IllegalArgumentException("Option " + option
                    + " has something in front of its PEM text: begin with -----BEGIN, or name a resource only");
        }
        if (isResource(text)) {
            return resource(context, text, option);
        }
        throw new IllegalArgumentException("Option " + option
                + " holds neither PEM text (-----BEGIN ...) nor a resource: write file:, classpath: or base64: in front"
                + " of the place where the PEM text is");
    }

    /**
     * Reads a secret that is not a key file. Blanks and line breaks at the end of a resource are removed.
     *
     * @param value the secret itself, or a Camel resource that holds it; null if the option is not set
     * @return null if the option is not set
     */
    static @Nullable String secret(CamelContext context, @Nullable String value, String option) {
        return value == null || !isResource(value)
                ? value
                : text(resource(context, value, option)).stripTrailing();
    }

    private static boolean isResource(String text) {
        return text.startsWith("file:") || text.startsWith("classpath:") || text.startsWith("ref:");
    }

    private static byte[] decoded(String base64, String option) {
        try {
            return Base64.getMimeDecoder().decode(ESCAPE.matcher(base64).replaceAll(""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Option " + option + " does not hold Base64 after base64:");
        }
    }

    private static byte[] resource(CamelContext context, String uri, String option) {
        try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, uri)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "Option " + option + " points to a resource that cannot be read: " + uri, e);
        }
    }
}
