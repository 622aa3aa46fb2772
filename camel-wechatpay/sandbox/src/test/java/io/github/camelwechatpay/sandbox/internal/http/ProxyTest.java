package io.github.camelwechatpay.sandbox.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.sandbox.Fault;
import io.github.camelwechatpay.sandbox.ReceivedRequest;
import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import io.github.camelwechatpay.sandbox.fixture.RawClient;
import io.github.camelwechatpay.sandbox.fixture.TestCrypto;
import io.github.camelwechatpay.sandbox.fixture.TunnelClient;
import io.github.camelwechatpay.sandbox.fixture.Upload;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProxyTest {
    private static final String MAINLAND = "api.mch.weixin.qq.com";
    private static final String HONG_KONG = "apihk.mch.weixin.qq.com";

    private static WechatpaySandbox sandbox;
    private static RawClient client;
    private static TunnelClient proxy;

    @BeforeAll
    static void start() {
        sandbox = WechatpaySandbox.builder().proxy().start();
        client = new RawClient(sandbox);
        proxy = new TunnelClient(sandbox);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void forget() {
        sandbox.reset();
    }

    static Stream<String> mainlandHosts() {
        return Stream.of(MAINLAND, "api2.mch.weixin.qq.com", "api.wechatpay.cn", "api2.wechatpay.cn");
    }

    static Stream<String> overseasHosts() {
        return Stream.of(HONG_KONG, "apius.mch.weixin.qq.com", "apieu.mch.weixin.qq.com");
    }

    static Stream<String> allHosts() {
        return Stream.concat(mainlandHosts(), overseasHosts());
    }

    private static RawClient.Request get(String target) {
        return client.request("GET", target);
    }

    private static void assertWrongHost(WireAnswer answer) {
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("RESOURCE_NOT_EXISTS");
        assertThat(answer.json().path("message").asText()).contains("host");
        assertThat(answer.header("Wechatpay-Signature")).isNull();
    }

    @ParameterizedTest
    @MethodSource("mainlandHosts")
    void servesTheMainlandOnItsHostsOnly(String host) {
        WireAnswer answer = proxy.send(host, get("/v3/certificates"));

        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
        assertThat(TestCrypto.verifies(answer, sandbox.platformCertificate().getPublicKey()))
                .isTrue();
        assertThat(proxy.send(host, get("/hk/v3/certificates")).status()).isEqualTo(200);
        assertWrongHost(proxy.send(host, get("/v3/global/certificates")));
    }

    @ParameterizedTest
    @MethodSource("overseasHosts")
    void servesTheRestOfTheWorldOnItsHostsOnly(String host) {
        WireAnswer answer = proxy.send(host, get("/v3/global/certificates"));

        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
        assertThat(answer.header("Wechatpay-Signature")).isNotEmpty();
        assertWrongHost(proxy.send(host, get("/v3/certificates")));
        assertWrongHost(proxy.send(host, get("/hk/v3/certificates")));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v3/global/papay/contracts/app-pre-entrust-sign, true",
        "GET, /global/v3/customs/orders, true",
        "GET, /v3/payscore/oversea/partner/serviceorder, true",
        "POST, /hk/v3/transactions/native, false",
        "POST, /v3/pay/transactions/native, false",
        "POST, /v3/security/echo, false"
    })
    void knowsTheHostOfAnOperation(String method, String target, boolean overseas) {
        WireAnswer there = proxy.send(overseas ? HONG_KONG : MAINLAND, client.request(method, target));
        WireAnswer elsewhere = proxy.send(overseas ? MAINLAND : HONG_KONG, client.request(method, target));

        assertThat(there.status()).describedAs(there.text()).isNotIn(401, 404, 405);
        assertWrongHost(elsewhere);
    }

    @Test
    void namesTheHostInThePlaceOfAMethodThatItDoesNotHave() {
        assertWrongHost(proxy.send(MAINLAND, client.request("DELETE", "/v3/global/certificates")));
        assertThat(proxy.send(HONG_KONG, client.request("DELETE", "/v3/global/certificates"))
                        .status())
                .isEqualTo(405);
    }

    @Test
    void knowsTheHostOfEveryOperationOfTheCatalog() {
        assertThat(Catalog.get().operations())
                .allSatisfy(operation -> assertThat(operation.baseUris().get(0))
                        .startsWith("https://" + HostGroup.of(operation).hosts().get(0) + "/"));
    }

    @Test
    void servesEverythingWhereNoHostIsMeant() {
        assertThat(client.get("/v3/certificates").status()).isEqualTo(200);
        assertThat(client.get("/v3/global/certificates").status()).isEqualTo(200);
        assertThat(sandbox.requests()).extracting(ReceivedRequest::host).containsOnly(Optional.empty());
    }

    @Test
    void tellsWhichHostWasReachedAndDoesNotAskTheRequest() {
        proxy.send("APIUS.mch.weixin.qq.com", get("/v3/global/certificates").header("Host", MAINLAND));

        assertThat(sandbox.requests()).singleElement().satisfies(request -> {
            assertThat(request.host()).contains("apius.mch.weixin.qq.com");
            assertThat(request.verdict()).isEqualTo("OK");
        });
        JsonNode list = client.send(
                        ("GET /_sandbox/requests HTTP/1.1\r\nHost: 127.0.0.1:" + sandbox.port() + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII))
                .json();
        assertThat(list.at("/requests/0/host").asText()).isEqualTo("apius.mch.weixin.qq.com");
    }

    @ParameterizedTest
    @MethodSource("allHosts")
    void showsACertificateOfItsAuthorityForThatHost(String host) throws Exception {
        try (SSLSocket socket = proxy.connection(host)) {
            socket.startHandshake();
            X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];

            certificate.verify(sandbox.caCertificate().getPublicKey());
            assertThat(certificate.getSubjectAlternativeNames()).containsExactly(List.of(2, host));
            assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
            assertThat(certificate.getPublicKey().getAlgorithm()).isEqualTo("EC");
            assertThat(socket.getApplicationProtocol()).isEmpty();
        }
        assertThat(sandbox.caCertificate().getBasicConstraints()).isZero();
        sandbox.caCertificate().checkValidity();
    }

    @Test
    void isNobodyElseForAClientThatLooksAtNames() throws IOException {
        try (SSLSocket socket = proxy.connection(MAINLAND, HONG_KONG)) {
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void isNotTrustedByAClientOfAnotherSandbox() throws IOException {
        try (WechatpaySandbox other = WechatpaySandbox.builder().proxy().start()) {
            Socket tunnel = proxy.tunnel(MAINLAND);
            try (SSLSocket socket = (SSLSocket)
                    TunnelClient.context(TunnelClient.trusting(TestCrypto.certificate(other.caCertificatePem())))
                            .getSocketFactory()
                            .createSocket(tunnel, MAINLAND, 443, true)) {
                assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
            }
        }
    }

    @Test
    void answersOneRequestAfterAnotherOnAConnection() throws IOException {
        byte[] query =
                get("/v3/certificates?").header("Connection", "keep-alive").bytes();
        byte[] write = client.request("POST", "/v3/ebike/charge/contracts/preopen")
                .json("{\"appid\":\"wx1\",\"trade_scene\":\"CHARGE\",\"openid\":\"o1\"}")
                .header("Connection", "keep-alive")
                .bytes();
        try (SSLSocket socket = proxy.connection(MAINLAND)) {
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write(query);
                assertThat(WireAnswer.read(socket.getInputStream()).status()).isEqualTo(200);
                socket.getOutputStream().write(write);
                assertThat(WireAnswer.read(socket.getInputStream()).status()).isEqualTo(200);
            }
        }
        assertThat(sandbox.requests()).hasSize(6);
    }

    @Test
    void takesABigUpload() {
        byte[] file = new byte[7 * 1024 * 1024];
        Arrays.fill(file, (byte) 'x');
        String meta = "{\"filename\":\"a.png\",\"sha256\":\"" + Upload.sha256(file) + "\"}";

        WireAnswer answer =
                proxy.send(MAINLAND, new Upload(meta, "file", file).to(client, "/v3/merchant/media/upload"));

        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("media_id").asText()).isNotEmpty();
    }

    @Test
    void givesABigAnswerWhole() {
        String message = "商".repeat(340_000);

        WireAnswer answer = proxy.send(
                MAINLAND,
                client.request("POST", "/v3/security/echo")
                        .header("Wechatpay-Serial", sandbox.platformSerialNumber())
                        .json("{\"echo_message\":\"" + message + "\"}"));

        assertThat(answer.json().path("echo_message").asText().equals(message))
                .describedAs("%.300s", answer.text())
                .isTrue();
        assertThat(TestCrypto.verifies(answer, sandbox.platformCertificate().getPublicKey()))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "api2.wechatpay.cn, /v3/bill/tradebill?bill_date=2026-01-01, api2.wechatpay.cn",
        "api.mch.weixin.qq.com, /v3/bill/tradebill?bill_date=2026-01-01, api.mch.weixin.qq.com",
        "apihk.mch.weixin.qq.com, /v3/global/profit-sharing/bill-download-url?bill_date=20260101, api.mch.weixin.qq.com"
    })
    void givesFilesOnTheHostThatTheClientUsesIfItHasThem(String host, String target, String fileHost) {
        WireAnswer bill = proxy.send(host, get(target));
        String url = bill.json().findPath("download_url").asText();

        assertThat(url).describedAs(bill.text()).startsWith("https://" + fileHost + "/v3/billdownload/file?");
        WireAnswer file = proxy.send(fileHost, get(url.substring("https://".length() + fileHost.length())));
        assertThat(file.status()).describedAs(file.text()).isEqualTo(200);
        assertThat(file.text()).startsWith("\uFEFF");
    }

    @Test
    void doesNotLetControlCallsThrough() {
        sandbox.fault(Fault.HTTP_500, 1);
        WireAnswer answer = proxy.send(MAINLAND, client.request("DELETE", "/_sandbox"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(proxy.send(MAINLAND, get("/v3/certificates")).status()).isEqualTo(500);
    }

    /** What comes until the connection is closed or reset; fails when it stays open. */
    private static String untilItEnds(Socket socket) throws SocketTimeoutException {
        StringBuilder text = new StringBuilder();
        try {
            InputStream in = socket.getInputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                text.append((char) b);
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            // Reset: an end too
        }
        return text.toString();
    }

    @Test
    void letsFaultsHappen() throws IOException {
        sandbox.fault(Fault.TRUNCATED, 1);
        try (SSLSocket socket = proxy.connection(MAINLAND)) {
            socket.getOutputStream().write(get("/v3/certificates").bytes());
            assertThat(untilItEnds(socket)).contains("HTTP/1.1 200", "\"data\"").doesNotEndWith("}");
        }
        sandbox.fault(Fault.DROP_AFTER, 1);
        try (SSLSocket socket = proxy.connection(MAINLAND)) {
            socket.getOutputStream().write(get("/v3/certificates").bytes());
            assertThat(untilItEnds(socket)).isEmpty();
        }
        assertThat(sandbox.executions("v3/certificates")).isEqualTo(2);
    }

    @Test
    void doesNotMindClientsThatLeave() throws IOException {
        for (int i = 0; i < 20; i++) {
            proxy.open().close();
            proxy.tunnel(MAINLAND).close();
            try (Socket socket = proxy.tunnel(MAINLAND)) {
                socket.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0, 1});
                socket.setSoLinger(true, 0);
            }
            SSLSocket idle = proxy.connection(MAINLAND);
            idle.startHandshake();
            idle.close();
            SSLSocket half = proxy.connection(MAINLAND);
            byte[] request = get("/v3/certificates").bytes();
            half.getOutputStream().write(request, 0, request.length / 2);
            half.close();
            SSLSocket deaf = proxy.connection(MAINLAND);
            deaf.getOutputStream().write(request);
            deaf.close();
        }

        assertThat(proxy.send(MAINLAND, get("/v3/certificates")).status()).isEqualTo(200);
    }

    @Test
    void answersAClientThatHasClosedItsOwnDirection() throws IOException {
        try (SSLSocket socket = proxy.connection(MAINLAND)) {
            socket.getOutputStream().write(get("/v3/certificates").bytes());
            socket.shutdownOutput();

            assertThat(WireAnswer.read(socket.getInputStream()).status()).isEqualTo(200);
        }
    }

    @Test
    void closesATunnelInWhichTlsIsNotSpoken() throws IOException {
        try (Socket socket = proxy.tunnel(MAINLAND)) {
            socket.getOutputStream().write(get("/v3/certificates").bytes());

            assertThat(untilItEnds(socket)).doesNotContain("HTTP");
        }
    }

    @Test
    void saysThatItIsNoProxyWhereItIsNone() {
        assertThat(sandbox.isProxy()).isTrue();
        try (WechatpaySandbox plain = WechatpaySandbox.start()) {
            assertThat(plain.isProxy()).isFalse();
            assertThatThrownBy(plain::proxyPort)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("proxy()");
            assertThatThrownBy(plain::caCertificate).isInstanceOf(IllegalStateException.class);
        }
    }
}
