package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.fixture.RawGateway;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayKeys;
import io.github.camelwechatpay.fixture.RawGatewayRequest;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import io.github.camelwechatpay.fixture.Trust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls over TLS: sent to the server that proves its name, and to no other. */
class WireTlsTest extends RawGatewayTestSupport {

    private static final Map<String, Object> REQUEST = Map.of("service_id", "500001");
    private static final char[] PASSWORD = "test".toCharArray();

    private RawGateway secure;

    @AfterEach
    void closeGateway() {
        secure.close();
    }

    private X509Certificate startGateway(GeneralName name) throws Exception {
        X509Certificate certificate = certificate(RawGatewayKeys.WECHAT, name);
        secure = new RawGateway(serverSocket(certificate));
        configuration.setBaseUri("https://127.0.0.1:" + secure.port());
        return certificate;
    }

    @Test
    void sendsToAServerThatIsTrusted() throws Exception {
        trust(startGateway(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        startCalling(PERMISSIONS);

        succeed(e -> e.getMessage().setBody(REQUEST));

        assertThat(secure.lastRequest().line()).isEqualTo("POST /v3/payscore/partner/permissions HTTP/1.1");
        assertThat(secure.lastRequest().text()).isEqualTo("{\"service_id\":\"500001\"}");
    }

    @Test
    void sendsNothingToAServerThatIsNotTrusted() throws Exception {
        startGateway(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        startCalling(PERMISSIONS);

        assertThat(assertNothingSent())
                .hasMessageContaining(
                        ": the certificate of 127.0.0.1:" + secure.port() + " is not trusted (SSLHandshakeException: ")
                .hasMessageContaining("). Check option baseUri (backupBaseUri); for an authority of your own set option"
                        + " sslContextParameters");
    }

    @Test
    void sendsNothingToAServerOfAnotherName() throws Exception {
        trust(startGateway(new GeneralName(GeneralName.dNSName, "api.mch.weixin.qq.com")));
        startCalling(PERMISSIONS);

        assertThat(assertNothingSent())
                .hasMessageContaining(
                        ": the certificate of 127.0.0.1:" + secure.port()
                                + " is for another host name (SSLPeerUnverifiedException). Check option baseUri (backupBaseUri)");
    }

    @Test
    void saysThatAPortIsForTls() throws Exception {
        startGateway(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        configuration.setBaseUri("http://127.0.0.1:" + secure.port());
        startCalling(PERMISSIONS);

        WechatpayCallException failure = fail(REQUEST);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(failure).hasMessageContaining("127.0.0.1:" + secure.port()).hasMessageContaining("option baseUri");
        assertThat(secure.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void takesNoUnreadBytesForTheNextResponse(boolean together) throws Exception {
        trust(startGateway(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        byte[] extra = RawGatewayAnswer.signed(200, "{\"answer\":\"extra\"}").bytes();
        CountDownLatch written = new CountDownLatch(1);
        secure.then((request, out) -> {
                    ByteArrayOutputStream all = new ByteArrayOutputStream();
                    RawGatewayAnswer.signed(200, "{}").write(request, all);
                    if (!together) {
                        all.writeTo(out);
                        out.flush();
                        all.reset();
                    }
                    all.writeBytes(extra);
                    all.writeTo(out);
                    out.flush();
                    written.countDown();
                })
                .otherwise(RawGatewayAnswer.signed(200, "{\"answer\":\"own\"}"));
        startCalling(PERMISSIONS);
        succeed(e -> e.getMessage().setBody(REQUEST));
        assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();

        for (int i = 0; i < 5; i++) {
            assertThat(succeed(e -> e.getMessage().setBody(REQUEST))
                            .getMessage()
                            .getBody(Map.class))
                    .isEqualTo(Map.of("answer", "own"));
        }
        assertThat(secure.connections()).isEqualTo(2);
    }

    @Test
    void takesNoBytesBehindTheTunnelOfAProxyForAResponse() throws Exception {
        X509Certificate certificate = startGateway(new GeneralName(GeneralName.dNSName, "wechat.example"));
        trust(certificate);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        answer.writeBytes(
                RawGatewayAnswer.signed(404, "{\"code\":\"ORDER_NOT_EXIST\"}").bytes());
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start(() -> tunnel(proxy, answer.toByteArray()));
            configuration.setProxyHost("127.0.0.1");
            configuration.setProxyPort(proxy.getLocalPort());
            configuration.setBaseUri("https://wechat.example");
            startCalling(PERMISSIONS);

            assertThat(assertNothingSent()).hasMessageContaining("the peer sent bytes before the request was written");
        }
    }

    private void tunnel(ServerSocket proxy, byte[] answer) {
        try (Socket client = proxy.accept();
                Socket gateway = new Socket(InetAddress.getLoopbackAddress(), secure.port())) {
            RawGatewayRequest.read(client.getInputStream());
            client.getOutputStream().write(answer);
            start(() -> forward(gateway, client));
            forward(client, gateway);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void forward(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of both has gone
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "WireTlsTest");
        thread.setDaemon(true);
        thread.start();
    }

    private WechatpayCallException assertNothingSent() {
        WechatpayCallException failure = fail(REQUEST);
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(secure.requests()).isEmpty();
        return failure;
    }

    private void trust(X509Certificate certificate) throws Exception {
        configuration.setSslContextParameters(Trust.in(certificate));
    }

    /** Proves its name by a certificate that nobody trusts. */
    static ServerSocket untrusted() throws Exception {
        return serverSocket(certificate(RawGatewayKeys.WECHAT, new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
    }

    private static ServerSocket serverSocket(X509Certificate certificate) throws Exception {
        KeyStore store = emptyStore();
        store.setKeyEntry("gateway", RawGatewayKeys.WECHAT.getPrivate(), PASSWORD, new X509Certificate[] {certificate});
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private static KeyStore emptyStore() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static X509Certificate certificate(KeyPair keys, GeneralName name) throws Exception {
        X500Name subject = new X500Name("CN=gateway");
        Instant now = Instant.now();
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                subject,
                                BigInteger.ONE,
                                Date.from(now.minusSeconds(3600)),
                                Date.from(now.plusSeconds(3600)),
                                subject,
                                keys.getPublic())
                        .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name))
                        .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
    }
}
