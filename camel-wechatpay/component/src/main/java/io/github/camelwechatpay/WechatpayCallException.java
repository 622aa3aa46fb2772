package io.github.camelwechatpay;

import java.time.Duration;
import java.util.Objects;

/**
 * A call that failed. {@link #getOutcome()} says what is known about the operation, {@link #isRetryable()} and
 * {@link #isQueryFirst()} what may be done next. The message holds method, path, status, API code and request id, never
 * a key, a body, a query or a signature. Immutable.
 *
 * <p>The component makes these exceptions. A test of a route makes its own by {@link #builder(Outcome, String)}.
 */
public final class WechatpayCallException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is known about the operation. */
    public enum Outcome {
        /** Nothing was written to the gateway: the operation has not happened. */
        NOT_SENT,
        /**
         * WeChat Pay answered no. This is about this attempt only: {@code ALREADY_EXISTS} after an {@code UNKNOWN} means
         * that the earlier attempt worked.
         */
        REJECTED,
        /** Sent without a usable answer: the operation may have happened, query it before repeating a write. */
        UNKNOWN,
        /** Answered with success, but the answer failed verification: the operation may have happened. */
        UNVERIFIED
    }

    private final Outcome outcome;
    private final String why;
    private final boolean retryable;
    private final int statusCode;
    private final String code;
    private final String apiMessage;
    private final String detail;
    private final String requestId;
    private final Duration retryAfter;

    private WechatpayCallException(Builder facts) {
        super(facts.message, facts.cause);
        this.outcome = facts.outcome;
        this.why = facts.why;
        this.retryable = facts.retryable;
        this.statusCode = facts.statusCode;
        this.code = facts.code;
        this.apiMessage = facts.apiMessage;
        this.detail = facts.detail;
        this.requestId = facts.requestId;
        this.retryAfter = facts.retryAfter;
    }

    /**
     * Begins an exception that is not retryable and has no answer, such as the one that a test throws into a route:
     * {@code builder(Outcome.REJECTED, "no balance").statusCode(403).code("NOT_ENOUGH").build()}.
     *
     * @param message the whole message
     */
    public static Builder builder(Outcome outcome, String message) {
        return new Builder(outcome, message);
    }

    /** Collects what is known about a failed call. Not thread-safe. */
    public static final class Builder {

        private final Outcome outcome;
        private final String message;
        private String why;
        private boolean retryable;
        private int statusCode;
        private String code;
        private String apiMessage;
        private String detail;
        private String requestId;
        private Duration retryAfter;
        private Throwable cause;

        private Builder(Outcome outcome, String message) {
            this.outcome = Objects.requireNonNull(outcome, "outcome");
            this.message = message;
            this.why = message;
        }

        /** Sets {@link WechatpayCallException#getWhy()}; default is the whole message. */
        public Builder why(String value) {
            why = value;
            return this;
        }

        /** Sets {@link WechatpayCallException#isRetryable()}; default is false. */
        public Builder retryable(boolean value) {
            retryable = value;
            return this;
        }

        /** Sets {@link WechatpayCallException#getStatusCode()}; default is 0. */
        public Builder statusCode(int value) {
            statusCode = value;
            return this;
        }

        /** Sets {@link WechatpayCallException#getCode()}; default is null. */
        public Builder code(String value) {
            code = value;
            return this;
        }

        /** Sets {@link WechatpayCallException#getApiMessage()}; default is null. */
        public Builder apiMessage(String value) {
            apiMessage = value;
            return this;
        }

        /** Sets {@link WechatpayCallException#getDetail()}; default is null. */
        public Builder detail(String value) {
            detail = value;
            return this;
        }

        /** Sets {@link WechatpayCallException#getRequestId()}; default is null. */
        public Builder requestId(String value) {
            requestId = value;
            return this;
        }

        /** Sets {@link WechatpayCallException#getRetryAfter()}; default is null. */
        public Builder retryAfter(Duration value) {
            retryAfter = value;
            return this;
        }

        /** Sets {@link WechatpayCallException#getCause()}; default is null. */
        public Builder cause(Throwable value) {
            cause = value;
            return this;
        }

        /** Returns the exception, with the stack trace of the caller. */
        public WechatpayCallException build() {
            return new WechatpayCallException(this);
        }
    }

    /**
     * Why the call failed: the message without outcome, method, path and advice. Fit for a message of your own that names
     * the call already.
     */
    public String getWhy() {
        return why;
    }

    /** What is known about the operation. */
    public Outcome getOutcome() {
        return outcome;
    }

    /** HTTP status of the answer, 0 when there was none. */
    public int getStatusCode() {
        return statusCode;
    }

    /** API code of the error answer, such as {@code PARAM_ERROR}; null when there is none. Not authenticated. */
    public String getCode() {
        return code;
    }

    /** Message of the error answer; null when there is none. Not authenticated. */
    public String getApiMessage() {
        return apiMessage;
    }

    /** Member {@code detail} of the error answer as JSON text; null when there is none. Not authenticated. */
    public String getDetail() {
        return detail;
    }

    /** Header Request-ID of the answer, to be quoted to WeChat Pay's support; null when there is none. */
    public String getRequestId() {
        return requestId;
    }

    /**
     * How long the error answer asks to wait before the next attempt, by its header Retry-After: zero to a day; null when
     * it says nothing, nothing sensible, or more. WeChat Pay does not document it, a proxy in between may send it. Not
     * authenticated, and never waited for by the component.
     */
    public Duration getRetryAfter() {
        return retryAfter;
    }

    /**
     * Whether the identical request may be repeated without harm: nothing was sent, 429, a 5xx with code
     * {@code SYSTEM_ERROR} or {@code RATELIMIT_EXCEEDED}, or a GET. What never made a call (a missing value, a body that cannot be written)
     * is not retryable.
     */
    public boolean isRetryable() {
        return retryable;
    }

    /** Whether a write may have happened and is not documented as repeatable: query the operation first. */
    public boolean isQueryFirst() {
        return (outcome == Outcome.UNKNOWN || outcome == Outcome.UNVERIFIED) && !retryable;
    }
}
