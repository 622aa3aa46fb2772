package io.github.camelwechatpay.keys;

import java.security.GeneralSecurityException;

/** Tells why a response or a notification must not be trusted. The message holds serial number, timestamp and sizes only. */
public final class VerificationException extends GeneralSecurityException {

    private static final long serialVersionUID = 1L;

    /** Names what is wrong with the message. */
    public enum Flaw {
        /** A signature header is missing, empty or repeated. */
        INCOMPLETE,
        /** The signature type is not the configured one. */
        UNSUPPORTED_TYPE,
        /** The key of header Wechatpay-Serial is not trusted, or not any more. */
        UNKNOWN_KEY,
        /** The key may be in a newer list of certificates. Another thread waits for its download. */
        BUSY,
        /** The signature does not match. */
        BAD_SIGNATURE,
        /** WeChat Pay made the signature wrong on purpose. */
        PROBE,
        /** The timestamp is too old, or in the future. */
        CLOCK_SKEW
    }

    private final Flaw flaw;

    VerificationException(Flaw flaw, String message) {
        super(message);
        this.flaw = flaw;
    }

    public Flaw flaw() {
        return flaw;
    }
}
