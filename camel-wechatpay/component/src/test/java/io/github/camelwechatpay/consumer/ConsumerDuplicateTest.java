package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.WechatpayEndpoint;
import io.github.camelwechatpay.fixture.NotifyLog;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.SignedNotification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A repeated notification does no harm, and is lost in no case. */
class ConsumerDuplicateTest extends NotifyTestSupport {

    private static final String WITH_REPOSITORY = CONSUMER + "?idempotentRepository=#handled";

    /** Tells what it is asked, fails or hangs when it is told to. */
    private static final class Repository extends MemoryIdempotentRepository {

        private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
        private final CountDownLatch release = new CountDownLatch(1);
        private volatile String failing = "";
        private volatile String hanging = "";

        private Repository() {
            super(new java.util.concurrent.ConcurrentHashMap<>());
        }

        private void call(String name, String key) {
            calls.add(name + " " + key);
            if (hanging.equals(name)) {
                try {
                    release.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            if (failing.equals(name)) {
                throw new IllegalStateException("database is down");
            }
        }

        @Override
        public boolean contains(String key) {
            call("contains", key);
            return super.contains(key);
        }

        @Override
        public boolean add(String key) {
            call("add", key);
            return super.add(key);
        }
    }

    private final Repository repository = new Repository();
    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch running = new CountDownLatch(1);

    @BeforeEach
    void bindRepository() {
        context.getRegistry().bind("handled", repository);
    }

    @AfterEach
    void releaseAll() {
        release.countDown();
        repository.release.countDown();
    }

    private void startRunning(String uri, RunOfRoute step) throws Exception {
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).process(exchange -> step.run(exchange, runs.incrementAndGet()));
            }
        });
    }

    @FunctionalInterface
    private interface RunOfRoute {
        void run(Exchange exchange, int time) throws Exception;
    }

    private int post(SignedNotification notification) {
        try {
            return client().post(notification).status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String id(SignedNotification notification) throws IOException {
        return io.github.camelwechatpay.json.WireJson.parse(notification.body())
                .get("id")
                .textValue();
    }

    @ParameterizedTest
    @ValueSource(strings = {CONSUMER, WITH_REPOSITORY})
    void acknowledgesARepeatWithoutRunningTheRouteAgain(String uri) throws Exception {
        startRunning(uri, (exchange, time) -> {});
        SignedNotification notification = sandbox.signedNotification(contract());

        assertThat(post(notification)).isEqualTo(200);
        assertThat(post(notification)).isEqualTo(200);
        assertThat(post(sandbox.signedNotification(contract()))).isEqualTo(200);

        assertThat(runs).hasValue(2);
    }

    @Test
    void runsOnceWhatIsPostedToTwoPaths() throws Exception {
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER).process(exchange -> runs.incrementAndGet());
                from("wechatpay:notify/old").process(exchange -> runs.incrementAndGet());
            }
        });
        SignedNotification notification = sandbox.signedNotification(contract());

        assertThat(post(notification)).isEqualTo(200);
        assertThat(client().post("/notify/old", notification.headers(), notification.body())
                        .status())
                .isEqualTo(200);
        assertThat(post(notification)).isEqualTo(200);

        assertThat(runs).hasValue(1);
        assertThat(component.getNotificationsRemembered()).isEqualTo(1);
        assertThat(component.getNotificationsForgotten()).isZero();
    }

    /** The key of an option may be the same on two paths for different events. */
    @Test
    void tellsTwoPathsApartWhereAnOptionMakesTheKey() throws Exception {
        String key = "?idempotencyKey=RAW(${body[contract_id]})";
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER + key).process(exchange -> runs.incrementAndGet());
                from("wechatpay:notify/old" + key).process(exchange -> runs.incrementAndGet());
            }
        });
        SignedNotification notification = sandbox.signedNotification(contract());

        for (String path : List.of(PATH, "/notify/old", PATH, "/notify/old")) {
            assertThat(client().post(path, notification.headers(), notification.body())
                            .status())
                    .isEqualTo(200);
        }

        assertThat(runs).hasValue(2);
    }

    @Test
    void countsWhatAnotherNodeHandledWhileItsRouteRanAndWarnsOnce() throws Exception {
        SignedNotification one = sandbox.signedNotification(contract());
        SignedNotification other = sandbox.signedNotification(contract());
        try (NotifyLog log = NotifyLog.of(org.apache.logging.log4j.Level.INFO, "io.github.camelwechatpay")) {
            startRunning(
                    WITH_REPOSITORY,
                    (exchange, time) -> repository.add(sandbox.mchid() + ":"
                            + exchange.getMessage().getHeader(WechatpayConstants.NOTIFICATION_ID)));

            assertThat(post(one)).isEqualTo(200);
            assertThat(post(other)).isEqualTo(200);

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("Notification " + id(one)
                            + " (PAPAY.SIGN) ran twice: when its route completed, the repository"
                            + " of option idempotentRepository already had its key from another node. Let the receiver of"
                            + " your route detect duplicates by a business key. Further ones are counted as"
                            + " NotificationsRunTwice");
        }
        assertThat(context.getEndpoint(WITH_REPOSITORY, WechatpayEndpoint.class).getNotificationsRunTwice())
                .isEqualTo(2);
    }

    @Test
    void asksBeforeTheRouteAndNotesAfterItUnderMerchantAndId() throws Exception {
        SignedNotification notification = sandbox.signedNotification(contract());
        String key = sandbox.mchid() + ":" + id(notification);
        startRunning(WITH_REPOSITORY, (exchange, time) -> {
            repository.calls.add("route");
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange done) {
                    repository.calls.add("committed");
                }
            });
        });

        post(notification);

        assertThat(repository.calls).containsExactly("contains " + key, "route", "committed", "add " + key);
    }

    @Test
    void runsTheRouteAgainWhenItHasFailed() throws Exception {
        startRunning(WITH_REPOSITORY, (exchange, time) -> {
            if (time == 1) {
                throw new IllegalStateException("queue is full");
            }
        });
        SignedNotification notification = sandbox.signedNotification(contract());

        assertThat(post(notification)).isEqualTo(500);
        assertThat(post(notification)).isEqualTo(200);
        assertThat(post(notification)).isEqualTo(200);

        assertThat(runs).hasValue(2);
    }

    @Test
    void answersAnErrorToARepeatThatArrivesWhileTheFirstIsInWork() throws Exception {
        startRunning(CONSUMER, (exchange, time) -> {
            running.countDown();
            release.await(20, TimeUnit.SECONDS);
        });
        SignedNotification notification = sandbox.signedNotification(contract());
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> post(notification));
        assertThat(running.await(5, TimeUnit.SECONDS)).isTrue();

        assertThat(post(notification)).isEqualTo(503);
        release.countDown();

        assertThat(first).succeedsWithin(java.time.Duration.ofSeconds(5)).isEqualTo(200);
        assertThat(post(notification)).isEqualTo(200);
        assertThat(runs).hasValue(1);
    }

    @Test
    void acknowledgesTheRepeatOfARouteThatCompletedTooLate() throws Exception {
        startRunning(CONSUMER + "?replyTimeout=200", (exchange, time) -> release.await(20, TimeUnit.SECONDS));
        SignedNotification notification = sandbox.signedNotification(contract());

        assertThat(post(notification)).isEqualTo(500);
        release.countDown();

        await().untilAsserted(() -> assertThat(post(notification)).isEqualTo(200));
        assertThat(runs).hasValue(1);
    }

    @Test
    void answersAnErrorAndRunsNothingWhenTheRepositoryCannotBeAsked() throws Exception {
        repository.failing = "contains";
        startRunning(WITH_REPOSITORY, (exchange, time) -> {});
        SignedNotification notification = sandbox.signedNotification(contract());

        assertThat(post(notification)).isEqualTo(500);
        assertThat(runs).hasValue(0);

        repository.failing = "";
        assertThat(post(notification)).isEqualTo(200);
        assertThat(runs).hasValue(1);
    }

    @Test
    void answersAnErrorWhenTheRepositoryDoesNotTakeTheKeySoThatTheRouteRunsAgain() throws Exception {
        repository.failing = "add";
        startRunning(WITH_REPOSITORY, (exchange, time) -> {});
        SignedNotification notification = sandbox.signedNotification(contract());

        assertThat(post(notification)).isEqualTo(500);
        assertThat(runs).hasValue(1);

        repository.failing = "";
        assertThat(post(notification)).isEqualTo(200);
        assertThat(runs).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"contains", "add"})
    void answersAnErrorInTimeWhileTheRepositoryHangs(String call) throws Exception {
        repository.hanging = call;
        startRunning(WITH_REPOSITORY + "&replyTimeout=200", (exchange, time) -> {});
        SignedNotification notification = sandbox.signedNotification(contract());

        assertThat(post(notification)).isEqualTo(500);
        assertThat(post(notification)).isEqualTo(503);
        repository.release.countDown();

        await().untilAsserted(() -> assertThat(post(notification)).isEqualTo(200));
        assertThat(runs).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"map,java.util.Map", "text,java.lang.String", "bytes,[B"})
    void takesTwoEventsOfOneKeyForOne(String bodyType, Class<?> type) throws Exception {
        startRunning(
                CONSUMER + "?bodyType=" + bodyType
                        + "&idempotencyKey=RAW(${header.CamelWechatpayEventType}:${body[contract_id]})",
                (exchange, time) -> assertThat(exchange.getMessage().getBody()).isInstanceOf(type));

        for (String contract : List.of("c1", "c2", "c1")) {
            deliver(SandboxNotification.of(SIGNED, Map.of("contract_id", contract)));
        }
        deliver(SandboxNotification.of("PAPAY.TERMINATE", Map.of("contract_id", "c1")));

        assertThat(runs).hasValue(3);
    }

    @Test
    void doesNotTakeWhatWasRolledBackOrFailedInCommittingForHandled() throws Exception {
        startRunning(WITH_REPOSITORY, (exchange, time) -> {
            if (time == 1) {
                exchange.setRollbackOnlyLast(true);
            } else if (time == 2) {
                exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                    @Override
                    public void onComplete(Exchange done) {
                        done.setException(new IllegalStateException("commit failed"));
                    }
                });
            }
        });
        SignedNotification notification = sandbox.signedNotification(contract());

        assertThat(post(notification)).isEqualTo(500);
        assertThat(post(notification)).isEqualTo(500);
        assertThat(post(notification)).isEqualTo(200);
        assertThat(runs).hasValue(3);
    }

    @Test
    void logsNoKeyWhichIsContent() throws Exception {
        try (NotifyLog log = NotifyLog.of(org.apache.logging.log4j.Level.TRACE, "io.github.camelwechatpay")) {
            startRunning(
                    CONSUMER + "?replyTimeout=200&idempotencyKey=RAW(${body[openid]}${body[openid].nothing})",
                    (exchange, time) -> {});

            assertThat(deliver(contract()).status()).isEqualTo(500);

            assertThat(log.lines().toString())
                    .contains("option idempotencyKey")
                    .doesNotContain("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o");
        }
        assertThat(runs).hasValue(0);
    }

    @Test
    void answersAnErrorWhenTheKeyIsEmpty() throws Exception {
        startRunning(CONSUMER + "?idempotencyKey=RAW(${body[contract_id]})", (exchange, time) -> {});

        assertThat(deliver(SandboxNotification.of(SIGNED, Map.of("plan_id", 1))).status())
                .isEqualTo(500);
        assertThat(runs).hasValue(0);
    }

    @Test
    void looksForDuplicatesOnlyAfterVerification() throws Exception {
        startRunning(WITH_REPOSITORY, (exchange, time) -> {});

        deliver(contract().fault(io.github.camelwechatpay.sandbox.NotificationFault.TAMPERED_BODY));

        assertThat(repository.calls).isEmpty();
    }

    @Test
    void remembersWhileTheRouteIsRestarted() throws Exception {
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER).routeId("counted").process(exchange -> runs.incrementAndGet());
            }
        });
        SignedNotification notification = sandbox.signedNotification(contract());
        post(notification);

        context.getRouteController().stopRoute("counted");
        context.getRouteController().startRoute("counted");

        assertThat(post(notification)).isEqualTo(200);
        assertThat(runs).hasValue(1);
    }

    @Test
    void aSharedRepositoryTellsAnotherNode() throws Exception {
        startRunning(WITH_REPOSITORY, (exchange, time) -> {});
        SignedNotification notification = sandbox.signedNotification(contract());
        post(notification);
        stopContext();
        createContext();
        bindRepository();
        startRunning(WITH_REPOSITORY, (exchange, time) -> {});

        assertThat(post(notification)).isEqualTo(200);
        assertThat(runs).hasValue(1);
    }
}
