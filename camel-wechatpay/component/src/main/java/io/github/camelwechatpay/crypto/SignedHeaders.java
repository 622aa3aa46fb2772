package io.github.camelwechatpay.crypto;

import java.util.List;
import java.util.function.Function;

/**
 * The headers that make up the signature of an answer or a notification.
 *
 * @param timestamp Unix seconds, as sent
 * @param nonce random text
 * @param signature Base64
 * @param serial the key that signed: serial number of a platform certificate, or a public key id
 * @param type signature type, that of RSA where none was sent; empty when repeated or too long
 */
public record SignedHeaders(String timestamp, String nonce, String signature, String serial, String type) {

    private static final String PROBE = "WECHATPAY/SIGNTEST/";
    private static final int LONGEST = 1024;

    /**
     * Reads the headers of a message.
     *
     * @param headers the values of a header by its name; must ignore letter case
     */
    public static SignedHeaders read(Function<String, List<String>> headers) {
        return new SignedHeaders(
                only(headers.apply("Wechatpay-Timestamp")),
                only(headers.apply("Wechatpay-Nonce")),
                only(headers.apply("Wechatpay-Signature")),
                only(headers.apply("Wechatpay-Serial")),
                type(headers.apply("Wechatpay-Signature-Type")));
    }

    /** Whether something that a signature needs is missing, repeated or far too long. */
    public boolean isIncomplete() {
        return timestamp == null || nonce == null || signature == null || serial == null;
    }

    /** Whether WeChat Pay sent a wrong signature on purpose, to see that it is refused. For diagnosis only. */
    public boolean isProbe() {
        return signature != null && signature.startsWith(PROBE);
    }

    private static String type(List<String> values) {
        if (values.isEmpty() || values.size() == 1 && values.get(0).isEmpty()) {
            return SignatureType.RSA.header();
        }
        String type = only(values);
        return type == null ? "" : type;
    }

    /** A repeated header could be read differently by a proxy: it counts as none. */
    private static String only(List<String> values) {
        String value = values.size() == 1 ? values.get(0) : null;
        return value == null || value.isEmpty() || value.length() > LONGEST ? null : value;
    }
}
