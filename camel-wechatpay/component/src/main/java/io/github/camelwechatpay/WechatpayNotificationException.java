package io.github.camelwechatpay;

import org.jspecify.annotations.Nullable;

/**
 * Reports a notification that was rejected, or that a route did not handle. The message holds serial, timestamp, event type
 * and sizes, never content. Immutable.
 */
public final class WechatpayNotificationException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Represents why a notification was rejected or not handled, and the HTTP status that WeChat Pay gets. */
    public enum Reason {
        /** Its source address is unknown, or option {@code allowedSources} does not list it. */
        SOURCE(403),
        /** It has no body, or a body that the HTTP server parsed, such as a form. */
        NO_BODY(400),
        /** Its body is larger than option {@code maxBodySize}. */
        TOO_LARGE(413),
        /** A signature header is missing, empty or repeated. */
        INCOMPLETE(401),
        /** It is signed by a different algorithm than option {@code signatureType} says. */
        UNSUPPORTED_TYPE(401),
        /** The key that header Wechatpay-Serial names is not trusted, or no longer trusted. */
        UNKNOWN_KEY(401),
        /** The signature does not match. */
        BAD_SIGNATURE(401),
        /** It is a signature probe, by which WeChat Pay tests that you reject wrong signatures. */
        PROBE(401),
        /** Its timestamp differs from the clock of this host by more than option {@code maxClockSkew}. */
        CLOCK_SKEW(401),
        /** Its signature is valid, but its content is not a notification. */
        MALFORMED(400),
        /** Its signature is valid, but option {@code signatureType} needs AEAD_AES_256_GCM (rsa) or AEAD_SM4_GCM (sm2). */
        UNSUPPORTED_ALGORITHM(401),
        /** Its signature is valid, but it is not encrypted under this APIv3 key. */
        UNDECIPHERABLE(401),
        /** The path names no merchant profile, or the content belongs to a different merchant. */
        WRONG_MERCHANT(401),
        /** The content cannot be converted as option {@code bodyType} says, or a field of it cannot be decrypted. */
        UNCONVERTIBLE(500),
        /** The same notification is being processed on this node. */
        IN_WORK(503),
        /** The repository of handled notifications failed. */
        REPOSITORY(500),
        /** The merchant profile that the path or option {@code merchant} names is incomplete or invalid. */
        CONFIGURATION(500),
        /** No consumer of the path receives the event type. */
        UNMATCHED(500),
        /**
         * The limit of running routes is reached, or the consumer is stopping, or the key is unknown while a different
         * notification waits for a download of the platform certificates.
         */
        BUSY(503),
        /** The route took longer than option {@code replyTimeout}. */
        TIMEOUT(500),
        /** The route failed. */
        FAILED(500);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        /** Returns whether the notification did not reach a route. */
        public boolean isBeforeRoute() {
            return this != FAILED && this != TIMEOUT && this != REPOSITORY;
        }

        /** Returns the HTTP status of the response that WeChat Pay gets. */
        public int getStatus() {
            return status;
        }
    }

    private final Reason reason;
    private final @Nullable String eventType;

    /**
     * Creates an exception without event type and cause.
     *
     * @param message holds no content
     */
    public WechatpayNotificationException(Reason reason, String message) {
        this(reason, message, null);
    }

    /**
     * Creates an exception without event type.
     *
     * @param message holds no content
     */
    public WechatpayNotificationException(Reason reason, String message, @Nullable Throwable cause) {
        this(reason, null, message, cause);
    }

    /**
     * Creates an exception.
     *
     * @param eventType the event type of a verified notification, null for a rejected one
     * @param message holds no content
     */
    public WechatpayNotificationException(
            Reason reason, @Nullable String eventType, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.eventType = eventType;
    }

    /** Returns why the notification was rejected or not handled. */
    public Reason getReason() {
        return reason;
    }

    /**
     * Returns the event type of a verified notification that was not handled, such as {@code TRANSACTION.SUCCESS}.
     *
     * @return null for a notification that was rejected
     */
    public @Nullable String getEventType() {
        return eventType;
    }
}
