package io.github.camelwechatpay.transport;

import io.github.camelwechatpay.call.Failures;
import io.github.camelwechatpay.files.FileException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/**
 * Describes why the network failed. Messages of network and TLS failures name hosts, times and alerts, so they are shown.
 * Messages of a parser may quote the response, and messages about a host name quote the certificate, so they are not shown.
 *
 * @param origin where the call went
 * @param sent whether the request was being written
 */
record Failure(URI origin, boolean sent) {

    private static final String CHECK_ADDRESS = "Check scheme, host and port of option baseUri (backupBaseUri)";

    String describe(Throwable e) {
        if (e instanceof NoHttpResponseException) {
            return "connection closed";
        }
        if (e instanceof ConnectionClosedException) {
            return "connection closed within the response";
        }
        if (e instanceof ConnectionRequestTimeoutException) {
            return "no connection became free (options maxConnections and connectTimeout)";
        }
        if (e instanceof ConnectTimeoutException) {
            return "no connection within option connectTimeout: " + e.getMessage() + ". " + CHECK_ADDRESS;
        }
        if (e instanceof SSLException && !sent) {
            return tls((SSLException) e);
        }
        if (e instanceof SocketTimeoutException) {
            return !sent && isTls()
                    ? "no TLS handshake with " + address() + " within options connectTimeout and responseTimeout. "
                            + CHECK_ADDRESS
                    : "no data within option responseTimeout";
        }
        if (e instanceof FileException) {
            return e.getMessage();
        }
        if (e instanceof MessageConstraintException) {
            return "the head of the response is too large (MessageConstraintException): at most "
                    + ManagedHttpClient.MOST_HEADERS + " header lines of " + ManagedHttpClient.LONGEST_LINE
                    + " bytes are read";
        }
        if (e instanceof ClientProtocolException && sent) {
            return address() + " sent no HTTP response (ClientProtocolException). " + CHECK_ADDRESS;
        }
        String plain = named(e);
        return sent && e instanceof SocketException && !isTls() ? plain + ". " + Failures.tlsAdvice(address()) : plain;
    }

    private String tls(SSLException e) {
        String kind = e.getClass().getSimpleName();
        if (e instanceof SSLPeerUnverifiedException) {
            return "the certificate of " + address() + " is for another host name (" + kind
                    + "). Check option baseUri (backupBaseUri)";
        }
        if (hasCause(e, CertificateException.class)) {
            return "the certificate of " + address() + " is not trusted (" + named(e)
                    + "). Check option baseUri (backupBaseUri); for an authority of your own set option"
                    + " sslContextParameters";
        }
        if (String.valueOf(e.getMessage()).startsWith("Unsupported or unrecognized SSL message")) {
            return address() + " does not speak TLS (" + kind + "). " + CHECK_ADDRESS;
        }
        return "no TLS connection to " + address() + " (" + named(e) + "). " + CHECK_ADDRESS
                + ", and option sslContextParameters";
    }

    private static boolean hasCause(@Nullable Throwable e, Class<?> type) {
        return e != null && (type.isInstance(e) || hasCause(e.getCause(), type));
    }

    private static String named(Throwable e) {
        boolean fromNetwork = e instanceof SocketException
                || e instanceof InterruptedIOException
                || e instanceof UnknownHostException
                || e instanceof SSLException
                || e instanceof AnswerTooLargeException;
        return e.getClass().getSimpleName() + (fromNetwork && e.getMessage() != null ? ": " + e.getMessage() : "");
    }

    private boolean isTls() {
        return "https".equalsIgnoreCase(origin.getScheme());
    }

    private String address() {
        int port = origin.getPort() >= 0 ? origin.getPort() : isTls() ? 443 : 80;
        return origin.getHost() + ':' + port;
    }
}
