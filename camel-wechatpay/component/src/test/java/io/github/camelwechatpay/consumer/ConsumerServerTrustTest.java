package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.fixture.ConsumerServer;
import io.github.camelwechatpay.fixture.ConsumerServerTestSupport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What of a message is the server's own word: the address of the caller and the path. The component builds on it, and an
 * update of Camel must not change it unnoticed.
 */
class ConsumerServerTrustTest extends ConsumerServerTestSupport {

    private static final String VERTX_ADDRESS = "CamelVertxPlatformHttpRemoteAddress";
    private static final String NETTY_ADDRESS = "CamelNettyRemoteAddress";

    private static final List<String> LIES = List.of(
            VERTX_ADDRESS + ": 203.0.113.7:1",
            NETTY_ADDRESS + ": 203.0.113.7:1",
            "camelnettyremoteaddress: 203.0.113.7:1",
            "CamelHttpUri: /notify/liar",
            "camelhttpuri: /notify/liar",
            "merchant: liar",
            "X-Forwarded-For: 203.0.113.7");

    private final BlockingQueue<Map<String, Object>> seen = new LinkedBlockingQueue<>();
    private Consumer consumer;

    @AfterEach
    void stopConsumer() {
        ServiceHelper.stopAndShutdownService(consumer);
    }

    @ParameterizedTest
    @EnumSource
    void tellsTheAddressOfTheCallerOrNone(ConsumerServer server) throws Exception {
        serveTemplate(server, null);

        Map<String, Object> headers = headers("/notify/m1?" + VERTX_ADDRESS + "=203.0.113.7:1&" + NETTY_ADDRESS + "=x");

        switch (server) {
            case PLATFORM_HTTP -> {
                assertThat(headers.get(VERTX_ADDRESS))
                        .isInstanceOf(io.vertx.core.net.SocketAddress.class)
                        .asString()
                        .matches("127\\.0\\.0\\.1:[0-9]+");
                assertThat(headers).doesNotContainKey(NETTY_ADDRESS);
            }
            case NETTY_HTTP -> {
                assertThat(headers.get(NETTY_ADDRESS))
                        .isInstanceOfSatisfying(
                                InetSocketAddress.class,
                                address -> assertThat(address.getAddress().isLoopbackAddress())
                                        .isTrue());
                assertThat(headers).doesNotContainKey(VERTX_ADDRESS);
            }
            case UNDERTOW -> assertThat(headers).doesNotContainKeys(VERTX_ADDRESS, NETTY_ADDRESS);
        }
    }

    static Stream<Arguments> templates() {
        return Stream.of(ConsumerServer.values())
                .flatMap(server -> Stream.of(Arguments.of(server, null), Arguments.of(server, "/pay/api")));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void tellsThePathOfATemplate(ConsumerServer server, String contextPath) throws Exception {
        serveTemplate(server, contextPath);
        String prefix = contextPath == null ? "" : contextPath;

        Object uri = headers(prefix + "/notify/m1?CamelHttpUri=/notify/liar&merchant=liar")
                .get(Exchange.HTTP_URI);

        assertThat(uri)
                .asString()
                .startsWith(prefix + "/notify/m1")
                .satisfies(text -> assertThat(text.split("\\?")[0]).isEqualTo(prefix + "/notify/m1"));
    }

    /** So the header of a template's name is not asked. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNDERTOW")
    void mixesAParameterOfTheTemplateWithWhatTheCallerSays(ConsumerServer server) throws Exception {
        serveTemplate(server, null);

        assertThat(headers("/notify/m1").get("merchant"))
                .isInstanceOfSatisfying(
                        Collection.class,
                        values -> assertThat(List.copyOf(values)).hasToString("[liar, m1]"));
    }

    @ParameterizedTest
    @EnumSource
    void takesOneSegmentForATemplate(ConsumerServer server) throws Exception {
        serveTemplate(server, null);

        for (String path : List.of("/notify", "/notify/", "/notify/m1/x", "/notify/m1/x/y", "/m1")) {
            assertThat(client().send("POST", path, LIES, "{}".getBytes(StandardCharsets.UTF_8))
                            .status())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(seen).isEmpty();
    }

    private void serveTemplate(ConsumerServer server, String contextPath) throws Exception {
        serve(server, contextPath, new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:any").to("mock:any");
            }
        });
        consumer = new NotificationServer(context, server.component(), "/notify/{merchant}")
                .start(exchange ->
                        seen.add(Map.copyOf(withoutNulls(exchange.getMessage().getHeaders()))));
    }

    private static Map<String, Object> withoutNulls(Map<String, Object> headers) {
        headers.values().removeIf(Objects::isNull);
        return headers;
    }

    private Map<String, Object> headers(String target) throws IOException, InterruptedException {
        client().send("POST", target, LIES, "{}".getBytes(StandardCharsets.UTF_8));
        return seen.poll(20, TimeUnit.SECONDS);
    }
}
