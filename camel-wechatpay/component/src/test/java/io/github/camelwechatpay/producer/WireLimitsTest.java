package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A response whose head has no end is given up, before it fills the memory. */
class WireLimitsTest extends RawGatewayTestSupport {

    private static final Map<String, Object> REQUEST = Map.of("service_id", "500001");
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
    private static final int WHOLE = 64 * 1024 * 1024;

    private final AtomicLong written = new AtomicLong();

    static Stream<Arguments> endless() {
        return Stream.of(
                arguments("status line", "HTTP/1.1 200 ", "x".repeat(100)),
                arguments("header line", OK + "X-Long: ", "x".repeat(100)),
                arguments("header name", OK, "x".repeat(100)),
                arguments("continued header line", OK + "X-Long: a\r\n", " xxxxxxxxxxxxxxxxxx\r\n"),
                arguments("number of headers", OK, "X-Many: x\r\n"),
                arguments("headers without a name", OK, "x\r\n"),
                arguments("empty lines before the status line", "", "\r\n"),
                arguments("interim response", "HTTP/1.1 103 Early Hints\r\n", "Link: x\r\n"),
                arguments("chunk extension", CHUNKED + "1;", "a=b;"),
                arguments("chunk length", CHUNKED, "0"),
                arguments("trailer line", CHUNKED + "0\r\nX-Long: ", "x".repeat(100)),
                arguments("number of trailers", CHUNKED + "0\r\n", "X-Many: x\r\n"));
    }

    private void write(String head, String piece, OutputStream out) throws IOException {
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        byte[] pieces = piece.repeat(1000).getBytes(StandardCharsets.US_ASCII);
        while (written.get() < WHOLE) {
            out.write(pieces);
            written.addAndGet(pieces.length);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endless")
    void isGivenUpAndLeavesTheOutcomeUnknown(String name, String head, String piece) throws Exception {
        gateway.otherwise((request, out) -> write(head, piece, out));
        startCalling(PERMISSIONS);

        WechatpayCallException failure = fail(REQUEST);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(failure.isQueryFirst()).isTrue();
        assertThat(failure).hasMessageNotContaining("xxx");
        assertThat(written.get()).isLessThan(WHOLE);
        gateway.otherwise(RawGatewayAnswer.signed(200, "{}"));
        succeed(e -> e.getMessage().setBody(REQUEST));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endless")
    void isGivenUpByADownload(String name, String head, String piece) throws Exception {
        gateway.otherwise((request, out) -> write(head, piece, out));
        startCalling("wechatpay:v3/bill/tradebill?responseType=stream&query.bill_date=2026-11-29");

        assertThat(fail(null).getOutcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(written.get()).isLessThan(WHOLE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endless")
    void isGivenUpAsTheAnswerOfAProxy(String name, String head, String piece) throws Exception {
        configuration.setProxyHost("127.0.0.1");
        configuration.setProxyPort(gateway.port());
        configuration.setBaseUri("https://wechat.example");
        gateway.otherwise((request, out) -> write(head.replace("200 OK", "403 Forbidden"), piece, out));
        startCalling(PERMISSIONS);

        WechatpayCallException failure = fail(REQUEST);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(written.get()).isLessThan(WHOLE);
    }

    @Test
    void theMessageSaysWhatIsTooLarge() throws Exception {
        gateway.otherwise((request, out) -> write(OK, "X-Many: x\r\n", out));
        startCalling(PERMISSIONS);

        assertThat(fail(REQUEST))
                .hasMessageContaining("sent, no response: the head of the response is too large"
                        + " (MessageConstraintException): at most 100 header lines of 16384 bytes are read. The"
                        + " operation may have happened");
    }

    @Test
    void aLargeHeadIsRead() throws Exception {
        RawGatewayAnswer answer = RawGatewayAnswer.signed(200, "{}").and("X-Long", "x".repeat(16_000));
        for (int i = 0; i < 80; i++) {
            answer = answer.and("X-Many", "x");
        }
        gateway.otherwise(answer);
        startCalling(PERMISSIONS);

        succeed(e -> e.getMessage().setBody(REQUEST));
    }
}
