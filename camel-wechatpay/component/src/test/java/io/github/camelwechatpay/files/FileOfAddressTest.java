package io.github.camelwechatpay.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayKeys;
import io.github.camelwechatpay.fixture.RawGatewayRequest;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file whose whole address a response gave, such as media_url: its path is sent and signed as it is. */
class FileOfAddressTest extends RawGatewayTestSupport {

    private static final String IMAGES = "/v3/merchant-service/images/";
    private static final String IMAGE = "wechatpay:v3/merchant-service/images/{media_id:url}?responseType=";
    private static final String ID = "ChsyMDAwMDAw/MTIz+9Cg%3D%3D";
    private static final byte[] CONTENT = "GIF89a".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    @BeforeEach
    void answerWithAFileThatIsNotSigned() {
        configuration.setSpoolDirectory(directory.toString());
        gateway.otherwise(RawGatewayAnswer.with(200, "image/gif", CONTENT, Map.of()));
    }

    private Exchange fetch(Object url) {
        return call(e -> e.getMessage().setHeader("media_id", url));
    }

    private void assertSent(Exchange exchange, String target) throws Exception {
        assertThat(exchange.getException()).isNull();
        assertThat(gateway.lastRequest().line()).isEqualTo("GET " + target + " HTTP/1.1");
        assertThat(gateway.lastRequest().header("Authorization")).startsWith("WECHATPAY2-SHA256-RSA2048 ");
        assertThat(gateway.lastRequest().body()).isEmpty();
        assertThat(isSigned(gateway.lastRequest(), target)).isTrue();
    }

    private static boolean isSigned(RawGatewayRequest request, String target) throws Exception {
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(RawGatewayKeys.MERCHANT.getPublic());
        verifier.update(("GET\n" + target + '\n' + request.authorization("timestamp") + '\n'
                        + request.authorization("nonce_str") + "\n\n")
                .getBytes(StandardCharsets.UTF_8));
        return verifier.verify(Base64.getDecoder().decode(request.authorization("signature")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ID,
                "a/b",
                "a%2Fb",
                "a%2fb",
                "a//b",
                "a/b/",
                "a+b==",
                "...",
                "%E9%97%A8",
                "a?x=1%2F&y",
                "a?",
                "plain"
            })
    void sendsAndSignsThePathOfTheAddressByteByByte(String id) throws Exception {
        startCalling(IMAGE + "bytes");

        Exchange exchange = fetch("https://api.mch.weixin.qq.com" + IMAGES + id);

        assertSent(exchange, IMAGES + id);
        assertThat(exchange.getMessage().getBody()).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api.mch.weixin.qq.com", "HTTPS://API2.wechatpay.cn:443", "own"})
    void takesTheHostsOfADownloadUrl(String origin) throws Exception {
        startCalling(IMAGE + "bytes");

        assertSent(fetch((origin.equals("own") ? gateway.baseUri() : origin) + IMAGES + ID), IMAGES + ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "file"})
    void isAFileAsOfEveryDownload(String responseType) throws Exception {
        startCalling(IMAGE + responseType);

        Exchange exchange = fetch("https://api.mch.weixin.qq.com" + IMAGES + ID);

        assertSent(exchange, IMAGES + ID);
        if (responseType.equals("file")) {
            assertThat(exchange.getMessage().getBody()).isInstanceOf(File.class);
        }
        assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(CONTENT);
    }

    @Test
    void takesTheAddressFromEachSourceOfPlaceholders() throws Exception {
        startCalling(IMAGE + "bytes");
        String url = "https://api.mch.weixin.qq.com" + IMAGES;

        assertSent(call(e -> e.setVariable("media_id", url + "v")), IMAGES + "v");
        assertSent(
                call(e -> e.getMessage().setHeader(WechatpayConstants.PATH, Map.of("media_id", URI.create(url + "m")))),
                IMAGES + "m");
        assertRefused(
                call(e -> {
                    e.setVariable("media_id", url + "v");
                    e.getMessage().setHeader("media_id", url + "h");
                }),
                "two values",
                2);
        assertRefused(call(e -> {}), "Path parameter {media_id} has no value", 2);
    }

    @Test
    void worksInADynamicSendAndBesideOtherQueryParameters() throws Exception {
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:call")
                        .toD("wechatpay:v3/merchant-service/images/{media_url:url}"
                                + "?responseType=bytes&query.a=${header.a}&gatewayPath=/p");
            }
        });

