package io.github.camelwechatpay.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A way in which a notification can be wrong. */
public enum NotificationFault {
    /** A probe of WeChat Pay: the signature begins with {@code WECHATPAY/SIGNTEST/}. */
    SIGNTEST,
    /** A right signature, ten minutes old. */
    STALE,
    /** A right signature, ten minutes in the future. */
    FUTURE,
    /** {@code Wechatpay-Serial} names no key. */
    UNKNOWN_SERIAL,
    /** One byte of the body was changed after signing; it is still JSON. */
    TAMPERED_BODY,
    /** One byte of the ciphertext was changed before signing. */
    TAMPERED_CIPHERTEXT,
    /** Encrypted under another APIv3 key. */
    WRONG_SECRET,
    /** No {@code Wechatpay-} header. */
    NO_SIGNATURE,
    /** The notification is right, but it is sent twice, each time with a new signature. */
    DUPLICATE;

    /** Returns the name in control calls, such as {@code unknown-serial}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<NotificationFault> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(fault -> fault.wireName().equals(name))
                .findFirst();
    }

    static String wireNames() {
        return Arrays.stream(values()).map(NotificationFault::wireName).collect(Collectors.joining(", "));
    }
}
