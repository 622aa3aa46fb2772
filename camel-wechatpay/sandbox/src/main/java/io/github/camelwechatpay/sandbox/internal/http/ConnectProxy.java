package io.github.camelwechatpay.sandbox.internal.http;

import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.HttpUpgradeListener;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.xnio.ChannelListener;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;

/**
 * An HTTPS proxy that leads into the sandbox only. It accepts CONNECT for WeChat Pay's own host names, speaks TLS as that
 * host, and passes the requests to the server of the sandbox's own port. The tunnel tells the host, whatever the
 * request's own headers say. It offers HTTP/1.1 only.
 */
public final class ConnectProxy implements HttpHandler {
    /** Bytes of names and values; the server itself rejects more than {@link #MAX_PARSED} bytes with 400. */
    private static final int MAX_HEAD = 8 * 1024;

    private static final int MAX_PARSED = 64 * 1024;
    private static final int HEAD_TIMEOUT_MILLIS = 5_000;
    private static final int MAX_CONNECTIONS = 256;
    /** Bytes: a TLS record and its overhead. */
    private static final int TLS_BUFFER_SIZE = 17 * 1024;

    private static final String HTTPS = "443";
    private static final Pattern AUTHORITY = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):([0-9]{1,5})");

    /** Buffers on the heap: the default ones outside of it are freed by means that newer JDKs warn about. */
    private final ByteBufferPool buffers = new DefaultByteBufferPool(false, TLS_BUFFER_SIZE);

    private final ProxyAuthority authority = new ProxyAuthority();
    private final Map<String, HttpUpgradeListener> tunnels;
    private final int port;

    /** Listens on another port of this server, and ends with the server. A port of 0 is any free port. */
    public ConnectProxy(int wantedPort, HttpServer server) throws IOException {
        tunnels = HostGroup.allHosts()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), host -> tunnel(host, server.requests(Optional.of(host)))));
        OptionMap limits = OptionMap.builder()
                .set(UndertowOptions.MAX_HEADER_SIZE, MAX_PARSED)
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, HEAD_TIMEOUT_MILLIS)
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, HEAD_TIMEOUT_MILLIS)
                .getMap();
        port = server.listen(
                wantedPort,
                OptionMap.create(Options.CONNECTION_HIGH_WATER, MAX_CONNECTIONS),
                server.connections(limits, this));
    }

    private HttpUpgradeListener tunnel(String host, ChannelListener<StreamConnection> requests) {
        UndertowXnioSsl ssl = new UndertowXnioSsl(
                Xnio.getInstance(ConnectProxy.class.getClassLoader()),
                OptionMap.EMPTY,
                buffers,
                authority.context(host));
        return (connection, exchange) ->
                requests.handleEvent(ssl.wrapExistingConnection(connection, OptionMap.EMPTY, false));
    }

    public int port() {
        return port;
    }

    public ProxyAuthority authority() {
        return authority;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        Matcher target = AUTHORITY.matcher(RequestLineTap.of(exchange).target());
        if (headSize(exchange) > MAX_HEAD) {
            refuse(
                    exchange,
                    StatusCodes.REQUEST_HEADER_FIELDS_TOO_LARGE,
                    "The head has more than " + MAX_HEAD + " bytes");
        } else if (!exchange.getRequestMethod().toString().equals(Methods.CONNECT_STRING)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, Methods.CONNECT_STRING);
            refuse(exchange, StatusCodes.METHOD_NOT_ALLOWED, "This proxy takes CONNECT only");
        } else if (!target.matches() || !exchange.isRequestComplete()) {
            refuse(exchange, StatusCodes.BAD_REQUEST, "Not CONNECT host:port without a body");
        } else {
            connect(exchange, target.group(1).toLowerCase(Locale.ROOT), target.group(2));
        }
    }

    private void connect(HttpServerExchange exchange, String host, String wanted) {
        HttpUpgradeListener tunnel = tunnels.get(host);
        if (tunnel == null || !wanted.equals(HTTPS)) {
            refuse(exchange, StatusCodes.FORBIDDEN, "This proxy leads to WeChat Pay's hosts only, to port " + HTTPS);
        } else {
            // With HTTP/1.0 or Connection: close the server would close the connection after the 200
            exchange.setProtocol(Protocols.HTTP_1_1).setPersistent(true);
            exchange.acceptConnectRequest(tunnel);
            exchange.endExchange();
        }
    }

    private static int headSize(HttpServerExchange exchange) {
        int size = RequestLineTap.of(exchange).target().length();
        for (HeaderValues values : exchange.getRequestHeaders()) {
            for (String value : values) {
                size += values.getHeaderName().length() + value.length();
            }
        }
        return size;
    }

    private static void refuse(HttpServerExchange exchange, int status, String why) {
        exchange.setPersistent(false);
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
        exchange.getResponseSender().send(why + "\n");
    }
}
