package io.github.camelwechatpay.sandbox.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelwechatpay.sandbox.Fault;
import io.github.camelwechatpay.sandbox.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.fixture.TestCrypto;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultTest extends SandboxTestSupport {
    private static final String CERTIFICATES = "v3/certificates";

    private static WireAnswer get() {
        return client.get("/" + CERTIFICATES);
    }

    private static boolean verifies(WireAnswer answer) {
        return TestCrypto.verifies(answer, sandbox.platformCertificate().getPublicKey());
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_429,429,false",
        "HTTP_500,500,false",
        "HTTP_502_HTML,502,false",
        "DROP_BEFORE,0,false",
        "DROP_AFTER,0,true",
        "TRUNCATED,200,true",
        "SIGNTEST,200,true",
        "BAD_SIGNATURE,200,true",
        "STALE,200,true",
        "UNKNOWN_SERIAL,200,true",
        "NO_SIGNATURE,200,true"
    })
    void failsOnceAndSaysWhetherItExecuted(Fault fault, int status, boolean executed) {
        sandbox.fault(fault, 1);

        assertThat(get().status()).isEqualTo(status);
        assertThat(sandbox.executions(CERTIFICATES)).isEqualTo(executed ? 1 : 0);
        assertThat(sandbox.requests()).singleElement().satisfies(seen -> {
            assertThat(seen.executed()).isEqualTo(executed);
            assertThat(seen.fault()).contains(fault.wireName());
        });
        assertThat(verifies(get())).isTrue();
    }

    @Test
    void answersTooManyRequestsAsWeChatPayDoes() {
        sandbox.fault(Fault.HTTP_429, 1);
        WireAnswer answer = get();

        assertThat(answer.code()).isEqualTo("RATELIMIT_EXCEEDED");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void answersASystemErrorAsWeChatPayDoes() {
        sandbox.fault(Fault.HTTP_500, 1);
        assertThat(get().code()).isEqualTo("SYSTEM_ERROR");
    }

    @Test
    void answersAPageLikeAProxy() {
        sandbox.fault(Fault.HTTP_502_HTML, 1);
        WireAnswer answer = get();

        assertThat(answer.header("Content-Type")).isEqualTo("text/html");
        assertThat(answer.text()).startsWith("<html>");
    }

    @Test
    void answersLate() {
        sandbox.fault(Fault.SLOW, 1, CERTIFICATES, Duration.ofMillis(300));
        long begin = System.nanoTime();
        WireAnswer answer = get();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(verifies(answer)).isTrue();
    }

    @Test
    void cutsTheBody() {
        sandbox.fault(Fault.TRUNCATED, 1);
        WireAnswer answer = get();

        assertThat(answer.complete()).isFalse();
        assertThat(answer.body().length).isPositive().isLessThan(Integer.parseInt(answer.header("Content-Length")));
    }

    @Test
    void sendsAProbe() {
        sandbox.fault(Fault.SIGNTEST, 1);
        assertThat(get().header("Wechatpay-Signature")).startsWith("WECHATPAY/SIGNTEST/");
    }

    @Test
    void signsSomethingElse() {
        sandbox.fault(Fault.BAD_SIGNATURE, 1);
        WireAnswer answer = get();

        assertThat(answer.header("Wechatpay-Signature")).hasSize(344);
        assertThat(verifies(answer)).isFalse();
    }

    @Test
    void signsRightlyButLongAgo() {
        sandbox.fault(Fault.STALE, 1);
        WireAnswer answer = get();

        assertThat(verifies(answer)).isTrue();
        assertThat(Long.parseLong(answer.header("Wechatpay-Timestamp")))
                .isLessThan(sandbox.clock().instant().getEpochSecond() - 500);
    }

    @Test
    void namesAnUnknownSerial() {
        sandbox.fault(Fault.UNKNOWN_SERIAL, 1);
        assertThat(get().header("Wechatpay-Serial"))
                .matches("[0-9A-F]{40}")
                .isNotEqualTo(sandbox.platformSerialNumber());
    }

    @Test
    void leavesTheSignatureOut() {
        sandbox.fault(Fault.NO_SIGNATURE, 1);
        assertThat(get().headers().keySet()).noneMatch(name -> name.startsWith("Wechatpay-"));
    }

    @Test
    void meetsOnlyItsOperationAsOftenAsItWasTold() {
        sandbox.fault(Fault.HTTP_500, 2, "/v3/global/certificates");

        assertThat(get().status()).isEqualTo(200);
        assertThat(client.get("/v3/global/certificates").status()).isEqualTo(500);
        assertThat(client.get("/v3/global/certificates").status()).isEqualTo(500);
        assertThat(client.get("/v3/global/certificates").status()).isEqualTo(200);
    }

    @Test
    void waitsForARequestThatPassesTheChecks() {
        sandbox.fault(Fault.HTTP_429, 1);

        assertThat(client.get("/v3/nothing").status()).isEqualTo(404);
        assertThat(client.request("GET", "/v3/certificates")
                        .with("mchid", "1")
                        .send()
                        .status())
                .isEqualTo(401);
        assertThat(get().status()).isEqualTo(429);
    }

    @Test
    void meetsFaultsInTheOrderOfArming() {
        sandbox.fault(Fault.HTTP_500, 1);
        sandbox.fault(Fault.HTTP_429, 1);

        assertThat(get().status()).isEqualTo(500);
        assertThat(get().status()).isEqualTo(429);
        assertThat(get().status()).isEqualTo(200);
    }

    @Test
    void refusesAFaultThatCouldNeverHappen() {
        assertThatThrownBy(() -> sandbox.fault(Fault.HTTP_500, 0)).hasMessageContaining("count");
        assertThatThrownBy(() -> sandbox.fault(Fault.HTTP_500, 1, "v3/certificate"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("v3/certificates");
        assertThatThrownBy(() -> sandbox.fault(Fault.SLOW, 1, "", Duration.ofSeconds(-1)))
                .hasMessageContaining("delay");
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void hasAWireName(Fault fault) {
        assertThat(Fault.ofWireName(fault.wireName())).contains(fault);
        assertThat(fault.wireName()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    }
}
