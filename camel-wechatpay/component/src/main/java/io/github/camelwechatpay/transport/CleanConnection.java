package io.github.camelwechatpay.transport;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request only to a connection on which nothing is left to read. Unread bytes would be taken for the response
 * to the request. HttpClient's own check of pooled connections keeps such bytes, and calls the connection good.
 *
 * <p>The check never waits. It asks the socket how many bytes it holds, once when a call ends and twice before the next
 * call. A question cost 0.2 microseconds of CPU, measured on JDK 17 and Linux. Used by one thread at a time, and closed by
 * any thread.
 */
final class CleanConnection implements ManagedHttpClientConnection {

    /** HttpClient's own default for the check whether the peer has gone, which waits a millisecond. */
    private static final long LONG_IDLE = Duration.ofSeconds(2).toNanos();

    private final ManagedHttpClientConnection connection;

    private @Nullable SessionInputBuffer buffer;
    private @Nullable Socket network;
    private @Nullable Socket secure;
    private long idleSince = System.nanoTime();

    /** @param limits of the heads of responses */
    CleanConnection(Http1Config limits) throws IOException {
        HttpMessageParser<ClassicHttpResponse> parser = new DefaultHttpResponseParser(limits);
        connection = ManagedHttpClientConnectionFactory.builder()
                .http1Config(limits)
                .responseParserFactory(ignored -> (input, stream) -> {
                    buffer = input;
                    return parser.parse(input, stream);
                })
                .build()
                .createConnection(null);
    }

    private boolean hasUnread() throws IOException {
        return hasUnreadText() || hasUnread(network);
    }

    /** Ignores bytes that TLS has not decrypted yet. After its handshake they may be a session ticket. */
    private boolean hasUnreadText() throws IOException {
        return buffer != null && buffer.length() > 0 || hasUnread(secure == null ? network : secure);
    }

    private static boolean hasUnread(@Nullable Socket socket) throws IOException {
        return socket != null && socket.getInputStream().available() > 0;
    }

    /** Asked by the pool when a call is over. */
    @Override
    public boolean isConsistent() {
        try {
            return connection.isConsistent() && !hasUnread();
        } catch (IOException e) {
            return false;
        }
    }

    /** Asked by the pool before the next call. */
    @Override
    public boolean isStale() throws IOException {
        boolean gone = System.nanoTime() - idleSince > LONG_IDLE && connection.isStale();
        return gone || hasUnread();
    }

    @Override
    public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
        if (hasUnreadText()) {
            throw new NotSentException(
                    "the peer sent bytes before the request was written, so the connection was closed."
                            + " Check that option baseUri leads to an HTTP server");
        }
        connection.sendRequestHeader(request);
    }

    @Override
    public void bind(Socket socket) throws IOException {
        network = socket;
        connection.bind(socket);
    }

    @Override
    public void bind(SSLSocket tls, Socket socket) throws IOException {
        secure = tls;
        network = socket;
        connection.bind(tls, socket);
    }

    @Override
    public void passivate() {
        idleSince = System.nanoTime();
        connection.passivate();
    }

    @Override
    public void activate() {
        connection.activate();
    }

    @Override
    public @Nullable Socket getSocket() {
        return connection.getSocket();
    }

    @Override
    public @Nullable SSLSession getSSLSession() {
        return connection.getSSLSession();
    }

    @Override
    public void terminateRequest(ClassicHttpRequest request) throws HttpException, IOException {
        connection.terminateRequest(request);
    }

    @Override
    public void sendRequestEntity(ClassicHttpRequest request) throws HttpException, IOException {
        connection.sendRequestEntity(request);
    }

    @Override
    public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
        return connection.receiveResponseHeader();
    }

    @Override
    public void receiveResponseEntity(ClassicHttpResponse response) throws HttpException, IOException {
        connection.receiveResponseEntity(response);
    }

    @Override
    public boolean isDataAvailable(Timeout timeout) throws IOException {
        return connection.isDataAvailable(timeout);
    }

    @Override
    public void flush() throws IOException {
        connection.flush();
    }

    @Override
    public @Nullable EndpointDetails getEndpointDetails() {
        return connection.getEndpointDetails();
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() {
        return connection.getLocalAddress();
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() {
        return connection.getRemoteAddress();
    }

    @Override
    public @Nullable ProtocolVersion getProtocolVersion() {
        return connection.getProtocolVersion();
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public Timeout getSocketTimeout() {
        return connection.getSocketTimeout();
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
        connection.setSocketTimeout(timeout);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    @Override
    public void close(CloseMode mode) {
        connection.close(mode);
    }
}
