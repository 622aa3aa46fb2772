package io.github.camelwechatpay.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.crypto.SignedHeaders;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest(name = "{0} {1} to {2}")
    @CsvSource({
        // status, code, method, outcome, retryable, queryFirst
        "302,                   , POST,   REJECTED, false, false",
        "400, PARAM_ERROR       , POST,   REJECTED, false, false",
        "400, ALREADY_EXISTS    , POST,   REJECTED, false, false",
        "400, SYSTEM_ERROR      , POST,   REJECTED, false, false",
        "401, SIGN_ERROR        , POST,   REJECTED, false, false",
        "403, NO_AUTH           , PATCH,  REJECTED, false, false",
        "404, ORDER_NOT_EXIST   , GET,    REJECTED, true,  false",
        "408,                   , POST,   UNKNOWN,  false, true",
        "408,                   , GET,    UNKNOWN,  true,  false",
        "429, RATELIMIT_EXCEEDED, POST,   REJECTED, true,  false",
        "429,                   , DELETE, REJECTED, true,  false",
        "500, SYSTEM_ERROR      , POST,   UNKNOWN,  true,  false",
        "500,                   , POST,   UNKNOWN,  false, true",
        "500, OTHER             , PUT,    UNKNOWN,  false, true",
        "502,                   , POST,   UNKNOWN,  false, true",
        "502,                   , GET,    UNKNOWN,  true,  false",
        "503, SYSTEM_ERROR      , DELETE, UNKNOWN,  true,  false",
        "503, RATELIMIT_EXCEEDED, POST,   UNKNOWN,  true,  false",
        "500, RATELIMIT_EXCEEDED, PATCH,  UNKNOWN,  true,  false"
    })
    void tellsWhatIsKnownAboutAnAnsweredCall(
            int status, String code, String method, Outcome outcome, boolean retryable, boolean queryFirst) {
        Answer answer = answer(status, code == null ? "<html>" : "{\"code\":\"" + code + "\",\"message\":\"m\"}");

        WechatpayCallException e = Failures.answered(call(method), answer, CLOCK);

        assertOutcome(e, outcome, retryable, queryFirst);
        assertThat(e.getStatusCode()).isEqualTo(status);
        assertThat(e.getCode()).isEqualTo(code);
        assertThat(e.getRequestId()).isEqualTo("08F-1");
        assertThat(e.getRetryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void tellsStatusCodeAndRequestIdButNoQueryAndNoBody() {
        Answer answer = answer(
                400, "{\"code\":\"PARAM_ERROR\",\"message\":\"wrong\\nfield\",\"detail\":{\"value\":\"secret\"}}");

        WechatpayCallException e = Failures.answered(call("POST"), answer, CLOCK);

        assertThat(e)
                .hasMessage("WeChat Pay call rejected: POST /v3/a: answered 400 PARAM_ERROR: wrong field"
                        + " (Request-ID 08F-1)");
        assertThat(e.getApiMessage()).isEqualTo("wrong field");
        assertThat(e.getDetail()).isEqualTo("{\"value\":\"secret\"}");
    }

    @ParameterizedTest
    @CsvSource({"GET, true, false", "POST, false, true"})
    void asksToQueryAWriteWithoutAUsableAnswer(String method, boolean retryable, boolean queryFirst) {
        Answer answer = answer(200, "{}");
        Exception cause = new GeneralSecurityException("signature does not match");

        assertOutcome(Failures.unknown(call(method), "read timed out", null), Outcome.UNKNOWN, retryable, queryFirst);
        assertOutcome(Failures.unusable(call(method), answer, "no JSON", null), Outcome.UNKNOWN, retryable, queryFirst);
        assertOutcome(Failures.unverified(call(method), answer, cause), Outcome.UNVERIFIED, retryable, queryFirst);
    }

    @Test
    void saysThatAnUnverifiedWriteMayHaveHappened() {
        Exception cause = new GeneralSecurityException("signature does not match");

        assertThat(Failures.unverified(call("POST"), answer(200, "{}"), cause))
                .hasMessage("WeChat Pay call unverified: POST /v3/a: answered 200, but signature does not match"
                        + " (Request-ID 08F-1). The operation may have happened: query it before you repeat it")
                .hasCause(cause);
    }

    @Test
    void repeatsWhatWasNotSentUnlessItIsWrongInItself() {
        WechatpayCallException notSent = Failures.notSent(call("POST"), "no connection", null);

        assertOutcome(notSent, Outcome.NOT_SENT, true, false);
        assertThat(notSent).hasMessage("WeChat Pay call not sent: POST /v3/a: no connection");
        assertThat(notSent.getStatusCode()).isZero();
        assertThat(notSent.getRetryAfter()).isNull();
        assertOutcome(
                Failures.invalid("POST v3/a", new IllegalArgumentException("no option x")),
                Outcome.NOT_SENT,
                false,
                false);
    }

    @Test
    void addsASentenceAndKeepsAllElse() {
        WechatpayCallException failure = Failures.answered(
                call("POST"), answer(503, "{\"code\":\"SYSTEM_ERROR\",\"message\":\"m\",\"detail\":17}"), CLOCK);
        Exception suppressed = new IllegalStateException();
        failure.addSuppressed(suppressed);

        WechatpayCallException more = Failures.with(failure, "Check field a");

        assertThat(more).hasMessage(failure.getMessage() + ". Check field a").hasSuppressedException(suppressed);
        assertThat(more.getStackTrace()).isEqualTo(failure.getStackTrace());
        assertThat(more)
                .usingRecursiveComparison()
                .ignoringFields("detailMessage", "stackTrace", "suppressedExceptions")
                .isEqualTo(failure);
    }

    private static void assertOutcome(
            WechatpayCallException e, Outcome outcome, boolean retryable, boolean queryFirst) {
        assertThat(e.getOutcome()).isEqualTo(outcome);
        assertThat(e.isRetryable()).as("retryable").isEqualTo(retryable);
        assertThat(e.isQueryFirst()).as("queryFirst").isEqualTo(queryFirst);
    }

    private static Call call(String method) {
        return new Call(method, URI.create("https://localhost/"), "", "/v3/a?openid=private", null, "*/*", "", null);
    }

    private static Answer answer(int status, String body) {
        SignedHeaders unsigned = new SignedHeaders(null, null, null, null, null);
        return new Answer(status, unsigned, "08F-1", "7", body.getBytes(StandardCharsets.UTF_8));
    }
}
