package io.github.camelwechatpay.call;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes text from the wire fit for messages, logs and headers, so that it cannot forge lines or hide characters. */
public final class SafeText {

    private static final int LONGEST_ID = 128;
    private static final int LONGEST_HOST = 253;
    private static final String NO_ADDRESS = "something that is not an address";
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private SafeText() {}

    /** Returns header Request-ID, shortened and fit as {@link #fit} makes it. */
    public static @Nullable String requestId(@Nullable String value) {
        return value == null ? null : shown(value, LONGEST_ID);
    }

    /** Replaces each control character, formatting character, line separator and half surrogate pair by a space. */
    public static String fit(String value) {
        return UNFIT.matcher(value).replaceAll(" ");
    }

    /** Does the same as {@link #fit} for text that may be missing. */
    public static @Nullable String fitOrNull(@Nullable String value) {
        return value == null ? null : fit(value);
    }

    /**
     * Returns the host of an address, without user and port. An address without a host is on the host of the request. Text
     * that is not an address is not shown.
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

    /** Returns at most that many characters, fit as {@link #fit} makes them. */
    static String shown(String value, int longest) {
        return fit(value.length() <= longest ? value : value.substring(0, longest) + "...");
    }
}
