package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayKeys;
import io.github.camelwechatpay.fixture.RawGatewayRequest;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers on the wire: always the same ones, whatever the message brings. */
class WireHeadersTest extends RawGatewayTestSupport {

    @Test
    void sendsExactlyTheseHeadersWithABody() throws Exception {
        startCalling(PREOPEN);

        succeed(e -> e.getMessage().setBody(Map.of("openid", "o")));

        RawGatewayRequest request = gateway.lastRequest();
        assertThat(names(request))
                .containsExactlyInAnyOrder(
                        "Accept",
                        "Authorization",
                        "Wechatpay-Serial",
                        "Content-Type",
                        "Content-Length",
                        "Host",
                        "Connection",
                        "User-Agent");
        assertThat(request.header("Accept")).isEqualTo("application/json");
        assertThat(request.header("Content-Type")).isEqualTo("application/json");
        assertThat(request.header("Content-Length")).isEqualTo("14");
        assertThat(request.header("Host")).isEqualTo("127.0.0.1:" + gateway.port());
        assertThat(request.header("Connection")).isEqualTo("keep-alive");
        assertThat(request.header("User-Agent")).startsWith("camel-wechatpay (Camel/");
        assertThat(request.header("Wechatpay-Serial")).isEqualTo(RawGatewayKeys.PUBLIC_KEY_ID);
        assertThat(request.header("Authorization"))
                .matches("WECHATPAY2-SHA256-RSA2048 mchid=\"1900000109\",nonce_str=\"0{31}1\","
                        + "timestamp=\"1554208460\",serial_no=\"5157F09EFDC096DE15EBE81A47057A7232F1B8E1\","
                        + "signature=\"[0-9A-Za-z+/]{342}==\"");
    }

    @Test
    void sendsExactlyTheseHeadersWithoutABody() throws Exception {
        startCalling("wechatpay:v3/certificates");

        succeed(e -> e.getMessage().setBody("left over from the step before"));

        assertThat(names(gateway.lastRequest()))
                .containsExactlyInAnyOrder(
                        "Accept", "Authorization", "Wechatpay-Serial", "Host", "Connection", "User-Agent");
        assertThat(gateway.lastRequest().body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Exchange.HTTP_URI,
                Exchange.HTTP_PATH,
                Exchange.HTTP_QUERY,
                Exchange.HTTP_METHOD,
                Exchange.HTTP_RAW_QUERY,
                Exchange.HTTP_HOST,
                Exchange.REST_HTTP_URI,
                Exchange.REST_HTTP_QUERY,
                Exchange.CONTENT_TYPE,
                Exchange.CONTENT_ENCODING,
                Exchange.CONTENT_LENGTH,
                Exchange.TRANSFER_ENCODING,
                Exchange.AUTHENTICATION,
                Exchange.HTTP_CHARACTER_ENCODING,
                "CamelHttpProtocolVersion",
                "CamelDestinationOverrideUrl",
                "CamelHttpChunked",
                "Authorization",
                "Host",
                "Accept",
                "Accept-Encoding",
                "Expect",
                "Connection",
                "Cookie",
                "Wechatpay-Serial",
                "wechatpay-signature",
                "User-Agent",
                "Idempotency-Key",
                "X-Foo"
            })
    void sendsNoHeaderOfTheMessage(String header) throws Exception {
        startCalling(TOKENS);
        call(headers(Map.of()));
        String plain = withoutSignature(gateway.lastRequest());

        for (Object value : List.of("http://127.0.0.1:1/evil?a=b", "PATCH", "gzip", "chunked", "5", 0)) {
            Exchange exchange = call(headers(Map.of(header, value)));

            assertThat(exchange.getException()).isNull();
            assertThat(withoutSignature(gateway.lastRequest())).isEqualTo(plain);
        }
    }

    @Test
    void leavesTheHeadersOfTheMessageInPlace() throws Exception {
        startCalling(TOKENS);

        Exchange exchange = call(headers(Map.of("X-Foo", "bar", Exchange.HTTP_PATH, "/x")));

        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("X-Foo", "bar")
                .containsEntry(Exchange.HTTP_PATH, "/x")
                .containsEntry(WechatpayConstants.STATUS, 200)
                .containsEntry(WechatpayConstants.REQUEST_ID, RawGatewayAnswer.REQUEST_ID)
                .containsEntry(WechatpayConstants.SERIAL, RawGatewayKeys.PUBLIC_KEY_ID);
    }

    @Test
    void takesNoHeaderOfTheAnswer() throws Exception {
        startCalling(TOKENS);
        gateway.otherwise(RawGatewayAnswer.signed(200, "{}")
                .and("X-Evil", "1")
                .and("CamelHttpPath", "/evil")
                .and("CamelWechatpayMethod", "DELETE")
                .and("Set-Cookie", "a=b"));

        Exchange exchange = call(headers(Map.of()));
        call(headers(Map.of()));

        assertThat(exchange.getMessage().getHeaders())
                .containsOnlyKeys(
                        "card_id", WechatpayConstants.STATUS, WechatpayConstants.REQUEST_ID, WechatpayConstants.SERIAL);
        assertThat(gateway.lastRequest().header("Cookie")).isNull();
    }

    private static Processor headers(Map<String, Object> headers) {
        return e -> {
            e.getMessage().setBody(BODY);
            e.getMessage().setHeader("card_id", "pbLatjvWOibDc5");
            headers.forEach(e.getMessage()::setHeader);
        };
    }

    private static List<String> names(RawGatewayRequest request) {
        return request.headers().stream()
                .map(header -> header.substring(0, header.indexOf(':')))
                .toList();
    }

    /** Everything of a request but nonce and signature. */
    private static String withoutSignature(RawGatewayRequest request) {
        Stream<String> headers =
                request.headers().stream().map(header -> header.replaceAll("(nonce_str|signature)=\"[^\"]*\"", ""));
        return request.line() + '\n' + String.join("\n", headers.toList()) + '\n' + request.text();
    }
}
