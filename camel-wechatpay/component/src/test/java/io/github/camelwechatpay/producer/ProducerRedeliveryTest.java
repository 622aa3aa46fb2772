package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.BrokenStream;
import io.github.camelwechatpay.fixture.RawGateway;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayRequest;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Camel's error handler repeats a call: the same request, signed anew. */
class ProducerRedeliveryTest extends RawGatewayTestSupport {

    private static final String TEXT = "{\"service_id\":\"500001\",\"remark\":\"门店A\"}";
    private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.UTF_8);
    private static final RawGateway.Answer BUSY =
            RawGatewayAnswer.unsigned(500, "application/json", "{\"code\":\"SYSTEM_ERROR\",\"message\":\"again\"}");

    @TempDir
    private static Path directory;

    /** Can be read once, as what comes from a socket. */
    private static final class OnceOnly extends FilterInputStream {
        OnceOnly(byte[] content) {
            super(new ByteArrayInputStream(content));
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }

    static Stream<Arguments> bodies() throws Exception {
        Path file = Files.write(directory.resolve("body.json"), BYTES);
        return Stream.of(true, false)
                .flatMap(caching -> Stream.of(
                        arguments(caching, "InputStream", new OnceOnly(BYTES)),
                        arguments(caching, "byte stream", new ByteArrayInputStream(BYTES)),
                        arguments(caching, "Reader", new StringReader(TEXT)),
                        arguments(caching, "File", file.toFile()),
                        arguments(caching, "ByteBuffer", ByteBuffer.wrap(BYTES)),
                        arguments(caching, "text", TEXT),
                        arguments(caching, "bytes", BYTES)));
    }

    @ParameterizedTest(name = "{1}, stream caching {0}")
    @MethodSource("bodies")
    void sendsTheSameBytesAgainWithAFreshNonce(boolean caching, String name, Object body) throws Exception {
        gateway.then(BUSY, BUSY);
        startRedelivering(caching);

        Exchange exchange = succeed(e -> e.getMessage().setBody(body));

        assertThat(exchange.getMessage().getHeader(WechatpayConstants.STATUS)).isEqualTo(200);
        assertThat(gateway.requests())
                .extracting(RawGatewayRequest::line)
                .containsExactlyElementsOf(Collections.nCopies(3, "POST /v3/payscore/partner/permissions HTTP/1.1"));
        assertThat(gateway.requests()).extracting(RawGatewayRequest::text).containsExactly(TEXT, TEXT, TEXT);
        assertThat(gateway.requests().stream().map(request -> request.authorization("nonce_str")))
                .doesNotHaveDuplicates();
        assertThat(gateway.requests().stream().map(request -> request.authorization("signature")))
                .doesNotHaveDuplicates();
    }

    @Test
    void sendsTheSameMapAgain() throws Exception {
        gateway.then(BUSY, BUSY);
        startRedelivering(true);

        succeed(e -> e.getMessage().setBody(Map.of("service_id", "500001")));

        assertThat(gateway.requests()).extracting(RawGatewayRequest::text).containsOnly("{\"service_id\":\"500001\"}");
    }

    @Test
    void sendsAStreamAgainAfterAConnectionThatBroke() throws Exception {
        gateway.then(
                (request, out) -> out.close(),
                RawGatewayAnswer.signed(200, "{}").without("Wechatpay-Nonce"));
        startRedelivering(false);

        succeed(e -> e.getMessage().setBody(new OnceOnly(BYTES)));

        assertThat(gateway.requests()).extracting(RawGatewayRequest::text).containsExactly(TEXT, TEXT, TEXT);
    }

    @Test
    void leavesAStreamReadableWhenItGivesUp() throws Exception {
        gateway.otherwise(BUSY);
        startRedelivering(false);

        Exchange exchange = call(e -> e.getMessage().setBody(new OnceOnly(BYTES)));

        assertThat(exchange.getException()).isInstanceOf(WechatpayCallException.class);
        assertThat(gateway.requests()).hasSize(3);
        try (InputStream left = exchange.getMessage().getBody(InputStream.class)) {
            assertThat(left.readAllBytes()).isEqualTo(BYTES);
        }
    }

    @Test
    void sendsNoRestOfAStreamThatBrokeOff() throws Exception {
        startRedelivering(false);
        InputStream broken = BrokenStream.of(BYTES, "{}".getBytes(StandardCharsets.UTF_8));

        Exchange exchange = call(e -> e.getMessage().setBody(broken));

        assertThat(exchange.getException(WechatpayCallException.class)).hasMessageContaining("broke off");
        assertThat(gateway.connections()).isZero();
    }

    @Test
    void leavesTheStreamOfTheCallerOpenAndTheBodyInMemory() throws Exception {
        gateway.otherwise(BUSY);
        context.setStreamCaching(false);
        startCalling(PERMISSIONS + "?spoolThreshold=1&spoolDirectory=/dev/null/none");
        AtomicBoolean closed = new AtomicBoolean();
        InputStream stream = new FilterInputStream(new OnceOnly(BYTES)) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        Exchange exchange = call(e -> e.getMessage().setBody(stream));

        assertThat(gateway.requests()).extracting(RawGatewayRequest::text).containsExactly(TEXT);
        assertThat(closed).isFalse();
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(TEXT);
    }

    @Test
    void readsNoMoreOfAStreamThanAllowed() throws Exception {
        context.setStreamCaching(false);
        startCalling(PERMISSIONS + "?maxFileSize=1000");

        Exchange exchange = call(e -> e.getMessage().setBody(new OnceOnly(new byte[1001])));

        assertThat(exchange.getException(WechatpayCallException.class))
                .hasMessageContaining(
                        "The body cannot be read: it is larger than the 1000 bytes of option" + " maxFileSize");
        assertThat(gateway.connections()).isZero();
    }

    @Test
    void aRouteMayRepeatOnlyWhatIsRetryable() throws Exception {
        gateway.then(BUSY, RawGatewayAnswer.unsigned(400, "application/json", "{\"code\":\"PARAM_ERROR\"}"));
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                onException(WechatpayCallException.class)
                        .retryWhile(simple("${exception.retryable}"))
                        .redeliveryDelay(0);
                from("direct:call").to(PERMISSIONS);
            }
        });

        assertThat(call(TEXT).getException(WechatpayCallException.class).getCode())
                .isEqualTo("PARAM_ERROR");
        assertThat(gateway.requests()).hasSize(2);
    }

    private void startRedelivering(boolean caching) throws Exception {
        context.setStreamCaching(caching);
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                onException(WechatpayCallException.class)
                        .maximumRedeliveries(2)
                        .redeliveryDelay(0)
                        .logRetryAttempted(false);
                from("direct:call").to(PERMISSIONS);
            }
        });
    }
}
