package io.github.camelwechatpay;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reports a call that failed. {@link #getOutcome()} tells what is known about the operation. {@link #isRetryable()} and
 * {@link #isQueryFirst()} tell what your route may do next. The message holds method, path, status, API code and request
 * ID, never a key, a body, a query or a signature. Immutable.
 *
 * <p>The component makes these exceptions. A test of your route can make them by {@link #builder(Outcome, String)}.
 */
public final class WechatpayCallException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Represents what is known about the operation. */
    public enum Outcome {
        /** No byte was written to WeChat Pay: the operation has not happened. */
        NOT_SENT,
        /**
         * WeChat Pay rejected the request. This applies to this attempt only: {@code ALREADY_EXISTS} after an
         * {@code UNKNOWN} means that the earlier attempt worked.
         */
        REJECTED,
        /** Sent without a usable response: the operation may have happened. Query it before you retry a write. */
        UNKNOWN,
        /** The response reports success, but failed verification: the operation may have happened. */
        UNVERIFIED
    }

    private final Outcome outcome;
    private final String why;
    private final boolean retryable;
    private final int statusCode;
    private final @Nullable String code;
    private final @Nullable String apiMessage;
    private final @Nullable String detail;
    private final @Nullable String requestId;
    private final @Nullable Duration retryAfter;

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
     * Begins an exception that is not retryable and has no response, such as one that a test throws into a route:
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
        private @Nullable String code;
        private @Nullable String apiMessage;
        private @Nullable String detail;
        private @Nullable String requestId;
        private @Nullable Duration retryAfter;
        private @Nullable Throwable cause;

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
        public Builder code(@Nullable String value) {
            code = value;
            return this;
        }

        /** Sets {@link WechatpayCallException#getApiMessage()}; default is null. */
        public Builder apiMessage(@Nullable String value) {
            apiMessage = value;
            return this;
        }

        /** Sets {@link WechatpayCallException#getDetail()}; default is null. */
        public Builder detail(@Nullable String value) {
            detail = value;
            return this;
        }

        /** Sets {@link WechatpayCallException#getRequestId()}; default is null. */
        public Builder requestId(@Nullable String value) {
            requestId = value;
            return this;
        }

        /** Sets {@link WechatpayCallException#getRetryAfter()}; default is null. */
        public Builder retryAfter(@Nullable Duration value) {
            retryAfter = value;
            return this;
        }

        /** Sets {@link WechatpayCallException#getCause()}; default is null. */
        public Builder cause(@Nullable Throwable value) {
            cause = value;
            return this;
        }

        /** Returns the exception, with the stack trace of the caller. */
        public WechatpayCallException build() {
            return new WechatpayCallException(this);
        }
    }

    /**
     * Returns why the call failed: the message without outcome, method, path and advice. Use it in a message of your own
     * that already names the call.
     */
    public String getWhy() {
        return why;
    }

    /** Returns what is known about the operation. */
    public Outcome getOutcome() {
        return outcome;
    }

    /** Returns the HTTP status of the response, 0 if there was no response. */
    public int getStatusCode() {
        return statusCode;
    }

    /** Returns the API code of the error response, such as {@code PARAM_ERROR}, null if it has none. Not authenticated. */
    public @Nullable String getCode() {
        return code;
    }

    /** Returns the message of the error response, null if it has none. Not authenticated. */
    public @Nullable String getApiMessage() {
        return apiMessage;
    }

    /** Returns member {@code detail} of the error response as JSON text, null if it has none. Not authenticated. */
    public @Nullable String getDetail() {
        return detail;
    }

    /** Returns header Request-ID of the response, null if it has none. Quote it to WeChat Pay's support. */
    public @Nullable String getRequestId() {
        return requestId;
    }

    /**
     * Returns how long the error response asks to wait before a retry, by its header Retry-After: zero to one day. WeChat Pay
     * does not document this header; a proxy in between may send it. The component itself never waits. Not authenticated.
     *
     * @return null if the header is missing, malformed, or more than a day
     */
    public @Nullable Duration getRetryAfter() {
        return retryAfter;
    }

    /**
     * Returns whether you may retry the identical request without harm. It is true if no byte was sent, for status 429, for a
     * 5xx with code {@code SYSTEM_ERROR} or {@code RATELIMIT_EXCEEDED}, and for a GET. It is false if the exchange makes no
     * valid request, such as with a missing value or a body that cannot be converted.
     */
    public boolean isRetryable() {
        return retryable;
    }

    /** Returns whether a write may have happened and must not be retried yet. If so, query the operation first. */
    public boolean isQueryFirst() {
        return (outcome == Outcome.UNKNOWN || outcome == Outcome.UNVERIFIED) && !retryable;
    }
}
