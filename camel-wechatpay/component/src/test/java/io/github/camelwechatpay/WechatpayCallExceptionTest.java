package io.github.camelwechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.WechatpayCallException.Outcome;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a test of a route can make. */
class WechatpayCallExceptionTest {

    @Test
    void isMadeOfPlainValues() {
        IOException cause = new IOException();

        WechatpayCallException e = WechatpayCallException.builder(Outcome.REJECTED, "rejected: no balance")
                .why("no balance")
                .retryable(true)
                .statusCode(403)
                .code("NOT_ENOUGH")
                .apiMessage("余额不足")
                .detail("{}")
                .requestId("08F-1")
                .retryAfter(Duration.ofSeconds(7))
                .cause(cause)
                .build();

        assertThat(e).hasMessage("rejected: no balance").hasCause(cause);
        assertThat(e.getOutcome()).isEqualTo(Outcome.REJECTED);
        assertThat(e.getWhy()).isEqualTo("no balance");
        assertThat(e.isRetryable()).isTrue();
        assertThat(e.getStatusCode()).isEqualTo(403);
        assertThat(e.getCode()).isEqualTo("NOT_ENOUGH");
        assertThat(e.getApiMessage()).isEqualTo("余额不足");
        assertThat(e.getDetail()).isEqualTo("{}");
        assertThat(e.getRequestId()).isEqualTo("08F-1");
        assertThat(e.getRetryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @CsvSource({"NOT_SENT, false", "REJECTED, false", "UNKNOWN, true", "UNVERIFIED, true"})
    void asksForAQueryWhereTheOperationMayHaveHappened(Outcome outcome, boolean queryFirst) {
        assertThat(WechatpayCallException.builder(outcome, "failed").build().isQueryFirst())
                .isEqualTo(queryFirst);
        assertThat(WechatpayCallException.builder(outcome, "failed")
                        .retryable(true)
                        .build()
                        .isQueryFirst())
                .isFalse();
    }
}
