package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelwechatpay.fixture.ConsumerServer;
import io.github.camelwechatpay.fixture.NotifyClient;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.impl.engine.DefaultComponentResolver;
import org.apache.camel.main.HttpServerConfigurationProperties;
import org.apache.camel.spi.ComponentResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Camel JBang starts the HTTP server of the application when component platform-http is created for the first time. */
class ConsumerServerOnDemandTest extends NotifyTestSupport {

    /** Does what {@code DependencyDownloaderComponentResolver} of camel-kamelet-main does. */
    private static final class ServerOnDemand extends DefaultComponentResolver {

        private final IntConsumer server;

        private ServerOnDemand(IntConsumer server) {
            this.server = server;
        }

        @Override
        public Component resolveComponent(String name, CamelContext context) {
            Component component = super.resolveComponent(name, context);
            if (component instanceof PlatformHttpComponent && context.hasService(MainHttpServer.class) == null) {
                server.accept(PORT);
            }
            return component;
        }
    }

    private static final int PORT = ConsumerServer.freePort();

    @ParameterizedTest
    @ValueSource(strings = {CONSUMER, CONSUMER + "?eventTypes=PAPAY.SIGN", "wechatpay:notify/x?httpPath=" + PATH})
    void startsWithTheServerThatItsOwnRouteBringsUp(String uri) throws Exception {
        onDemand(this::serve);

        startRouteFrom(uri);

        assertThat(new NotifyClient(PORT)
                        .post(PATH, Map.of(), "{}".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void saysWhyTheServerCannotBeCreated() {
        onDemand(port -> {
            throw new IllegalStateException("port " + port + " is taken");
        });

        assertThatThrownBy(() -> startRouteFrom(CONSUMER))
                .hasStackTraceContaining("No HTTP server for notifications: component platform-http cannot be created."
                        + " The cause says why")
                .rootCause()
                .hasMessage("port " + PORT + " is taken");
    }

    private void onDemand(IntConsumer server) {
        context.getCamelContextExtension().addContextPlugin(ComponentResolver.class, new ServerOnDemand(server));
    }

    private void startRouteFrom(String uri) throws Exception {
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).to("mock:notified");
            }
        });
    }

    private void serve(int port) {
        try (HttpServerConfigurationProperties properties = new HttpServerConfigurationProperties(null)) {
            DefaultMainHttpServerFactory factory = new DefaultMainHttpServerFactory();
            factory.setCamelContext(context);
            context.addService(factory.newHttpServer(context, properties.withPort(port)), true, true);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
