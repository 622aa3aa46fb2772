package io.github.camelwechatpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelwechatpay.fixture.NotifyLog;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import io.github.camelwechatpay.fixture.RawGateway;
import io.github.camelwechatpay.sandbox.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts, stops and changes while the context runs; nothing is left behind. */
class LifecycleTest extends NotifyTestSupport {

    private static final String PREOPEN = "wechatpay:v3/ebike/charge/contracts/preopen";
    private static final Map<String, Object> BODY = Map.of(
            "sub_mchid",
            "1510770601",
            "appid",
            "wx47c677487ce3ac47",
            "trade_scene",
            "CHARGE",
            "openid",
            "ot35_4gNgXsUuh2s");
    private static final Duration PROMPTLY = Duration.ofSeconds(5);

    private final ExecutorService helpers = Executors.newCachedThreadPool();
    private final List<String> receivers = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> resources = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        helpers.shutdownNow();
        for (AutoCloseable each : resources) {
            each.close();
        }
    }

    @Test
    void worksAgainAfterAStopOfTheContext() throws Exception {
        component.getConfiguration().setPlatformCertificates("auto");
        context.addRoutes(bothWays());
        for (int round = 1; round <= 3; round++) {
            // A stopped context forgets its services and components
            startServer();
            if (context.hasComponent("wechatpay") == null) {
                context.addComponent("wechatpay", component);
            }
            context.start();
            template = context.createProducerTemplate();

            assertThat(call().getException()).isNull();
            assertThat(deliver(contract()).status()).isEqualTo(200);
            assertThat(ownThreads()).isNotEmpty();
            int port = port();
            context.stop();

            await().untilAsserted(() -> assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class));
            await().untilAsserted(() -> assertThat(ownThreads()).isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void stopsQuietlyWhileCertificatesLoad(boolean backup) throws Exception {
        RawGateway gateway = new RawGateway();
        resources.add(gateway);
        gateway.otherwise(gateway.silence());
        NotifyLog log = NotifyLog.of(Level.WARN, "io.github.camelwechatpay");
        resources.add(log);
        component.getConfiguration().setBaseUri(gateway.baseUri());
        component.getConfiguration().setBackupBaseUri(backup ? gateway.baseUri() : null);
        component.getConfiguration().setPlatformCertificates("auto");
        startCalling(PREOPEN);
        await().until(() -> gateway.requests().size() == 1);

        context.stop();

        await().untilAsserted(() -> assertThat(ownThreads()).isEmpty());
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void leavesNoThreadOfAContextThatFailsToStart() throws Exception {
        component.getConfiguration().setPlatformCertificates("auto");
        startServer();
        context.addRoutes(bothWays());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:other").to(PREOPEN + "?secretKey=short");
            }
        });

        assertThatThrownBy(() -> context.start()).rootCause().hasMessageContaining("secretKey");
        context.stop();

        await().untilAsserted(() -> assertThat(ownThreads()).isEmpty());
    }

    @Test
    void closesIdleConnectionsAtStop() throws Exception {
        ServerSocket gateway = listen();
        CompletableFuture<Integer> afterAnswer = CompletableFuture.supplyAsync(() -> answerOnce(gateway), helpers);
        startCalling(PREOPEN + "?baseUri=http://127.0.0.1:" + gateway.getLocalPort());

        assertThat(call().getException()).isInstanceOf(WechatpayCallException.class);
        assertThat(afterAnswer).isNotDone();
        context.stop();

        assertThat(afterAnswer.get(5, TimeUnit.SECONDS)).as("end of stream").isEqualTo(-1);
    }

    @Test
    void endsACallThatHangsAtStop() throws Exception {
        ServerSocket gateway = listen();
        CompletableFuture<Socket> connection = accept(gateway);
        context.start();
        CompletableFuture<Exchange> answer = template.asyncSend(
                PREOPEN + "?baseUri=http://127.0.0.1:" + gateway.getLocalPort(),
                e -> e.getMessage().setBody(BODY));
        assertThat(connection.get(5, TimeUnit.SECONDS).getInputStream().read()).isEqualTo('P');

        assertThat(stop()).isLessThan(PROMPTLY);

        assertThat(answer).succeedsWithin(PROMPTLY);
        assertThat(answer.get().getException())
                .isInstanceOfSatisfying(
                        WechatpayCallException.class,
                        e -> assertThat(e.getOutcome()).isEqualTo(WechatpayCallException.Outcome.UNKNOWN));
        await().untilAsserted(() -> assertThat(ownThreads()).isEmpty());
    }

    @Test
    void letsACallOfARouteFinishAtStop() throws Exception {
        startCalling(PREOPEN);
        sandbox.fault(io.github.camelwechatpay.sandbox.Fault.SLOW, 1, "", Duration.ofMillis(500));
        CompletableFuture<Exchange> answer =
                template.asyncSend("direct:call", e -> e.getMessage().setBody(BODY));
        await().until(() -> sandbox.executions("v3/ebike/charge/contracts/preopen") == 1);

        assertThat(stop()).isLessThan(PROMPTLY);

        assertThat(answer).succeedsWithin(PROMPTLY);
        assertThat(answer.get().getException()).isNull();
    }

    @Test
    void endsADownloadThatHangsAtStop() throws Exception {
        ServerSocket gateway = listen();
        CompletableFuture<Socket> connection = accept(gateway);
        component.getConfiguration().setPublicKey(null);
        component.getConfiguration().setPublicKeyId(null);
        component.getConfiguration().setPlatformCertificates("auto");
        startCalling(PREOPEN + "?baseUri=http://127.0.0.1:" + gateway.getLocalPort());
        connection.get(5, TimeUnit.SECONDS);

        assertThat(stop()).isLessThan(PROMPTLY);

        await().untilAsserted(() -> assertThat(ownThreads()).isEmpty());
    }

    @Test
    void letsARunningNotificationRouteFinishAtStopAndAnswersIt() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER).process(e -> {
                    started.countDown();
                    release.await(10, TimeUnit.SECONDS);
                });
            }
        });
        CompletableFuture<Delivery> delivery = CompletableFuture.supplyAsync(() -> deliver(contract()), helpers);
        assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Duration> stopped = CompletableFuture.supplyAsync(this::stop, helpers);
        await().until(() -> context.isStopping());
        release.countDown();

        assertThat(delivery.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(stopped.get(10, TimeUnit.SECONDS)).isLessThan(PROMPTLY);
        await().untilAsserted(() -> assertThat(ownThreads()).isEmpty());
    }

    @Test
    void leavesAnExecutorServiceOfTheApplicationRunning() throws Exception {
        component.getConfiguration().setExecutorService(helpers);
        startCalling(PREOPEN);
        assertThat(call().getException()).isNull();

        context.stop();

        assertThat(helpers.isShutdown()).isFalse();
    }

    @Test
    void takesAndGivesBackPathsWhileTheContextRuns() throws Exception {
        startServer();
        context.start();
        assertThat(deliver(contract()).status()).isEqualTo(404);

        context.addRoutes(consumer("sign", CONSUMER + "?eventTypes=PAPAY.SIGN"));
        assertThat(deliver(contract()).status()).isEqualTo(200);
        context.addRoutes(consumer("rest", CONSUMER));
        assertThat(deliver(contract()).status()).isEqualTo(200);
        remove("sign");
        assertThat(deliver(contract()).status()).isEqualTo(200);
        assertThat(receivers).containsExactly("sign", "sign", "rest");
        remove("rest");
        assertThat(deliver(contract()).status()).isEqualTo(404);

        context.addRoutes(consumer("again", CONSUMER + "?maxBodySize=5000"));
        assertThat(deliver(contract()).status()).isEqualTo(200);
    }

    @Test
    void keepsAConsumerWhenAnotherOneDoesNotFit() throws Exception {
        startConsuming(CONSUMER);

        assertThatThrownBy(() -> context.addRoutes(consumer("second", CONSUMER + "?bodyType=text")))
                .hasStackTraceContaining("eventTypes");

        assertThat(deliver(contract()).status()).isEqualTo(200);
        assertThat(notified().getExchanges()).hasSize(1);
    }

    @Test
    void restartsARoute() throws Exception {
        startConsuming(CONSUMER);
        for (int round = 1; round <= 3; round++) {
            assertThat(deliver(contract()).status()).isEqualTo(200);
            context.getRouteController().stopRoute("notified");
            assertThat(deliver(contract()).accepted()).isFalse();
            context.getRouteController().startRoute("notified");
        }
        assertThat(notified().getExchanges()).hasSize(3);
    }

    @Test
    void refusesWhileTheContextIsSuspended() throws Exception {
        startConsuming(CONSUMER);
        context.suspend();
        assertThat(deliver(contract()).accepted()).isFalse();
        context.resume();

        assertThat(deliver(contract()).status()).isEqualTo(200);
        assertThat(notified().getExchanges()).hasSize(1);
    }

    private Exchange call() {
        return template.request("direct:call", e -> e.getMessage().setBody(BODY));
    }

    /** How long it took. */
    private Duration stop() {
        long start = System.nanoTime();
        context.stop();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void remove(String route) throws Exception {
        context.getRouteController().stopRoute(route);
        assertThat(context.removeRoute(route)).isTrue();
    }

    private RouteBuilder consumer(String id, String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId(id).process(e -> receivers.add(id));
            }
        };
    }

    private static RouteBuilder bothWays() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").to(PREOPEN);
                from(CONSUMER).to("mock:notified");
            }
        };
    }

    private List<String> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("(" + context.getName() + ")") && name.contains("Wechatpay"))
                .toList();
    }

    private static void connect(int port) throws IOException {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
    }

    private ServerSocket listen() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        resources.add(server);
        return server;
    }

    /** The next connection, which is never answered. */
    private CompletableFuture<Socket> accept(ServerSocket server) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        Socket socket = server.accept();
                        resources.add(socket);
                        return socket;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                helpers);
    }

    /** Answers one request, leaves the connection open, and returns what is read from it then. */
    private static int answerOnce(ServerSocket server) {
        try (Socket socket = server.accept()) {
            byte[] buffer = new byte[8192];
            String request = "";
            while (!request.endsWith("}")) {
                request += new String(buffer, 0, socket.getInputStream().read(buffer), StandardCharsets.ISO_8859_1);
            }
            socket.getOutputStream()
                    .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n{}"
                            .getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
