package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelwechatpay.fixture.NotifyLog;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import io.github.camelwechatpay.sandbox.Delivery;
import io.github.camelwechatpay.sandbox.SignedNotification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Success is answered for what a route has done, and for nothing else. */
class ConsumerAcknowledgementTest extends NotifyTestSupport {

    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();
    private final ExecutorService senders = Executors.newCachedThreadPool();

    @AfterEach
    void releaseRoutes() {
        release.countDown();
        senders.shutdownNow();
    }

    @Test
    void answersOnlyAfterTheRouteHasCompleted() throws Exception {
        startServing(slowRoute(CONSUMER));

        CompletableFuture<Delivery> delivery = deliverLater();
        assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(delivery).isNotDone();
        release.countDown();

        assertThat(delivery.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
    }

    @Test
    void answersAfterAQueueThatTheRouteWaitsFor() throws Exception {
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER).to("seda:work?waitForTaskToComplete=Always").to("mock:notified");
                from("seda:work").process(e -> block());
            }
        });

        CompletableFuture<Delivery> delivery = deliverLater();
        assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(delivery).isNotDone();
        release.countDown();

        assertThat(delivery.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(notified().getExchanges()).hasSize(1);
    }

    @Test
    void answersAfterThreadsThatTheRouteContinuesOn() throws Exception {
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER).threads(1).process(e -> block()).to("mock:notified");
            }
        });

        CompletableFuture<Delivery> delivery = deliverLater();
        assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(delivery).isNotDone();
        release.countDown();

        assertThat(delivery.get(5, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(notified().getExchanges()).hasSize(1);
    }

    @Test
    void answersAnErrorWhenTheRouteFails() throws Exception {
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER).throwException(new IllegalStateException("no database"));
            }
        });
        try (NotifyLog log =
                NotifyLog.of(Level.INFO, "io.github.camelwechatpay", "org.apache.camel.processor.errorhandler")) {
            Delivery delivery = deliver(contract());

            assertThat(delivery.status()).isEqualTo(500);
            assertThat(delivery.body()).isEqualTo("{\"code\":\"FAIL\",\"message\":\"失败\"}");
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains(SIGNED, "java.lang.IllegalStateException", "send the notification again");
        }
    }

    static List<Error> errors() {
        return List.of(new NoClassDefFoundError("com/example/Missing"), new StackOverflowError("deep"));
    }

    /** Camel lets some errors through to the thread that runs the route. */
    @ParameterizedTest
    @MethodSource("errors")
    void answersAnErrorAtOnceWhenTheRouteFailsWithAnError(Error error) throws Exception {
        context.getShutdownStrategy().setTimeout(1);
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(CONSUMER + "?replyTimeout=60000").process(e -> {
                    throw error;
                });
            }
        });

        Delivery delivery = deliver(contract());

        assertThat(delivery.status()).isEqualTo(500);
        assertThat(delivery.body()).contains("FAIL");
    }

    @Test
    void answersSuccessWhenTheRouteHandlesItsFailure() throws Exception {
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).handled(true).to("mock:notified");
                from(CONSUMER).throwException(new IllegalStateException("no database"));
            }
        });

        assertThat(deliver(contract()).status()).isEqualTo(200);
        assertThat(notified().getExchanges()).hasSize(1);
    }

    @Test
    void answersAnErrorWhenTheRouteIsMarkedForRollback() throws Exception {
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER).markRollbackOnly();
            }
        });

        assertThat(deliver(contract()).status()).isEqualTo(500);
    }

    @Test
    void answersAnErrorWhenTheBodyIsNotWhatTheBeanNeeds() throws Exception {
        startConsuming(CONSUMER + "?bodyType=java.lang.Integer");

        assertThat(deliver(contract()).status()).isEqualTo(500);
        assertThat(notified().getExchanges()).isEmpty();
    }

    @Test
    void answersAnErrorWhenTheRouteIsTooSlowAndLetsItFinish() throws Exception {
        startServing(slowRoute(CONSUMER + "?replyTimeout=200"));

        Delivery delivery = deliver(contract());

        assertThat(delivery.status()).isEqualTo(500);
        assertThat(notified().getExchanges()).isEmpty();
        release.countDown();
        await().untilAsserted(() -> assertThat(notified().getExchanges()).hasSize(1));
    }

    @Test
    void answersBusyAtOnceWhenTooManyRoutesRun() throws Exception {
        int sent = 100;
        startServer(sent + 10);
        startWith(slowRoute(CONSUMER + "?replyTimeout=20000"));
        AtomicInteger busy = new AtomicInteger();
        AtomicInteger accepted = new AtomicInteger();
        for (int i = 0; i < sent; i++) {
            postLater().thenAccept(status -> (status == 503 ? busy : accepted).incrementAndGet());
        }

        await().until(() -> running.get() + busy.get() == sent);
        assertThat(busy).hasPositiveValue();
        assertThat(running).hasPositiveValue();
        assertThat(accepted).hasValue(0);
        release.countDown();
        await().until(() -> accepted.get() + busy.get() == sent);
        assertThat(notified().getExchanges()).hasSize(accepted.get());
        assertThat(deliver(contract()).status()).isEqualTo(200);
    }

    /** The server's workers wait for routes; other routes of the application need them, too. */
    @Test
    void leavesTheServerFreeForOthersWhileRoutesAreSlow() throws Exception {
        int workers = 20;
        startServer(workers);
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER + "?replyTimeout=20000").process(e -> block());
                from("platform-http:/health").setBody(constant("up"));
            }
        });
        int sent = 40;
        AtomicInteger busy = new AtomicInteger();
        for (int i = 0; i < sent; i++) {
            postLater().thenAccept(status -> busy.incrementAndGet());
        }
        await().until(() -> running.get() >= workers || running.get() + busy.get() == sent);

        CompletableFuture<Integer> health = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return client().send("GET", "/health", List.of(), new byte[0])
                                .status();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                senders);

        assertThat(health).succeedsWithin(Duration.ofSeconds(3)).isEqualTo(200);
    }

    @Test
    void answersBusyWhileTheRouteIsSuspended() throws Exception {
        startConsuming(CONSUMER);
        context.getRouteController().suspendRoute("notified");

        Delivery suspended = deliver(contract());
        context.getRouteController().resumeRoute("notified");
        Delivery resumed = deliver(contract());

        assertThat(suspended.status()).isEqualTo(503);
        assertThat(resumed.status()).isEqualTo(200);
        assertThat(notified().getExchanges()).hasSize(1);
    }

    @Test
    void completesTheUnitOfWorkBeforeItAnswers() throws Exception {
        AtomicInteger completed = new AtomicInteger();
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                onCompletion().modeBeforeConsumer().process(e -> completed.incrementAndGet());
                from(CONSUMER).to("mock:notified");
            }
        });

        deliver(contract());

        assertThat(completed).hasValue(1);
        await().until(() -> context.getInflightRepository().size() == 0);
    }

    @Test
    void completesTheUnitOfWorkOfAFailedRoute() throws Exception {
        AtomicInteger failed = new AtomicInteger();
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                onCompletion().onFailureOnly().modeBeforeConsumer().process(e -> failed.incrementAndGet());
                from(CONSUMER).throwException(new IllegalStateException("no database"));
            }
        });

        deliver(contract());

        assertThat(failed).hasValue(1);
        await().until(() -> context.getInflightRepository().size() == 0);
    }

    @Test
    void takesPooledExchanges() throws Exception {
        context.getCamelContextExtension().setExchangeFactory(new org.apache.camel.impl.engine.PooledExchangeFactory());
        List<Object> ids = java.util.Collections.synchronizedList(new ArrayList<>());
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER)
                        .process(e -> ids.add(
                                e.getMessage().getBody(java.util.Map.class).get("n") + " "
                                        + e.getMessage().getHeaders().size()));
            }
        });

        for (int i = 0; i < 3; i++) {
            deliver(io.github.camelwechatpay.sandbox.SandboxNotification.of(SIGNED, java.util.Map.of("n", i)));
        }

        assertThat(ids).containsExactly("0 9", "1 9", "2 9");
    }

    private RouteBuilder slowRoute(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).process(e -> block()).to("mock:notified");
            }
        };
    }

    private void block() throws InterruptedException {
        running.incrementAndGet();
        started.countDown();
        release.await(20, TimeUnit.SECONDS);
    }

    private CompletableFuture<Delivery> deliverLater() {
        return CompletableFuture.supplyAsync(() -> deliver(contract()), senders);
    }

    private CompletableFuture<Integer> postLater() {
        SignedNotification notification = sandbox.signedNotification(contract());
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return client().post(notification).status();
                    } catch (IOException e) {
                        return 0;
                    }
                },
                senders);
    }
}
