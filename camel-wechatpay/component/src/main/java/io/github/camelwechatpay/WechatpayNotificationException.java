package io.github.camelwechatpay;

/**
 * A notification that was refused, or that a route did not handle. The message holds serial, timestamp, event type and
 * sizes, never content. Immutable.
 */
public final class WechatpayNotificationException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why, and the HTTP status that WeChat Pay gets. */
    public enum Reason {
        /** It came from an address that option {@code allowedSources} does not list, or from an unknown one. */
        SOURCE(403),
        /** No body, or a body that the HTTP server took apart, such as a form. */
        NO_BODY(400),
        /** Larger than option {@code maxBodySize}. */
        TOO_LARGE(413),
        /** A signature header is missing, empty or repeated. */
        INCOMPLETE(401),
        /** Signed in another way than option signatureType says. */
        UNSUPPORTED_TYPE(401),
        /** The key of header Wechatpay-Serial is not trusted, or not any more. */
        UNKNOWN_KEY(401),
        /** The signature does not match. */
        BAD_SIGNATURE(401),
        /** WeChat Pay tests whether wrong signatures are refused. */
        PROBE(401),
        /** Signed too long ago, or in the future. */
        CLOCK_SKEW(401),
        /** Signed, but not a notification. */
        MALFORMED(400),
        /** Signed, but encrypted in another way than option signatureType says: AEAD_AES_256_GCM, or AEAD_SM4_GCM. */
        UNSUPPORTED_ALGORITHM(401),
        /** Signed, but not encrypted under this APIv3 key. */
        UNDECIPHERABLE(401),
        /** The path names no merchant profile, or the content is about another merchant than the profile's. */
        WRONG_MERCHANT(401),
        /** The content does not become what option {@code bodyType} says, or a field in it cannot be decrypted. */
        UNCONVERTIBLE(500),
        /** The same notification is in work on this node. */
        IN_WORK(503),
        /** The repository of handled notifications failed. */
        REPOSITORY(500),
        /** The merchant profile that the path or option merchant names is incomplete or wrong. */
        CONFIGURATION(500),
        /** No consumer of the path asked for the event type. */
        UNMATCHED(500),
        /**
         * As many routes as allowed are running, the consumer is stopping, or the key is unknown and another notification
         * waits for a download of the platform certificates.
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

        /** Whether no route has seen anything of the notification. */
        public boolean isBeforeRoute() {
            return this != FAILED && this != TIMEOUT && this != REPOSITORY;
        }

        /** HTTP status of the response that WeChat Pay gets. */
        public int getStatus() {
            return status;
        }
    }

    private final Reason reason;
    private final String eventType;

    /** @param message holds no content */
    public WechatpayNotificationException(Reason reason, String message) {
        this(reason, message, null);
    }

    /**
     * @param message holds no content
     * @param cause or null
     */
    public WechatpayNotificationException(Reason reason, String message, Throwable cause) {
        this(reason, null, message, cause);
    }

    /**
     * @param eventType of the notification, or null
     * @param message holds no content
     * @param cause or null
     */
    public WechatpayNotificationException(Reason reason, String eventType, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.eventType = eventType;
    }

    /** Why it was refused or not handled. */
    public Reason getReason() {
        return reason;
    }

    /**
     * Event type of a verified notification that was not handled, such as {@code TRANSACTION.SUCCESS}; null for a
     * notification that was rejected.
     */
    public String getEventType() {
        return eventType;
    }
}
