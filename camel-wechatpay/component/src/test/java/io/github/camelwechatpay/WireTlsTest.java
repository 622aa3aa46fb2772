package io.github.camelwechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.WechatpayCallException.Outcome;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
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

        assertNothingSent();
    }

    @Test
    void sendsNothingToAServerOfAnotherName() throws Exception {
        trust(startGateway(new GeneralName(GeneralName.dNSName, "api.mch.weixin.qq.com")));
        startCalling(PERMISSIONS);

        assertNothingSent();
    }

    private void assertNothingSent() {
        WechatpayCallException failure = fail(REQUEST);
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure).hasMessageContaining("SSL");
        assertThat(secure.requests()).isEmpty();
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
