package io.github.camelwechatpay.crypto;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Represents the headers that make up the signature of a response or a notification. A header is null if it is missing,
 * empty, repeated or too long.
 *
 * @param timestamp Unix seconds, as sent
 * @param nonce random text
 * @param signature Base64
 * @param serial names the key that signed: serial number of a platform certificate, or a public key ID
 * @param type signature type; that of RSA if the header is missing or empty, and empty if it is repeated or too long
 */
public record SignedHeaders(
        @Nullable String timestamp,
        @Nullable String nonce,
        @Nullable String signature,
        @Nullable String serial,
        String type) {

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

    /** Tells whether a header that a signature needs is null. */
    public boolean isIncomplete() {
        return timestamp == null || nonce == null || signature == null || serial == null;
    }

    /** Tells whether WeChat Pay sent a wrong signature on purpose, to see that it is rejected. For diagnosis only. */
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

    /** Returns null for a repeated header, because a proxy could read it differently. */
    private static @Nullable String only(List<String> values) {
        String value = values.size() == 1 ? values.get(0) : null;
        return value == null || value.isEmpty() || value.length() > LONGEST ? null : value;
    }
}
