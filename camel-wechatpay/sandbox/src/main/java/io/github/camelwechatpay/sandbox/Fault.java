package io.github.camelwechatpay.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A way in which an answer can fail. Only requests that passed all checks meet one. Before executing: the {@code HTTP_}
 * faults and {@link #DROP_BEFORE}; with all others the operation was executed.
 */
public enum Fault {
    /** 429 with RATELIMIT_EXCEEDED, and {@code Retry-After: 1}, which WeChat Pay does not document. */
    HTTP_429,
    /** 500 with SYSTEM_ERROR. */
    HTTP_500,
    /** 502 with a page of HTML, as a proxy in between would answer. */
    HTTP_502_HTML,
    /** The right answer, late: by 3 seconds if nothing else is said. */
    SLOW,
    /** The connection is closed without an answer, the operation was not executed. */
    DROP_BEFORE,
    /** The connection is closed without an answer, the operation was executed. */
    DROP_AFTER,
    /** A probe of WeChat Pay: the signature begins with {@code WECHATPAY/SIGNTEST/}. */
    SIGNTEST,
    /** A well-formed signature of something else. */
    BAD_SIGNATURE,
    /** Rightly signed ten minutes ago. */
    STALE,
    /** {@code Wechatpay-Serial} names no key. */
    UNKNOWN_SERIAL,
    /** Half of the announced body, then the connection is closed; an empty answer is dropped. */
    TRUNCATED,
    /** No {@code Wechatpay-} header. */
    NO_SIGNATURE;

    /** As the control calls write it: {@code http-502-html}. */
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
