package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayKeys;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The message body that becomes of a verified answer. */
class ProducerAnswerTest extends RawGatewayTestSupport {

    private static final String JSON = "{ \"token\":\"门店A\", \"plan\":{\"id\":12345678901234567890,"
            + "\"rate\":1.10,\"items\":[{\"id\":\"a\"},{\"id\":\"b\"}]}, \"none\":null, \"ok\":true }";
    private static final String COMPACT = "{\"token\":\"门店A\",\"plan\":{\"id\":12345678901234567890,"
            + "\"rate\":1.10,\"items\":[{\"id\":\"a\"},{\"id\":\"b\"}]},\"ok\":true}";

    record Token(String token, Plan plan, Boolean ok) {}

    record Plan(BigInteger id, List<Item> items) {}

    record Item(String id) {}

    public static final class TokenBean {
        @JsonProperty("token")
        private String token;

        public String getToken() {
            return token;
        }
    }

    private Exchange answered(String uri, RawGatewayAnswer answer) throws Exception {
        gateway.otherwise(answer);
        startCalling(uri);
        return succeed(e -> e.getMessage().setBody(Map.of("service_id", "500001")));
    }

    @Test
    void isAMapByDefault() throws Exception {
        Exchange exchange = answered(PERMISSIONS, RawGatewayAnswer.signed(200, JSON));

        assertThat(exchange.getMessage().getBody()).isInstanceOf(Map.class);
        assertThat(exchange.getMessage().getBody(Map.class)).containsEntry("token", "门店A");
        assertThat(exchange.getMessage().getHeader(WechatpayConstants.STATUS)).isEqualTo(200);
        assertThat(exchange.getMessage().getHeader(WechatpayConstants.REQUEST_ID))
                .isEqualTo(RawGatewayAnswer.REQUEST_ID);
        assertThat(exchange.getMessage().getHeader(WechatpayConstants.SERIAL)).isEqualTo(RawGatewayKeys.PUBLIC_KEY_ID);
    }

    @Test
    void aMapConvertsToJsonTextBytesAndStream() throws Exception {
        Exchange exchange = answered(PERMISSIONS, RawGatewayAnswer.signed(200, JSON));

        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(COMPACT);
        assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(COMPACT.getBytes(StandardCharsets.UTF_8));
        try (InputStream stream = exchange.getMessage().getBody(InputStream.class)) {
            assertThat(stream.readAllBytes()).isEqualTo(COMPACT.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(exchange.getMessage().getBody()).hasToString(COMPACT);
    }

    @Test
    void aMapConvertsToARecordAndABean() throws Exception {
        Exchange exchange = answered(PERMISSIONS, RawGatewayAnswer.signed(200, JSON));

        Token token = exchange.getMessage().getBody(Token.class);
        assertThat(token.plan().items()).containsExactly(new Item("a"), new Item("b"));
        assertThat(token.plan().id()).isEqualTo("12345678901234567890");
        assertThat(exchange.getMessage().getBody(TokenBean.class).getToken()).isEqualTo("门店A");
    }

    @Test
    void anInnerMapAndListAreJsonTextToo() throws Exception {
        Exchange exchange = answered(PERMISSIONS, RawGatewayAnswer.signed(200, JSON));

        assertThat(exchange.getContext()
                        .resolveLanguage("simple")
                        .createExpression("${body[plan][items]}|${body[plan][items][1]}|${body[plan][rate]}")
                        .evaluate(exchange, String.class))
                .isEqualTo("[{\"id\":\"a\"},{\"id\":\"b\"}]|{\"id\":\"b\"}|1.10");
    }

    @Test
    void aNestedValueIsReachedInARoute() throws Exception {
        gateway.otherwise(RawGatewayAnswer.signed(200, JSON));
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call")
                        .to(PERMISSIONS)
                        .setHeader("first", simple("${body[plan][items][0][id]}"))
                        .setBody(simple("${body[token]}"))
                        .to("mock:end");
            }
        });
        MockEndpoint end = context.getEndpoint("mock:end", MockEndpoint.class);
        end.expectedBodiesReceived("门店A");
        end.expectedHeaderReceived("first", "a");

        template.sendBody("direct:call", Map.of());