        Exchange exchange = call(e -> {
            e.getMessage().setHeader("media_url", "https://api.mch.weixin.qq.com" + IMAGES + "x?y=z");
            e.getMessage().setHeader("a", "b");
        });

        assertThat(exchange.getException()).isNull();
        assertThat(gateway.lastRequest().target()).isEqualTo("/p" + IMAGES + "x?y=z&a=b");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "https://evil.example/v3/merchant-service/images/x, it is not at WeChat Pay's by HTTPS (https://evil.example:443)",
        "http://api.mch.weixin.qq.com/v3/merchant-service/images/x, it is not at WeChat Pay's by HTTPS",
        "https://api.mch.weixin.qq.com:8443/v3/merchant-service/images/x, it is not at WeChat Pay's by HTTPS",
        "https://-.wechatpay.cn/v3/merchant-service/images/x, it is not at WeChat Pay's by HTTPS",
        "https://a@api.mch.weixin.qq.com/v3/merchant-service/images/x, it is none of scheme",
        "https://api.mch.weixin.qq.com/v3/merchant-service/images/x#y, it is none of scheme",
        "https://api.mch.weixin.qq.com/v3/merchant-service/images/门, it is none of scheme",
        "/v3/merchant-service/images/x, it is none of scheme",
        "x, it is none of scheme",
        "https://pay.wechatpay.cn/v3/merchant-service/images/x, its host pay.wechatpay.cn takes no signed calls",
        "https://api.mch.weixin.qq.com/v3/merchant-service/images/, is the address of something else",
        "https://api.mch.weixin.qq.com/v3/merchant-service/images/?a=b, is the address of something else",
        "https://api.mch.weixin.qq.com/v3/merchant-service/imagesx/y, is the address of something else",
        "https://api.mch.weixin.qq.com/v3/refund/domestic/refunds/1, is the address of something else",
        "https://api.mch.weixin.qq.com/x?/v3/merchant-service/images/1, is the address of something else",
        "https://api.mch.weixin.qq.com/v3/merchant-service/images/../x, is the address of something else",
        "https://api.mch.weixin.qq.com/v3/merchant-service/images/a/%2e%2E/x, is the address of something else",
        "https://api.mch.weixin.qq.com/v3/merchant-service/images/., is the address of something else"
    })
    void refusesEveryOtherAddress(String url, String why) throws Exception {
        startCalling(IMAGE + "bytes");

        Exchange exchange = fetch(url);

        assertRefused(exchange, why, 0);
        assertThat(exchange.getException()).hasMessageNotContaining(url);
    }

    private void assertRefused(Exchange exchange, String why, int requests) {
        assertThat(exchange.getException(WechatpayCallException.class))
                .hasMessageContaining("Path parameter {media_id}")
                .hasMessageContaining(why)
                .satisfies(e -> assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_SENT))
                .satisfies(e -> assertThat(e.isRetryable()).isFalse());
        assertThat(gateway.requests()).hasSize(requests);
    }

    @Test
    void isNotFetchedFromTheBackup() throws Exception {
        configuration.setBackupBaseUri(gateway.baseUri());
        configuration.setBaseUri("http://127.0.0.1:" + closedPort());
        startCalling(IMAGE + "bytes");

        assertThat(fetch("https://api.mch.weixin.qq.com" + IMAGES + ID).getException(WechatpayCallException.class))
                .satisfies(e -> assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_SENT));

        assertThat(gateway.connections()).isZero();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v3/marketing/membercard-open/cards/{card_id:url}/permission-tokens | is not the only one, or not at the end",
                "v3/a/{b}/{c:url}?method=GET | is not the only one, or not at the end",
                "v3/a/x{c:url}y?method=GET | is not the only one, or not at the end",
                "v3/unknown/{c:url}?method=POST | Placeholder {name:url} cannot be used in POST v3/unknown/{c}: it stands for the address of a file, which is read by GET. Write {name}",
                "v3/merchant-service/images/{:url} | Placeholder {:url}"
            })
    void refusesTheFormElsewhereAtStart(String operation, String why) {
        assertThatThrownBy(() -> startCalling("wechatpay:" + operation))
                .rootCause()
                .hasMessageContaining(why);
    }
}
