package io.github.camelwechatpay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;

/** The PEM text that an option holds or points to. */
final class KeyResource {

    private static final String BEGIN = "-----BEGIN ";
    private static final String BASE64 = "base64:";

    private KeyResource() {}

    /**
     * @param value PEM text, {@code base64:} with the Base64 of PEM text or of DER, or a Camel resource
     * @param label of PEM text made from DER, such as {@code PRIVATE KEY}
     * @throws IllegalArgumentException naming the option and what it may hold; never its value
     */
    static String pem(CamelContext context, String value, String option, String label) {
        String text = value.strip();
        if (text.startsWith(BEGIN)) {
            // properties files carry line breaks as \n
            return text.replace("\\n", "\n");
        }
        if (text.startsWith(BASE64)) {
            return decoded(text.substring(BASE64.length()), option, label);
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
     * A secret that is no key file.
     *
     * @param value the secret itself, or a Camel resource that holds it, whose line breaks at the end do not count; null
     *     stays null
     */
    static String secret(CamelContext context, String value, String option) {
        return value == null || !isResource(value)
                ? value
                : resource(context, value, option).stripTrailing();
    }

    private static boolean isResource(String text) {
        return text.startsWith("file:") || text.startsWith("classpath:") || text.startsWith("ref:");
    }

    private static String decoded(String base64, String option, String label) {
        byte[] bytes;
        try {
            bytes = Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Option " + option + " does not hold Base64 after base64:");
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.startsWith(BEGIN)) {
            return text;
        }
        return BEGIN + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
                + "\n-----END " + label + "-----\n";
    }

    private static String resource(CamelContext context, String uri, String option) {
        try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, uri)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "Option " + option + " points to a resource that cannot be read: " + uri, e);
        }
    }
}
