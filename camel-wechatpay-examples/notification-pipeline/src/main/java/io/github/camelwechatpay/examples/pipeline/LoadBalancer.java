package io.github.camelwechatpay.examples.pipeline;

import io.undertow.Undertow;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/** Distributes notifications to the nodes in turn. A node that cannot be reached is skipped and tried again every second. */
record LoadBalancer(Undertow server) implements AutoCloseable {

    private static final int RETRY_SECONDS = 1;
    private static final int CONNECTIONS = 50;

    static LoadBalancer before(List<Integer> ports) {
        LoadBalancingProxyClient nodes = new LoadBalancingProxyClient()
                .setProblemServerRetry(RETRY_SECONDS)
                .setConnectionsPerThread(CONNECTIONS);
        ports.forEach(port -> nodes.addHost(URI.create("http://127.0.0.1:" + port)));
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(ProxyHandler.builder()
                        .setProxyClient(nodes)
                        .setMaxConnectionRetries(ports.size() - 1)
                        .build())
                .build();
        server.start();
        return new LoadBalancer(server);
    }

    int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void close() {
        server.stop();
    }
}
