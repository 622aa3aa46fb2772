package io.github.camelwechatpay.sandbox.internal.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/** Turns the server's exchange into a request, and a response into bytes on the connection. */
final class HttpExchangeHandler implements HttpHandler {
    /** Bytes; the limit of WeChat Pay is not documented. */
    static final int MAX_BODY = 1024 * 1024;

    /** Bytes; official pages document files of up to 7.5 MB. */
    static final int MAX_UPLOAD = 8 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(HttpExchangeHandler.class);

    private final Optional<String> host;
    private final RequestHandler handler;

    /** @param host the host of all requests, if they come by the proxy */
    HttpExchangeHandler(Optional<String> host, RequestHandler handler) {
        this.host = host;
        this.handler = handler;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        RequestLineTap tap = RequestLineTap.of(exchange);
        String target = tap.target();
        // The listener that is added last runs first: before the server reads the next request
        exchange.addExchangeCompleteListener((ended, next) -> {
            tap.next();
            next.proceed();
        });
        if (!target.startsWith("/")) {
            exchange.setPersistent(false);
            send(
                    exchange,
                    Refusal.parameter("", "request-target", "not a path, or pipelined")
                            .answer());
            return;
        }
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        int limit = type != null && MultipartBody.isMultipart(type) ? MAX_UPLOAD : MAX_BODY;
        byte[] body = exchange.getInputStream().readNBytes(limit + 1);
        if (body.length > limit) {
            exchange.setPersistent(false);
            send(exchange, Refusal.tooLarge(limit).answer());
            return;
        }
        String method = exchange.getRequestMethod().toString();
        send(exchange, answer(new GatewayRequest(host, method, target, headers(exchange), body)));
    }

    private GatewayAnswer answer(GatewayRequest request) {
        try {
            return handler.handle(request);
        } catch (RuntimeException e) {
            LOG.error("The sandbox failed on {} {}", request.method(), request.path(), e);
            return Refusal.internal("The sandbox failed, its log says why").answer();
        }
    }

    private static Map<String, List<String>> headers(HttpServerExchange exchange) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (HeaderValues values : exchange.getRequestHeaders()) {
            headers.put(values.getHeaderName().toString(), List.copyOf(values));
        }
        return headers;
    }

    private static void send(HttpServerExchange exchange, GatewayAnswer answer) throws IOException {
        if (answer.ending() == GatewayAnswer.Ending.DROPPED) {
            IoUtils.safeClose(exchange.getConnection());
            return;
        }
        exchange.setStatusCode(answer.status());
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        boolean bodyless = answer.status() == 204;
        FileBody body = answer.file() != null ? answer.file() : FileBody.of(answer.body());
        long length = bodyless || answer.isEmpty() ? 0 : body.length();
        if (!bodyless) {
            exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, length);
        }
        if (length == 0) {
            exchange.endExchange();
            return;
        }
        OutputStream out = exchange.getOutputStream();
        if (answer.ending() == GatewayAnswer.Ending.TRUNCATED) {
            body.writeTo(new CutStream(out, length / 2));
            out.flush();
            IoUtils.safeClose(exchange.getConnection());
        } else {
            body.writeTo(out);
            out.close();
        }
    }
}
