package io.github.camelwechatpay.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A way in which a response can fail. Only requests that passed all checks meet a fault. With the {@code HTTP_} faults
 * and {@link #DROP_BEFORE} the operation is not executed; with all others it is.
 */
public enum Fault {
    /** 429 with RATELIMIT_EXCEEDED, and {@code Retry-After: 1}, which WeChat Pay does not document. */
    HTTP_429,
    /** 500 with SYSTEM_ERROR. */
    HTTP_500,
    /** 502 with a page of HTML, as a proxy between client and WeChat Pay sends it. */
    HTTP_502_HTML,
    /** The right response, late: by {@link WechatpaySandbox#DEFAULT_DELAY} unless another delay is given. */
    SLOW,
    /** The connection is closed without a response; the operation was not executed. */
    DROP_BEFORE,
    /** The connection is closed without a response; the operation was executed. */
    DROP_AFTER,
    /** A probe of WeChat Pay: the signature begins with {@code WECHATPAY/SIGNTEST/}. */
    SIGNTEST,
    /** A well-formed signature of something else. */
    BAD_SIGNATURE,
    /** A right signature, ten minutes old. */
    STALE,
    /** {@code Wechatpay-Serial} names no key. */
    UNKNOWN_SERIAL,
    /** Half of the announced body, then the connection is closed. Of an empty response nothing is sent. */
    TRUNCATED,
    /** No {@code Wechatpay-} header. */
    NO_SIGNATURE;

    /** Returns the name in control calls, such as {@code http-502-html}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Fault> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(fault -> fault.wireName().equals(name))
                .findFirst();
    }

    static String wireNames() {
        return Arrays.stream(values()).map(Fault::wireName).collect(Collectors.joining(", "));
    }
}
