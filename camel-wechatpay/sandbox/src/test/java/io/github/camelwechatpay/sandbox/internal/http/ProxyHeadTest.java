package io.github.camelwechatpay.sandbox.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import io.github.camelwechatpay.sandbox.fixture.RawClient;
import io.github.camelwechatpay.sandbox.fixture.TunnelClient;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the proxy makes of the first lines of a connection. */
class ProxyHeadTest {
    private static final int LIMIT = 256;
    private static final String HOST = "api.mch.weixin.qq.com";

    private static WechatpaySandbox sandbox;
    private static TunnelClient proxy;

    @BeforeAll
    static void start() {
        sandbox = WechatpaySandbox.builder().proxy().start();
        proxy = new TunnelClient(sandbox);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static WireAnswer answer(String head) throws IOException {
        return proxy.proxyAnswer(head.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(WireAnswer answer, int status) {
        assertThat(answer.status()).describedAs(answer.firstLine()).isEqualTo(status);
        assertThat(answer.header("Connection")).isEqualTo("close");
        assertThat(sandbox.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECT api.mch.weixin.qq.com:443 HTTP/1.1\r\nHost: api.mch.weixin.qq.com:443\r\n\r\n",
                "CONNECT api2.mch.weixin.qq.com:443 HTTP/1.1\r\nHost: api2.mch.weixin.qq.com\r\n\r\n",
                "CONNECT api.mch.weixin.qq.com:443 HTTP/1.0\r\n\r\n",
                "CONNECT api.mch.weixin.qq.com:443 HTTP/1.1\r\nHost: api.mch.weixin.qq.com:443\r\nConnection: close\r\n\r\n",
                "CONNECT API.MCH.WEIXIN.QQ.COM:443 HTTP/1.1\r\nHost: API.MCH.WEIXIN.QQ.COM:443\r\n\r\n",
                "CONNECT apihk.mch.weixin.qq.com:443 HTTP/1.1\r\nHost: apihk.mch.weixin.qq.com:443\r\n"
                        + "Proxy-Connection: Keep-Alive\r\nProxy-Authorization: Basic YTpi\r\nContent-Length: 0\r\n\r\n"
            })
    void leadsToWechatPaysHosts(String head) throws IOException {
        String host = head.substring("CONNECT ".length(), head.indexOf(':')).toLowerCase(Locale.ROOT);

        String target = host.startsWith("apihk") ? "/v3/global/certificates" : "/v3/certificates";

        WireAnswer answer = proxy.send(head, host, new RawClient(sandbox).request("GET", target));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(sandbox.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.host()).contains(host));
        sandbox.reset();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com:443",
                "mch.weixin.qq.com:443",
                "fraud.mch.weixin.qq.com:443",
                "api.mch.weixin.qq.com.:443",
                "api.mch.weixin.qq.com.example.com:443",
                "xapi.mch.weixin.qq.com:443",
                "localhost:443",
                "127.0.0.1:443",
                "[::1]:443",
                "api.mch.weixin.qq.com:80",
                "api.mch.weixin.qq.com:8443",
                "api.mch.weixin.qq.com:0443",
                "api.mch.weixin.qq.com:0",
                "api.mch.weixin.qq.com:65536"
            })
    void leadsNowhereElse(String target) throws IOException {
        WireAnswer answer = answer("CONNECT " + target + " HTTP/1.0\r\n\r\n");

        assertRefused(answer, 403);
        assertThat(answer.text()).contains("WeChat Pay's hosts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http://api.mch.weixin.qq.com/v3/certificates HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\n\r\n",
                "GET /v3/certificates HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\n\r\n",
                "DELETE /_sandbox HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "POST http://api.wechatpay.cn/ HTTP/1.1\r\nHost: api.wechatpay.cn\r\nContent-Length: 2\r\n\r\n{}",
                "connect api.mch.weixin.qq.com:443 HTTP/1.1\r\nHost: api.mch.weixin.qq.com:443\r\n\r\n",
                "OPTIONS /* HTTP/1.1\r\nHost: x\r\n\r\n"
            })
    void takesNoOtherMethod(String head) throws IOException {
        WireAnswer answer = answer(head);

        assertRefused(answer, 405);
        assertThat(answer.header("Allow")).isEqualTo("CONNECT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONNECT\r\n\r\n",
                "CONNECT example.com:443 HTTP/1.1\r\nHost: api.mch.weixin.qq.com:443\r\n\r\n",
                "CONNECT api.mch.weixin.qq.com:443 HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\nHost: api.mch.weixin.qq.com\r\n\r\n",
                "CONNECT  HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\n\r\n",
                "CONNECT / HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\n\r\n",
                "CONNECT * HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\n\r\n",
                "CONNECT :443 HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\n\r\n",
                "CONNECT api.mch.weixin.qq.com HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\n\r\n",
                "CONNECT api.mch.weixin.qq.com: HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\n\r\n",
                "CONNECT api.mch.weixin.qq.com:-443 HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\n\r\n",
                "CONNECT api.mch.weixin.qq.com:443:443 HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\n\r\n",
                "CONNECT api.mch.weixin.qq.com:443/ HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\n\r\n",
                "CONNECT api.mch.weixin.qq.com:443?a HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\n\r\n",
                "CONNECT a@api.mch.weixin.qq.com:443 HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\n\r\n",
                "CONNECT api%2emch.weixin.qq.com:443 HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\n\r\n",
                "CONNECT https://api.mch.weixin.qq.com:443/ HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\n\r\n",
                "CONNECT api\u0000.mch.weixin.qq.com:443 HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\n\r\n",
                "CONNECT 微信.qq.com:443 HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\n\r\n",
                "CONNECT api.mch.weixin.qq.com:443\r\n\r\n",
                "CONNECT api.mch.weixin.qq.com:443 HTTP/1.1\r\n\r\n",
                "CONNECT api.mch.weixin.qq.com:443 HTTP/1.1\n\n",
                "CONNECT  api.mch.weixin.qq.com:443 HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\n\r\n",
                "CONNECT api.mch.weixin.qq.com:443 HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\nno colon\r\n\r\n",
                "CONNECT api.mch.weixin.qq.com:443 HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\nContent-Length: x\r\n\r\n",
                "CONNECT api.mch.weixin.qq.com:443 HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\nContent-Length: 2\r\n\r\n{}",
                "CONNECT api.mch.weixin.qq.com:443 HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "\u0016\u0003\u0001\u0000\u0005abcde"
            })
    void refusesWhatIsMalformed(String head) throws IOException {
        assertRefused(answer(head), 400);
    }

    @ParameterizedTest
    @CsvSource({"7000, 200", "9000, 431", "60000, 431", "70000, 400"})
    void boundsTheHead(int length, int status) throws IOException {
        String head = "CONNECT api.mch.weixin.qq.com:443 HTTP/1.1\r\nHost: api.mch.weixin.qq.com\r\nX-Long: %s\r\n\r\n"
                .formatted("x".repeat(length));

        assertThat(answer(head).status()).isEqualTo(status);
    }

    @Test
    void boundsTheNumberOfHeaders() throws IOException {
        String headers =
                IntStream.range(0, 1000).mapToObj(i -> "X-" + i + ": a\r\n").collect(Collectors.joining());

        assertRefused(
                answer("CONNECT api.mch.weixin.qq.com:443 HTTP/1.1\r\nHost: " + HOST + "\r\n" + headers + "\r\n"), 400);
    }

    @Test
    void doesNotWaitForHeadsThatDoNotEnd() throws IOException {
        try (Socket silent = proxy.open();
                Socket slow = proxy.open()) {
            slow.getOutputStream().write("CONNECT api.mch".getBytes(StandardCharsets.US_ASCII));

            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            assertThat(slow.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void serves256ConnectionsAndThenTheNextWhenOneEnds() throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            while (open.size() < LIMIT) {
                open.add(proxy.tunnel(HOST));
            }
            Socket waiting = proxy.open();
            open.add(waiting);
            waiting.getOutputStream().write(TunnelClient.connect(HOST));
            waiting.setSoTimeout(200);
            assertThatThrownBy(() -> waiting.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            open.remove(0).close();
            waiting.setSoTimeout(10_000);

            assertThat(WireAnswer.read(waiting.getInputStream()).status()).isEqualTo(200);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }
}
