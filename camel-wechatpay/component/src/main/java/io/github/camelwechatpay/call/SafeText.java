package io.github.camelwechatpay.call;

import java.net.URI;
import java.util.regex.Pattern;

/** Makes text from the wire fit for messages, logs and headers, so that it cannot forge lines or hide characters. */
public final class SafeText {

    private static final int LONGEST_ID = 128;
    private static final int LONGEST_HOST = 253;
    private static final String NO_ADDRESS = "something that is not an address";
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private SafeText() {}

    /** Header Request-ID; null stays null. */
    public static String requestId(String value) {
        return value == null ? null : shown(value, LONGEST_ID);
    }

    /**
     * Replaces each control character, formatting character, line separator and half surrogate pair by a space.
     *
     * @return null for null
     */
    public static String fit(String value) {
        return value == null ? null : UNFIT.matcher(value).replaceAll(" ");
    }

    /**
     * Returns the host of an address, without user and port. An address that has none is on the host that was asked, and
     * one that is no address is not shown.
     */
    static String host(String address) {
        try {
            URI uri = URI.create(address.strip());
            if (uri.getRawAuthority() == null) {
                return uri.getScheme() == null ? "the same host" : NO_ADDRESS;
            }
            return uri.getHost() == null ? NO_ADDRESS : shown(uri.getHost(), LONGEST_HOST);
        } catch (IllegalArgumentException e) {
            return NO_ADDRESS;
        }
    }

    /** At most that many characters, fit as {@link #fit(String)} makes them. */
    static String shown(String value, int longest) {
        return fit(value.length() <= longest ? value : value.substring(0, longest) + "...");
    }
}
