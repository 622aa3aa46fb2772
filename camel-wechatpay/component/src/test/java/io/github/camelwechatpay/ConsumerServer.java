package io.github.camelwechatpay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.function.IntSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.spi.RestConfiguration;

/** The HTTP servers that a consumer is tested on, each on a free port of the loopback address. */
enum ConsumerServer {
    PLATFORM_HTTP("platform-http") {
        @Override
        IntSupplier prepare(CamelContext context, RestConfiguration configuration) throws Exception {
            VertxPlatformHttpServer server = NotifyTestSupport.server(context, 20);
            return server::getPort;
        }
    },
    UNDERTOW("undertow"),
    NETTY_HTTP("netty-http");

    private final String component;

    ConsumerServer(String component) {
        this.component = component;
    }

    /** Value of option httpServerComponent. */
    String component() {
        return component;
    }

    /**
     * Prepares a context that is not started yet.
     *
     * @param contextPath of the REST configuration, or null
     * @return the port, known after the start
     */
    IntSupplier prepare(CamelContext context, String contextPath) throws Exception {
        RestConfiguration configuration = new RestConfiguration();
        configuration.setComponent(component);
        configuration.setContextPath(contextPath);
        IntSupplier port = prepare(context, configuration);
        context.setRestConfiguration(configuration);
        return port;
    }

    /** These servers are started by their first consumer, and say nowhere which port they got: so it is chosen before. */
    IntSupplier prepare(CamelContext context, RestConfiguration configuration) throws Exception {
        int port = freePort();
        configuration.setHost("127.0.0.1");
        configuration.setPort(port);
        return () -> port;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return component;
    }
}
