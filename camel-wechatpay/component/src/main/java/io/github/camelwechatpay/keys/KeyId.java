package io.github.camelwechatpay.keys;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a key: the serial number of a certificate in hexadecimal, where letter case and leading zeros do not
 * count, or the id of a WeChat Pay public key, which is compared as it is.
 */
final class KeyId {

    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{1,64}");

    private KeyId() {}

    static String normalize(String id) {
        if (!isCertificate(id)) {
            return id;
        }
        String hex = id.toUpperCase(Locale.ROOT).replaceFirst("^0+", "");
        return hex.isEmpty() ? "0" : hex;
    }

    /** Upper-case hexadecimal, as WeChat Pay writes serial numbers. */
    static String of(BigInteger serial) {
        return serial.toString(16).toUpperCase(Locale.ROOT);
    }

    static boolean isCertificate(String id) {
        return HEX.matcher(id).matches();
    }
}