        end.assertIsSatisfied();
    }

    @Test
    void isTextAsItCame() throws Exception {
        assertThat(answered(PERMISSIONS + "?responseType=text", RawGatewayAnswer.signed(200, JSON))
                        .getMessage()
                        .getBody())
                .isEqualTo(JSON);
    }

    @Test
    void isBytesAsTheyCame() throws Exception {
        assertThat(answered(PERMISSIONS + "?responseType=bytes", RawGatewayAnswer.signed(200, JSON))
                        .getMessage()
                        .getBody())
                .isEqualTo(JSON.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void isARecordOfTheClassThatWasNamed() throws Exception {
        configuration.setResponseType(Token.class.getName());

        assertThat(answered(PERMISSIONS, RawGatewayAnswer.signed(200, JSON))
                        .getMessage()
                        .getBody())
                .isInstanceOfSatisfying(
                        Token.class, token -> assertThat(token.token()).isEqualTo("门店A"));
    }

    @Test
    void isABeanOfTheClassThatWasNamed() throws Exception {
        configuration.setResponseType(TokenBean.class.getName());

        assertThat(answered(PERMISSIONS, RawGatewayAnswer.signed(200, JSON))
                        .getMessage()
                        .getBody())
                .isInstanceOf(TokenBean.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"map", "text", "bytes"})
    void isNullWithoutContent(String responseType) throws Exception {
        Exchange exchange = answered(PERMISSIONS + "?responseType=" + responseType, RawGatewayAnswer.signed(204, ""));

        assertThat(exchange.getMessage().getBody()).isNull();
        assertThat(exchange.getMessage().getHeader(WechatpayConstants.STATUS)).isEqualTo(204);
    }

    @Test
    void isNullAfterAnAcceptedCall() throws Exception {
        Exchange exchange = answered(PERMISSIONS, RawGatewayAnswer.signed(202, ""));

        assertThat(exchange.getMessage().getBody()).isNull();
        assertThat(exchange.getMessage().getHeader(WechatpayConstants.STATUS)).isEqualTo(202);
    }

    @Test
    void aListIsAList() throws Exception {
        Exchange exchange = answered(PERMISSIONS, RawGatewayAnswer.signed(200, "[1,{\"a\":\"b\"}]"));

        assertThat(exchange.getMessage().getBody(List.class)).containsExactly(1, Map.of("a", "b"));
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("[1,{\"a\":\"b\"}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html>not JSON</html>", "{\"a\":1,\"a\":2}", "{\"a\":1}{\"b\":2}", "{\"a\":", "\u0000", "nul"})
    void aVerifiedAnswerThatIsNoJsonFailsAsUnknown(String content) throws Exception {
        gateway.otherwise(RawGatewayAnswer.signed(200, content));
        startCalling(PERMISSIONS);

        WechatpayCallException failure = fail(Map.of("service_id", "500001"));

        assertThat(failure.getOutcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(failure.getStatusCode()).isEqualTo(200);
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure.isQueryFirst()).isTrue();
        assertThat(failure).hasMessageContaining("responseType=bytes");
    }

    @Test
    void aVerifiedAnswerThatDoesNotFitTheClassFailsAsUnknown() throws Exception {
        configuration.setResponseType(Token.class.getName());
        gateway.otherwise(RawGatewayAnswer.signed(200, "{\"plan\":\"13800138000\"}"));
        startCalling(PERMISSIONS);

        WechatpayCallException failure = fail(Map.of("service_id", "500001"));

        assertThat(failure.getOutcome()).isEqualTo(Outcome.UNKNOWN);
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain("13800138000").contains(Token.class.getSimpleName());
    }

    @Test
    void anAnswerIsNotDecompressedBeforeItIsVerified() throws Exception {
        byte[] compressed = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0};

        Exchange exchange = answered(
                PERMISSIONS + "?responseType=bytes",
                RawGatewayAnswer.signed(200, compressed).and("Content-Encoding", "gzip"));

        assertThat(exchange.getMessage().getBody()).isEqualTo(compressed);
    }

    @Test
    void aChunkedAnswerIsVerifiedAsAWhole() throws Exception {
        RawGatewayAnswer signed = RawGatewayAnswer.signed(200, JSON);
        gateway.otherwise((request, out) -> {
            StringBuilder head = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n");
            signed.headers()
                    .forEach(header -> head.append(header.getKey())
                            .append(": ")
                            .append(header.getValue())
                            .append("\r\n"));
            out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            for (byte b : signed.body()) {
                out.write(new byte[] {'1', '\r', '\n', b, '\r', '\n'});
            }
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        });
        startCalling(PERMISSIONS);

        Exchange exchange = succeed(e -> e.getMessage().setBody(Map.of()));

        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(COMPACT);
    }

    @Test
    void interimAnswersArePassedOver() throws Exception {
        RawGatewayAnswer signed = RawGatewayAnswer.signed(200, JSON);
        gateway.otherwise((request, out) -> {
            out.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            signed.write(request, out);
        });
        startCalling(PERMISSIONS);

        assertThat(succeed(e -> e.getMessage().setBody(Map.of())).getMessage().getBody(String.class))
                .isEqualTo(COMPACT);
    }

    @Test
    void signatureHeadersMayBeSpelledInAnyLetterCase() throws Exception {
        RawGatewayAnswer signed = RawGatewayAnswer.signed(200, JSON);
        RawGatewayAnswer lower = new RawGatewayAnswer(
                200,
                signed.headers().stream()
                        .map(header -> Map.entry(header.getKey().toLowerCase(Locale.ROOT), header.getValue()))
                        .toList(),
                signed.body());

        assertThat(answered(PERMISSIONS, lower).getMessage().getHeader(WechatpayConstants.REQUEST_ID))
                .isEqualTo(RawGatewayAnswer.REQUEST_ID);
    }
}
