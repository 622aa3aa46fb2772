package io.github.camelwechatpay.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Reaches host names by the sandbox's proxy, byte by byte, and trusts nobody but the authority of the proxy. */
final class TunnelClient {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final WechatpaySandbox sandbox;
    private final SSLContext tls;

    TunnelClient(WechatpaySandbox sandbox) {
        this.sandbox = sandbox;
        tls = context(trusting(sandbox.caCertificate()));
    }

    static X509TrustManager trusting(X509Certificate authority) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("sandbox", authority);
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            return (X509TrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    static SSLContext context(X509TrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A connection to the proxy, on which nothing was said yet. */
    Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), sandbox.proxyPort());
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    /** What the proxy answers to these bytes. */
    WireAnswer proxyAnswer(byte[] bytes) throws IOException {
        try (Socket socket = open()) {
            socket.getOutputStream().write(bytes);
            return WireAnswer.read(socket.getInputStream());
        }
    }

    /** A socket on which the proxy has said yes, and TLS has not begun. */
    Socket tunnel(String host) throws IOException {
        return tunnel(connect(host));
    }

    private Socket tunnel(byte[] head) throws IOException {
        Socket socket = open();
        socket.getOutputStream().write(head);
        WireAnswer answer = WireAnswer.read(socket.getInputStream());
        if (answer.status() != 200) {
            throw new AssertionError(answer.firstLine());
        }
        return socket;
    }

    static byte[] connect(String host) {
        String head = "CONNECT " + host + ":443 HTTP/1.1\r\nHost: " + host + ":443\r\n\r\n";
        return head.getBytes(StandardCharsets.US_ASCII);
    }

    /** TLS with that host; its certificate is checked for the name. */
    SSLSocket connection(String host) throws IOException {
        return connection(host, host);
    }

    /** The same, expecting the certificate of perhaps another one. */
    SSLSocket connection(String host, String expected) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(tunnel(host), expected, 443, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        socket.setSSLParameters(parameters);
        return socket;
    }

    /** A request in a tunnel that was opened with this head. */
    WireAnswer send(String head, String host, RawClient.Request request) throws IOException {
        Socket tunnel = tunnel(head.getBytes(StandardCharsets.US_ASCII));
        try (Socket socket = tls.getSocketFactory().createSocket(tunnel, host, 443, true)) {
            socket.getOutputStream().write(request.bytes());
            return WireAnswer.read(socket.getInputStream());
        }
    }

    WireAnswer send(String host, RawClient.Request request) {
        try (SSLSocket socket = connection(host)) {
            socket.getOutputStream().write(request.bytes());
            return WireAnswer.read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
