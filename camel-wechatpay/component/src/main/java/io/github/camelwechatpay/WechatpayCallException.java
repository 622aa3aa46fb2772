package io.github.camelwechatpay;

import io.github.camelwechatpay.call.Answer;
import io.github.camelwechatpay.call.ApiError;
import io.github.camelwechatpay.call.Call;
import io.github.camelwechatpay.call.ErrorDetail;
import io.github.camelwechatpay.call.RetryAfter;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/**
 * A call that failed. {@link #getOutcome()} says what is known about the operation, {@link #isRetryable()} and
 * {@link #isQueryFirst()} what may be done next. The message holds method, path, status, API code and request id, never
 * a key, a body, a query or a signature. Immutable.
 */
public final class WechatpayCallException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

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
    private final boolean retryable;
    private final boolean query;
    private final int statusCode;
    private final String code;
    private final String apiMessage;
    private final String detail;
    private final String requestId;
    private final Duration retryAfter;
    private final String why;

    private WechatpayCallException(
            Outcome outcome,
            boolean retryable,
            Object call,
            Answer answer,
            ApiError error,
            Duration retryAfter,
            String why,
            Throwable cause) {
        super(
                "WeChat Pay call " + label(outcome) + (call == null ? "" : ": " + call) + ": " + why
                        + advice(outcome, retryable, call),
                cause);
        this.outcome = outcome;
        this.retryable = retryable;
        this.query = call instanceof Call sent && isQuery(sent);
        this.statusCode = answer == null ? 0 : answer.status();
        this.requestId = answer == null ? null : answer.requestId();
        this.code = error == null ? null : error.code();
        this.apiMessage = error == null ? null : error.message();
        this.detail = error == null ? null : error.detail();
        this.retryAfter = retryAfter;
        this.why = why;
    }

    private WechatpayCallException(WechatpayCallException failure, String remark) {
        super(failure.getMessage() + remark, failure.getCause());
        this.outcome = failure.outcome;
        this.retryable = failure.retryable;
        this.query = failure.query;
        this.statusCode = failure.statusCode;
        this.requestId = failure.requestId;
        this.code = failure.code;
        this.apiMessage = failure.apiMessage;
        this.detail = failure.detail;
        this.retryAfter = failure.retryAfter;
        this.why = failure.why;
        setStackTrace(failure.getStackTrace());
        for (Throwable suppressed : failure.getSuppressed()) {
            addSuppressed(suppressed);
        }
    }

    /** The same failure with another sentence in its message. */
    WechatpayCallException with(String sentence) {
        return new WechatpayCallException(this, ". " + sentence);
    }

    private static String label(Outcome outcome) {
        return outcome == Outcome.UNKNOWN
                ? "outcome unknown"
                : outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String advice(Outcome outcome, boolean retryable, Object call) {
        if (outcome != Outcome.UNKNOWN && outcome != Outcome.UNVERIFIED) {
            return "";
        }
        if (call instanceof Call sent && isQuery(sent)) {
            return outcome == Outcome.UNKNOWN ? ". This call changes nothing: repeat it" : "";
        }
        return ". The operation may have happened: query it before you repeat it"
                + (retryable ? ", or repeat the identical request" : "");
    }

    /**
     * The message, an option or a header does not make a call; repeating it would fail again.
     *
     * @param call the operation, or null when there is none yet
     */
    public static WechatpayCallException invalid(Object call, Exception cause) {
        String why = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
        return new WechatpayCallException(Outcome.NOT_SENT, false, call, null, null, null, why, cause);
    }

    /**
     * Nothing was written to the gateway.
     *
     * @param call the call, or method and path of one that could not be completed
     */
    public static WechatpayCallException notSent(Object call, String why, Throwable cause) {
        return new WechatpayCallException(Outcome.NOT_SENT, true, call, null, null, null, why, cause);
    }

    /**
     * An error stopped the component.
     *
     * @param call the request, or null when nothing was written
     * @param operation method and path of a request that could not be completed; used when {@code call} is null
     */
    static WechatpayCallException interrupted(Call call, Object operation, Throwable error) {
        String name = error.getClass().getSimpleName();
        return call == null
                ? notSent(operation, "the component failed before it sent the request (" + name + ")", error)
                : unknown(call, "sent, but the component failed before it had a result (" + name + ")", error);
    }

    /** Something was written, nothing usable came back. */
    public static WechatpayCallException unknown(Call call, String why, Throwable cause) {
        return new WechatpayCallException(Outcome.UNKNOWN, isQuery(call), call, null, null, null, why, cause);
    }

    /**
     * The backup host did not answer either.
     *
     * @param call to the backup host
     * @param before why it was tried
     * @param then what became of it
     */
    public static WechatpayCallException notByBackup(
            Call call, WechatpayCallException before, WechatpayCallException then) {
        String why = before.why + "; then to the backup host " + call.origin().getHost() + ": " + then.why;
        // Neither is a cause: Camel takes the innermost exception of a type for the one that happened
        WechatpayCallException both = before.outcome == Outcome.NOT_SENT && then.outcome == Outcome.NOT_SENT
                ? notSent(call, why, then.getCause())
                : unknown(call, why, then.getCause());
        if (before.getCause() != null) {
            both.addSuppressed(before.getCause());
        }
        return both;
    }

    /** A success was answered and verified, but cannot be used. */
    public static WechatpayCallException unusable(Call call, Answer answer, String why, Throwable cause) {
        return new WechatpayCallException(Outcome.UNKNOWN, isQuery(call), call, answer, null, null, why, cause);
    }

    /** A success was answered that must not be trusted. */
    public static WechatpayCallException unverified(Call call, Answer answer, Throwable cause) {
        return unverified(call, answer, cause.getMessage(), cause);
    }

    /**
     * A success was answered that must not be trusted.
     *
     * @param flaw what is wrong with the response
     * @param cause may be null
     */
    public static WechatpayCallException unverified(Call call, Answer answer, String flaw, Throwable cause) {
        String why = "answered " + answer.status() + ", but " + flaw + request(answer);
        return new WechatpayCallException(Outcome.UNVERIFIED, isQuery(call), call, answer, null, null, why, cause);
    }

    /**
     * Another status than 2xx was answered. Error answers are not signed: only their kind is acted on.
     *
     * @param clock says how far off a date in header Retry-After is
     */
    public static WechatpayCallException answered(Call call, Answer answer, Clock clock) {
        ApiError error = ApiError.read(answer.body());
        int status = answer.status();
        boolean rejected = status < 500 && status != REQUEST_TIMEOUT;
        boolean retryable = status == TOO_MANY_REQUESTS || status >= 500 && error.isRepeatable() || isQuery(call);
        ErrorDetail detail = ErrorDetail.read(answer.body());
        String why = "answered " + status
                + (error.code() == null ? " without an API code" : " " + error.code())
                + (error.message() == null ? "" : ": " + detail.conceal(error.message()))
                + detail.text()
                + request(answer)
                + hint(call, answer, error, detail);
        return new WechatpayCallException(
                rejected ? Outcome.REJECTED : Outcome.UNKNOWN,
                retryable,
                call,
                answer,
                error,
                RetryAfter.read(answer.retryAfter(), clock),
                why,
                null);
    }

    /** Empty where the status says nothing about the configuration. */
    private static String hint(Call call, Answer answer, ApiError error, ErrorDetail detail) {
        if (answer.status() == UNAUTHORIZED) {
            return " - " + detail.signatureHint(call);
        }
        if (answer.status() == PROXY_AUTHENTICATION_REQUIRED) {
            return ". A proxy asks for a user: check options proxyUsername and proxyPassword";
        }
        if (answer.status() == BAD_REQUEST && error.code() == null && call.isInClear()) {
            return ". If the address is a port for TLS, write https in option baseUri (backupBaseUri)";
        }
        return answer.redirect()
                .map(host -> ". It redirects to " + host + ", and redirects are not followed. Check option baseUri")
                .orElse("");
    }

    /** Why the call failed: the message without outcome, method and path. */
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
        return (outcome == Outcome.UNKNOWN || outcome == Outcome.UNVERIFIED) && !query && !retryable;
    }

    private static boolean isQuery(Call call) {
        return "GET".equals(call.method());
    }

    private static String request(Answer answer) {
        return answer.requestId() == null ? "" : " (Request-ID " + answer.requestId() + ")";
    }
}
