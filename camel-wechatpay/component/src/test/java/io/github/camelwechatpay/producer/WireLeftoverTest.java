package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.fixture.RawGateway;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The component never takes unread bytes for the response to the next call. */
class WireLeftoverTest extends RawGatewayTestSupport {

    private static final Map<String, Object> REQUEST = Map.of("service_id", "500001");
    private static final RawGatewayAnswer FIRST = RawGatewayAnswer.signed(200, "{\"answer\":\"first\"}");
    private static final RawGatewayAnswer EXTRA = RawGatewayAnswer.signed(200, "{\"answer\":\"extra\"}");
    private static final RawGatewayAnswer OWN = RawGatewayAnswer.signed(200, "{\"answer\":\"own\"}");

    static Stream<Arguments> leftovers() {
        String error = "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}";
        return Stream.of(
                leftover("a second response", out(FIRST.bytes(), EXTRA.bytes())),
                leftover("two more responses", out(FIRST.bytes(), EXTRA.bytes(), EXTRA.bytes())),
                leftover("a second response in a packet of its own", (request, out) -> {
                    FIRST.write(request, out);
                    out.flush();
                    EXTRA.write(request, out);
                }),
                leftover("the beginning of a response", out(FIRST.bytes(), ascii("HTTP/1.1 200 OK\r\n"))),
                leftover("an error, which is not signed", out(FIRST.bytes(), ascii(error))),
                leftover("an interim response", out(FIRST.bytes(), ascii("HTTP/1.1 100 Continue\r\n\r\n"))),
                leftover("line ends", out(FIRST.bytes(), ascii("\r\n\r\n"))),
                leftover("one byte", out(FIRST.bytes(), ascii("x"))),
                leftover("more than Content-Length says", (request, out) -> {
                    FIRST.write(request, out);
                    out.write(FIRST.body());
                }),
                leftover("a body of status 204", (request, out) -> {
                    RawGatewayAnswer.signed(204, "").write(request, out);
                    EXTRA.write(request, out);
                }),
                leftover("bytes behind the last chunk", (request, out) -> {
                    out.write(ascii("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"));
                    for (Map.Entry<String, String> header : FIRST.headers()) {
                        out.write(ascii(header.getKey() + ": " + header.getValue() + "\r\n"));
                    }
                    out.write(ascii("\r\n" + Integer.toHexString(FIRST.body().length) + "\r\n"));
                    out.write(FIRST.body());
                    out.write(ascii("\r\n0\r\n\r\n"));
                    EXTRA.write(request, out);
                }),
                leftover("a response behind an error", out(ascii(error), EXTRA.bytes())));
    }

    private static Arguments leftover(String name, RawGateway.Answer answer) {
        return arguments(name, answer);
    }

    /** Bytes that come after the next request was written cannot be told from its response. */
    private void callAndWaitForTheLastByte(RawGateway.Answer answer) throws InterruptedException {
        CountDownLatch written = new CountDownLatch(1);
        gateway.then((request, out) -> {
                    answer.write(request, out);
                    out.flush();
                    written.countDown();
                })
                .otherwise(OWN);
        call(REQUEST);
        assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static RawGateway.Answer out(byte[]... parts) {
        return (request, out) -> {
            byte[] whole =
                    new byte[Stream.of(parts).mapToInt(part -> part.length).sum()];
            int at = 0;
            for (byte[] part : parts) {
                System.arraycopy(part, 0, whole, at, part.length);
                at += part.length;
            }
            out.write(whole);
        };
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("leftovers")
    void theNextCallGetsItsOwnResponse(String name, RawGateway.Answer answer) throws Exception {
        startCalling(PERMISSIONS);
        callAndWaitForTheLastByte(answer);

        assertOwnAnswer();
        assertOwnAnswer();
        assertThat(gateway.connections()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("leftovers")
    void soDoesADownload(String name, RawGateway.Answer answer) throws Exception {
        startCalling(PERMISSIONS + "?responseType=stream");
        callAndWaitForTheLastByte(answer);

        assertThat(call(REQUEST).getMessage().getBody(String.class)).isEqualTo("{\"answer\":\"own\"}");
        assertThat(gateway.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n", "x", "signed"})
    void whatArrivesOnAnIdleConnectionAnswersNothing(String late) throws Exception {
        AtomicReference<OutputStream> connection = new AtomicReference<>();
        gateway.then((request, out) -> {
                    connection.set(out);
                    FIRST.write(request, out);
                })
                .otherwise(OWN);
        startCalling(PERMISSIONS);
        succeed(e -> e.getMessage().setBody(REQUEST));
        connection.get().write(late.equals("signed") ? EXTRA.bytes() : ascii(late));

        assertOwnAnswer();
        assertThat(gateway.connections()).isEqualTo(2);
    }

    @Test
    void aConnectionThatTheGatewayClosedWhileIdleIsNotUsed() throws Exception {
        gateway.then((request, out) -> {
                    FIRST.write(request, out);
                    out.close();
                })
                .otherwise(OWN);
        startCalling(PERMISSIONS);
        succeed(e -> e.getMessage().setBody(REQUEST));
        Exchange second = call(REQUEST);

        // Within two seconds the end of a connection is not looked for, and the call is lost like any other
        if (second.getException() != null) {
            assertThat(second.getException()).isInstanceOf(WechatpayCallException.class);
        }
        assertOwnAnswer();
    }

    @Test
    void theBackupHostGetsNoOldBytesEither() throws Exception {
        configuration.setBackupBaseUri(gateway.baseUri());
        configuration.setBaseUri("http://127.0.0.1:1");
        startCalling(PERMISSIONS);
        callAndWaitForTheLastByte(out(FIRST.bytes(), EXTRA.bytes()));

        assertOwnAnswer();
        assertThat(gateway.connections()).isEqualTo(2);
    }

    @Test
    void aConnectionWithNothingLeftIsUsedAgain() throws Exception {
        gateway.otherwise(OWN);
        startCalling(PERMISSIONS);
        for (int i = 0; i < 20; i++) {
            assertOwnAnswer();
        }

        assertThat(gateway.connections()).isEqualTo(1);
    }

    private void assertOwnAnswer() throws IOException {
        assertThat(succeed(e -> e.getMessage().setBody(REQUEST)).getMessage().getBody(Map.class))
                .isEqualTo(Map.of("answer", "own"));
    }
}
