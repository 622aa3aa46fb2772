package io.github.camelwechatpay.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Builder;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes the exception of a failed call: decides about outcome and retry, and writes the message. A message holds method and
 * path but no query, because a query may hold personal data.
 */
public final class Failures {

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    private Failures() {}

    /**
     * Makes the exception of a call that cannot be made of the message, the options and the headers. A retry would fail again.
     *
     * @param operation null if it is not known yet
     */
    public static WechatpayCallException invalid(@Nullable Object operation, Exception cause) {
        String why = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
        return unsent(operation, why).retryable(false).cause(cause).build();
    }

    /**
     * Makes the exception of a call of which nothing was written to the gateway.
     *
     * @param operation the call, or method and path of a call that could not be completed; null if it is not known yet
     */
    public static WechatpayCallException notSent(@Nullable Object operation, String why, @Nullable Throwable cause) {
        return unsent(operation, why).retryable(true).cause(cause).build();
    }

    /**
     * Makes the exception of a call during which an error stopped the component.
     *
     * @param call the request, null if nothing was written
     * @param operation method and path of a request that could not be completed; used if {@code call} is null
     */
    public static WechatpayCallException interrupted(@Nullable Call call, @Nullable Object operation, Throwable error) {
        String name = error.getClass().getSimpleName();
        return call == null
                ? notSent(operation, "the component failed before it sent the request (" + name + ")", error)
                : unknown(call, "sent, but the component failed before it had a result (" + name + ")", error);
    }

    /** Makes the exception of a call that was sent, and to which no usable response came back. */
    public static WechatpayCallException unknown(Call call, String why, @Nullable Throwable cause) {
        return sent(Outcome.UNKNOWN, isQuery(call), call, why).cause(cause).build();
    }

    /**
     * Makes the exception of a call to which the backup host did not respond either.
     *
     * @param call to the backup host
     * @param before why the backup host was tried
     * @param then how the call to the backup host failed
     */
    static WechatpayCallException notByBackup(Call call, WechatpayCallException before, WechatpayCallException then) {
        String why =
                before.getWhy() + "; then to the backup host " + call.origin().getHost() + ": " + then.getWhy();
        // Neither exception is the cause: Camel takes the innermost exception of a type for the failure of the exchange
        WechatpayCallException both = before.getOutcome() == Outcome.NOT_SENT && then.getOutcome() == Outcome.NOT_SENT
                ? notSent(call, why, then.getCause())
                : unknown(call, why, then.getCause());
        if (before.getCause() != null) {
            both.addSuppressed(before.getCause());
        }
        return both;
    }

    /** Makes the exception of a verified response with success that cannot be used. */
    public static WechatpayCallException unusable(Call call, Answer answer, String why, @Nullable Throwable cause) {
        return answered(Outcome.UNKNOWN, isQuery(call), call, answer, why)
                .cause(cause)
                .build();
    }

    /** Makes the exception of a response that reports success, but must not be trusted. */
    public static WechatpayCallException unverified(Call call, Answer answer, Throwable cause) {
        return unverified(call, answer, cause.getMessage(), cause);
    }

    /**
     * Makes the exception of a response that reports success, but must not be trusted.
     *
     * @param flaw what is wrong with the response
     */
    public static WechatpayCallException unverified(Call call, Answer answer, String flaw, @Nullable Throwable cause) {
        String why = "answered " + answer.status() + ", but " + flaw + request(answer);
        return answered(Outcome.UNVERIFIED, isQuery(call), call, answer, why)
                .cause(cause)
                .build();
    }

