package io.github.camelwechatpay.sandbox.internal.keys;

/** What can be wrong with the signature headers of a message. */
public enum SignatureDefect {
    NONE,
    /** A probe: the signature begins with {@code WECHATPAY/SIGNTEST/}. */
    SIGNTEST,
    /** A well-formed signature of something else. */
    WRONG,
    /** Rightly signed ten minutes ago. */
    STALE,
    /** Rightly signed in ten minutes. */
    FUTURE,
    /** The serial number of no key. */
    UNKNOWN_SERIAL,
    /** No {@code Wechatpay-} header at all. */
    MISSING
}
