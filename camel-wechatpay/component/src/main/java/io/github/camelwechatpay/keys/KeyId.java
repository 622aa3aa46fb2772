package io.github.camelwechatpay.keys;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Compares the names of keys. A name is the serial number of a certificate in hexadecimal, or the ID of a WeChat Pay public
 * key. Letter case and leading zeros of a serial number are ignored. Public key IDs are compared as they are.
 */
public final class KeyId {

    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{1,64}");

    private KeyId() {}

    static String normalize(String id) {
        if (!isCertificate(id)) {
            return id;
        }
        String hex = id.toUpperCase(Locale.ROOT).replaceFirst("^0+", "");
        return hex.isEmpty() ? "0" : hex;
    }

    /**
     * Writes a serial number as WeChat Pay does in its list of certificates: two upper-case hexadecimal digits for each
     * byte.
     */
    public static String of(BigInteger serial) {
        String hex = serial.toString(16).toUpperCase(Locale.ROOT);
        return hex.length() % 2 == 0 ? hex : '0' + hex;
    }

    static boolean isCertificate(String id) {
        return HEX.matcher(id).matches();
    }
}
