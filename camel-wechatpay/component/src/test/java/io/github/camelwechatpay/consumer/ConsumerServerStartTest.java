package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelwechatpay.fixture.ConsumerServer;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.RestConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that a consumer brings up itself. The other one is the application's. */
class ConsumerServerStartTest extends NotifyTestSupport {

    /** They would take any free port, which nobody posts to. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLATFORM_HTTP")
    void doesNotStartWithoutAPort(ConsumerServer server) {
        assertThatThrownBy(() -> start(server, 0))
                .rootCause()
                .hasMessageContaining("no port")
                .hasMessageContaining("camel.rest.port")
                .hasMessageContaining("camel.rest.component=" + server.component());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLATFORM_HTTP")
    void doesNotStartOnAPortThatIsTaken(ConsumerServer server) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(server, other.getLocalPort()))
                    .hasStackTraceContaining(
                            "The HTTP server of component " + server.component() + " does not take the path " + PATH)
                    .hasStackTraceContaining("Address already in use");
        }
    }

    private void start(ConsumerServer server, int port) throws Exception {
        RestConfiguration configuration = new RestConfiguration();
        configuration.setComponent(server.component());
        configuration.setHost("127.0.0.1");
        configuration.setPort(port);
        context.setRestConfiguration(configuration);
        component.getConfiguration().setHttpServerComponent(server.component());
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER).to("mock:notified");
            }
        });
    }
}
