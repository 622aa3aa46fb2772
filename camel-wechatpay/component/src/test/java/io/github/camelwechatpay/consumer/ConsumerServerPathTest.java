package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.fixture.ConsumerServer;
import io.github.camelwechatpay.fixture.ConsumerServerProxy;
import io.github.camelwechatpay.fixture.ConsumerServerTestSupport;
import io.github.camelwechatpay.fixture.NotifyClient;
import io.github.camelwechatpay.sandbox.SignedNotification;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The path of the consumer, in front of which a server or a reverse proxy may have one of its own. */
class ConsumerServerPathTest extends ConsumerServerTestSupport {

    @ParameterizedTest
    @EnumSource
    void standsBehindTheContextPathOfTheServer(ConsumerServer server) throws Exception {
        serve(server, "/pay/api", CONSUMER);

        handled(post(port(), "/pay/api" + PATH));
        assertThat(post(port(), PATH).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource
    void standsBehindAProxyThatStripsItsPrefix(ConsumerServer server) throws Exception {
        serve(server);
        try (ConsumerServerProxy proxy =
                new ConsumerServerProxy(this::port, path -> path.replaceFirst("^/pay/", "/"))) {
            handled(post(proxy.port(), "/pay" + PATH));
        }
    }

    @ParameterizedTest
    @EnumSource
    void standsBehindAProxyThatKeepsItsPrefix(ConsumerServer server) throws Exception {
        serve(server, null, CONSUMER + "?httpPath=/pay" + PATH);
        behindAProxyThatKeepsItsPrefix();
    }

    @ParameterizedTest
    @EnumSource
    void standsBehindAProxyThatKeepsThePrefixWhichIsTheContextPath(ConsumerServer server) throws Exception {
        serve(server, "pay", CONSUMER);
        behindAProxyThatKeepsItsPrefix();
    }

    private void behindAProxyThatKeepsItsPrefix() throws IOException {
        try (ConsumerServerProxy proxy = new ConsumerServerProxy(this::port, UnaryOperator.identity())) {
            handled(post(proxy.port(), "/pay" + PATH));
            assertThat(post(proxy.port(), PATH).status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isAnotherPathThanOneThatBeginsLikeIt(ConsumerServer server) throws Exception {
        serve(server, "/pay", CONSUMER);

        for (String path : List.of("/pay" + PATH + "x", "/pay" + PATH + "/x", "/pay/pay" + PATH, "/paypay" + PATH)) {
            assertThat(post(port(), path).status()).as(path).isEqualTo(404);
        }
        assertThat(received()).isZero();
    }

    private NotifyClient.Reply post(int port, String path) throws IOException {
        SignedNotification notification = signed();
        // The proxy of the test ends an exchange with the connection
        return new NotifyClient(port)
                .post(path, NotifyClient.with(notification.headers(), "Connection", "close"), notification.body());
    }
}
