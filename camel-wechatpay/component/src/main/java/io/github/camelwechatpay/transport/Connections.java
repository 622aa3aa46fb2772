package io.github.camelwechatpay.transport;

import io.github.camelwechatpay.call.Deadline;
import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Pools connections, and looks a host name up before it connects, within the time of the call. Thread-safe. */
final class Connections implements HttpClientConnectionManager {

    private static final String DEADLINE = Connections.class.getName() + ".deadline";
    private static final String HOST = Connections.class.getName() + ".host";

    private final HttpClientConnectionManager pool;
    private final HostNames names;
    private final Duration connectTimeout;

    Connections(HttpClientConnectionManager pool, HostNames names, Duration connectTimeout) {
        this.pool = pool;
        this.names = names;
        this.connectTimeout = connectTimeout;
    }

    /** Says when a connection must be there. Without it a call makes no connection. */
    static void limit(HttpClientContext context, Deadline deadline) {
        context.setAttribute(DEADLINE, deadline);
    }

    /** Says to which host a connection leads first. Without it a call makes no connection. */
    static void route(HttpClientContext context, HttpRoute route) {
        HttpHost first = route.getProxyHost() != null ? route.getProxyHost() : route.getTargetHost();
        context.setAttribute(HOST, first.getHostName());
    }

    @Override
    public void connect(ConnectionEndpoint endpoint, @Nullable TimeValue timeout, HttpContext context)
            throws IOException {
        String host = (String) context.getAttribute(HOST);
        names.find(host, connectTimeout, (Deadline) context.getAttribute(DEADLINE));
        pool.connect(endpoint, timeout, context);
    }

    @Override
    public LeaseRequest lease(String id, HttpRoute route, Timeout timeout, @Nullable Object state) {
        return pool.lease(id, route, timeout, state);
    }

    @Override
    public void release(ConnectionEndpoint endpoint, @Nullable Object state, @Nullable TimeValue keepAlive) {
        pool.release(endpoint, state, keepAlive);
    }

    @Override
    public void upgrade(ConnectionEndpoint endpoint, HttpContext context) throws IOException {
        pool.upgrade(endpoint, context);
    }

    @Override
    public void close(CloseMode mode) {
        pool.close(mode);
    }

    @Override
    public void close() throws IOException {
        pool.close();
    }
}
