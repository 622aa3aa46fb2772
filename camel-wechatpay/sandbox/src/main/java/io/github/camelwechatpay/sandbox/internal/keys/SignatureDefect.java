package io.github.camelwechatpay.sandbox.internal.keys;

/** A defect of the signature headers of a message. */
public enum SignatureDefect {
    NONE,
    /** A probe: the signature begins with {@code WECHATPAY/SIGNTEST/}. */
    SIGNTEST,
    /** A well-formed signature of something else. */
    WRONG,
    /** A right signature, ten minutes old. */
    STALE,
    /** A right signature, ten minutes in the future. */
    FUTURE,
    /** The serial number of no key. */
    UNKNOWN_SERIAL,
    /** No {@code Wechatpay-} header at all. */
    MISSING
}
