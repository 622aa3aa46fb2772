package io.github.camelwechatpay;

import io.github.camelwechatpay.sandbox.Delivery;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/** An HTTP server of Camel on a free port of the loopback address, and a component that trusts all keys of the sandbox. */
abstract class NotifyTestSupport extends SandboxTestSupport {

    static final String PATH = "/notify/contracts";
    static final String CONSUMER = "wechatpay:notify/contracts";
    static final String SIGNED = "PAPAY.SIGN";

    /** Camel's server looks for its router by the port that is configured, so a consumer finds the router of port 0. */
    private static final int ANY_PORT = 0;

    private VertxPlatformHttpServer server;

    /** Public key and platform certificate of the sandbox, without a download. */
    @Override
    WechatpayConfiguration configuration() {
        WechatpayConfiguration configuration = super.configuration();
        configuration.setPlatformCertificates(sandbox.platformCertificatePem());
        return configuration;
    }

    void startServer() throws Exception {
        startServer(20);
    }

    void startServer(int workers) throws Exception {
        server = server(context, workers);
    }

    /** The server closes its Vert.x only when it has found it in the registry. */
    static VertxPlatformHttpServer server(CamelContext context, int workers) throws Exception {
        context.getRegistry()
                .bind(
                        "vertx",
                        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(workers)));
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost("127.0.0.1");
        configuration.setBindPort(ANY_PORT);
        VertxPlatformHttpServer server = new VertxPlatformHttpServer(configuration);
        context.addService(server);
        return server;
    }

    /** Starts server and context with one route from a consumer to mock:notified. */
    void startConsuming(String uri) throws Exception {
        startServer();
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("notified").to("mock:notified");
            }
        });
    }

    /** Starts server and context. */
    void startServing(RouteBuilder routes) throws Exception {
        startServer();
        startWith(routes);
    }

    MockEndpoint notified() {
        return mock("notified");
    }

    MockEndpoint mock(String name) {
        return context.getEndpoint("mock:" + name, MockEndpoint.class);
    }

    int port() {
        return server.getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port() + PATH;
    }

    Delivery deliver(SandboxNotification notification) {
        return sandbox.notify(url(), notification);
    }

    NotifyClient client() {
        return new NotifyClient(port());
    }

    static SandboxNotification contract() {
        return SandboxNotification.of(
                SIGNED, Map.of("contract_id", "202611210001", "openid", "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"));
    }
}
