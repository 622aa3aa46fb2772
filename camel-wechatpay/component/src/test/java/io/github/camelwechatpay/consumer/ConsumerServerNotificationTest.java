package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.ConsumerServer;
import io.github.camelwechatpay.fixture.ConsumerServerConnection;
import io.github.camelwechatpay.fixture.ConsumerServerTestSupport;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.SignedNotification;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every server hands on to the route. */
class ConsumerServerNotificationTest extends ConsumerServerTestSupport {

    @ParameterizedTest
    @EnumSource
    void verifiesDecryptsAndAcknowledges(ConsumerServer server) throws Exception {
        serve(server);

        var delivery = deliver(contract());

        assertThat(delivery.status()).isEqualTo(200);
        assertThat(delivery.body()).isEqualTo(SUCCESS);
        var message = notified().getExchanges().get(0).getMessage();
        assertThat(message.getBody(Map.class).get("contract_id")).isEqualTo("202611210001");
        assertThat(message.getHeader(WechatpayConstants.EVENT_TYPE)).isEqualTo(SIGNED);
        assertThat(message.getHeader(WechatpayConstants.MCHID)).isEqualTo(sandbox.mchid());
    }

    @ParameterizedTest
    @EnumSource
    void takesHeaderNamesInAnySpelling(ConsumerServer server) throws Exception {
        serve(server);
        SignedNotification notification = signed();
        Map<String, String> lower = new LinkedHashMap<>();
        Map<String, String> upper = new LinkedHashMap<>();
        notification.headers().forEach((name, value) -> {
            lower.put(name.toLowerCase(Locale.ROOT), value);
            upper.put(name.toUpperCase(Locale.ROOT), value);
        });

        handled(client().post(PATH, lower, notification.body()));
        handled(client().post(PATH, upper, notification.body()));
    }

    @ParameterizedTest
    @EnumSource
    void answersNothingOfTheRequest(ConsumerServer server) throws Exception {
        serve(server);
        SignedNotification notification = signed();
        List<String> headers = new ArrayList<>(lines(notification));
        headers.add("X-Echo: " + MARK);

        var reply = client().send("POST", PATH + "?echo=" + MARK, headers, notification.body());

        handled(reply);
        assertThat(reply.head().stream().skip(1).map(line -> line.split(":")[0].toLowerCase(Locale.ROOT)))
                .contains("content-type", "content-length")
                .isSubsetOf("content-type", "content-length", "connection", "date");
        assertThat(notified().getExchanges().get(0).getMessage().getHeaders().keySet())
                .allMatch(name -> name.startsWith("CamelWechatpay"));
    }

    @ParameterizedTest
    @EnumSource
    void takesAChunkedBody(ConsumerServer server) throws Exception {
        serve(server);
        SignedNotification notification = signed();

        handled(client().raw(
                        ConsumerServerConnection.head(PATH, lines(notification)) + "Transfer-Encoding: chunked\r\n\r\n",
                        ConsumerServerConnection.chunks(notification.body(), 100)));
        stillServes();
    }

    @ParameterizedTest
    @EnumSource
    void takesABodyJustUnderTheLimit(ConsumerServer server) throws Exception {
        serve(server);
        SignedNotification notification =
                sandbox.signedNotification(SandboxNotification.of(SIGNED, Map.of("text", "x".repeat(785_900))));
        assertThat(notification.body().length).isBetween(1024 * 1024 - 1024, 1024 * 1024);

        handled(client().post(notification));
        handled(client().raw(
                        ConsumerServerConnection.head(PATH, lines(notification)) + "Transfer-Encoding: chunked\r\n\r\n",
                        ConsumerServerConnection.chunks(notification.body(), 5000)));
    }

    @ParameterizedTest
    @EnumSource
    void takesTwoNotificationsOnOneConnection(ConsumerServer server) throws Exception {
        serve(server);
        try (ConsumerServerConnection connection = new ConsumerServerConnection(port())) {
            for (SignedNotification notification : List.of(signed(), signed())) {
                connection.send(ConsumerServerConnection.head(PATH, lines(notification)) + "Content-Length: "
                        + notification.body().length + "\r\n\r\n");
                connection.send(notification.body());
                handled(connection.reply());
            }
        }
        assertThat(received()).isEqualTo(2);
    }

    /** Undertow's consumer never says so; a sender waits for it only for a while (RFC 9110, section 10.1.1). */
    @ParameterizedTest
    @EnumSource
    void takesASenderThatAsksWhetherToGoOn(ConsumerServer server) throws Exception {
        serve(server);
        SignedNotification notification = signed();
        try (ConsumerServerConnection connection = new ConsumerServerConnection(port())) {
            connection.send(ConsumerServerConnection.head(PATH, lines(notification))
                    + "Expect: 100-continue\r\nContent-Length: " + notification.body().length + "\r\n\r\n");
            if (server != ConsumerServer.UNDERTOW) {
                assertThat(connection.reply().status()).isEqualTo(100);
            }
            connection.send(notification.body());
            handled(connection.reply());
        }
    }

    @ParameterizedTest
    @EnumSource
    void finishesWhenTheSenderClosesBeforeTheAnswer(ConsumerServer server) throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        serve(server, null, new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER)
                        .process(exchange -> {
                            entered.countDown();
                            closed.await(20, TimeUnit.SECONDS);
                        })
                        .to("mock:notified");
            }
        });
        SignedNotification notification = signed();
        try (ConsumerServerConnection connection = new ConsumerServerConnection(port())) {
            connection.send(ConsumerServerConnection.head(PATH, lines(notification)) + "Content-Length: "
                    + notification.body().length + "\r\n\r\n");
            connection.send(notification.body());
            assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
        }
        closed.countDown();

        await().until(() -> received() == 1);
        stillServes();
    }

    @ParameterizedTest
    @EnumSource
    void servesAgainAfterARestartOfTheRoute(ConsumerServer server) throws Exception {
        serve(server);
        stillServes();

        context.getRouteController().stopRoute("notified");
        assertThat(isServed()).isFalse();

        context.getRouteController().startRoute("notified");
        stillServes();
    }

    /** Undertow and Netty go with their last path, the other server stays and does not know the path. */
    private boolean isServed() throws IOException {
        try {
            return client().post(signed()).status() != 404;
        } catch (ConnectException e) {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesNoPortOpenAfterTheStop(ConsumerServer server) throws Exception {
        serve(server);
        stillServes();
        int port = port();

        context.stop();

        portIsClosed(port);
    }
}