    /**
     * Makes the exception of a response with another status than 2xx. Error responses are not signed, so only status and code
     * decide.
     *
     * @param clock tells how far off a date in header Retry-After is
     */
    static WechatpayCallException answered(Call call, Answer answer, Clock clock) {
        JsonNode body = ApiError.tree(answer.body());
        ApiError error = ApiError.of(body);
        ErrorDetail detail = ErrorDetail.of(body);
        int status = answer.status();
        boolean rejected = status < 500 && status != REQUEST_TIMEOUT;
        boolean retryable = status == TOO_MANY_REQUESTS || status >= 500 && error.isRepeatable() || isQuery(call);
        String why = "answered " + status
                + (error.code() == null ? " without an API code" : " " + error.code())
                + (error.message() == null ? "" : ": " + detail.conceal(error.message()))
                + detail.text()
                + request(answer)
                + hint(call, answer, error, detail);
        return answered(rejected ? Outcome.REJECTED : Outcome.UNKNOWN, retryable, call, answer, why)
                .code(error.code())
                .apiMessage(error.message())
                .detail(error.detail())
                .retryAfter(RetryAfter.read(answer.retryAfter(), clock))
                .build();
    }

    /** Returns the same failure with another sentence at the end of its message. */
    public static WechatpayCallException with(WechatpayCallException failure, String sentence) {
        WechatpayCallException copy = WechatpayCallException.builder(
                        failure.getOutcome(), failure.getMessage() + ". " + sentence)
                .why(failure.getWhy())
                .retryable(failure.isRetryable())
                .statusCode(failure.getStatusCode())
                .code(failure.getCode())
                .apiMessage(failure.getApiMessage())
                .detail(failure.getDetail())
                .requestId(failure.getRequestId())
                .retryAfter(failure.getRetryAfter())
                .cause(failure.getCause())
                .build();
        copy.setStackTrace(failure.getStackTrace());
        for (Throwable suppressed : failure.getSuppressed()) {
            copy.addSuppressed(suppressed);
        }
        return copy;
    }

    /**
     * Returns what to do if a call without TLS fails at a port that may expect TLS.
     *
     * @param address the port, as the subject of a sentence
     */
    public static String tlsAdvice(String address) {
        return "If " + address + " is a port for TLS, write https in option baseUri (backupBaseUri)";
    }

    private static Builder unsent(@Nullable Object operation, String why) {
        return WechatpayCallException.builder(Outcome.NOT_SENT, message(Outcome.NOT_SENT, operation, why))
                .why(why);
    }

    private static Builder answered(Outcome outcome, boolean retryable, Call call, Answer answer, String why) {
        return sent(outcome, retryable, call, why).statusCode(answer.status()).requestId(answer.requestId());
    }

    private static Builder sent(Outcome outcome, boolean retryable, Call call, String why) {
        return WechatpayCallException.builder(outcome, message(outcome, call, why) + advice(outcome, retryable, call))
                .why(why)
                .retryable(retryable);
    }

    private static String message(Outcome outcome, @Nullable Object operation, String why) {
        String label = outcome == Outcome.UNKNOWN
                ? "outcome unknown"
                : outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return "WeChat Pay call " + label + (operation == null ? "" : ": " + operation) + ": " + why;
    }

    private static String advice(Outcome outcome, boolean retryable, Call call) {
        if (outcome == Outcome.REJECTED) {
            return "";
        }
        if (isQuery(call)) {
            return outcome == Outcome.UNKNOWN ? ". This call changes nothing: repeat it" : "";
        }
        return ". The operation may have happened: query it before you repeat it"
                + (retryable ? ", or repeat the identical request" : "");
    }

    /** Returns what to check; empty if the status says nothing about the configuration. */
    private static String hint(Call call, Answer answer, ApiError error, ErrorDetail detail) {
        if (answer.status() == UNAUTHORIZED) {
            return " - " + detail.signatureHint(call);
        }
        if (answer.status() == PROXY_AUTHENTICATION_REQUIRED) {
            return ". A proxy asks for a user: check options proxyUsername and proxyPassword";
        }
        if (answer.status() == BAD_REQUEST && error.code() == null && call.isInClear()) {
            return ". " + tlsAdvice("the address");
        }
        return answer.redirect()
                .map(host -> ". It redirects to " + host + ", and redirects are not followed. Check option baseUri")
                .orElse("");
    }

    private static boolean isQuery(Call call) {
        return "GET".equals(call.method());
    }

    private static String request(Answer answer) {
        return answer.requestId() == null ? "" : " (Request-ID " + answer.requestId() + ")";
    }
}
