package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.TestComponent;
import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.WechatpayConfiguration;
import io.github.camelwechatpay.call.CallSigner;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.concurrent.SigningQueue;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which thread makes a call, how many there may be at once, and who completes the exchange. */
class ProducerThreadTest extends RawGatewayTestSupport {

    private static final Map<String, Object> REQUEST = Map.of("service_id", "500001");

    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void letGo() {
        release.countDown();
        callers.shutdownNow();
    }

    /** One exchange given to the producer itself. */
    private final class Sent {
        private final Exchange exchange = new DefaultExchange(context);
        private final AtomicInteger callbacks = new AtomicInteger();
        private final CompletableFuture<String> thread = new CompletableFuture<>();
        private boolean synchronous;
        private volatile boolean doneSynchronously;

        Sent to(AsyncProcessor producer) {
            exchange.getMessage().setBody(REQUEST);
            synchronous = producer.process(exchange, doneSync -> {
                callbacks.incrementAndGet();
                doneSynchronously = doneSync;
                thread.complete(here());
            });
            return this;
        }

        /** Where the exchange was completed, which must be as the producer said. */
        String thread() throws Exception {
            String name = thread.get(5, TimeUnit.SECONDS);
            assertThat(doneSynchronously).isEqualTo(synchronous);
            return name;
        }
    }

    private AsyncProcessor producer(String uri) throws Exception {
        context.start();
        AsyncProcessor producer = context.getEndpoint(uri).createAsyncProducer();
        ServiceHelper.startService(producer);
        return producer;
    }

    private static String here() {
        return Thread.currentThread().getName();
    }

    @Test
    void theCallerIsFreeWhileACallIsUnderWay() throws Exception {
        gateway.otherwise(gateway.held(release, RawGatewayAnswer.signed(200, "{\"a\":1}")));

        Sent sent = new Sent().to(producer(PERMISSIONS));

        assertThat(sent.synchronous).isFalse();
        Awaitility.await().until(() -> gateway.requests().size() == 1);
        assertThat(sent.thread).isNotDone();
        release.countDown();
        assertThat(sent.thread()).contains("WechatpayCall");
        assertThat(sent.exchange.getMessage().getBody(String.class)).isEqualTo("{\"a\":1}");
        assertThat(sent.callbacks).hasValue(1);
    }

    @Test
    void aRouteGoesOnOnTheThreadOfTheCall() throws Exception {
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call")
                        .process(e -> e.setProperty("before", here()))
                        .to(PERMISSIONS)
                        .process(e -> e.setProperty("after", here()));
            }
        });

        Exchange exchange = succeed(e -> e.getMessage().setBody(REQUEST));

        assertThat(exchange.getProperty("before")).isEqualTo(here());
        assertThat(exchange.getProperty("after", String.class)).contains("WechatpayCall");
    }

    @Test
    void inACrowdACallSignsWhenItIsItsTurn() throws Exception {
        component.getConfiguration().setMaxInFlight(SigningQueue.MOST_UNQUEUED + 10);
        component.getConfiguration().setMaxConnections(SigningQueue.MOST_UNQUEUED + 10);
        AsyncProcessor producer = producer(PERMISSIONS);
        AsyncProcessor synchronous = producer(PERMISSIONS + "?synchronous=true");
        gateway.otherwise(gateway.held(release, RawGatewayAnswer.signed(200, "{}")));
        CallSigner holder = TestComponent.signingQueue(component)
                .queued(
                        call -> {
                            await(release);
                            return "";
                        },
                        Deadline.in(Duration.ofMinutes(1)));
        for (int i = 0; i < SigningQueue.PERMITS; i++) {
            callers.submit(() -> holder.authorize(null));
        }
        Awaitility.await().until(() -> TestComponent.signingQueue(component).isFull());
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < SigningQueue.MOST_UNQUEUED; i++) {
            sent.add(new Sent().to(producer));
        }
        Awaitility.await().until(() -> gateway.requests().size() == SigningQueue.MOST_UNQUEUED);

        sent.add(new Sent().to(producer));
        Future<?> alone = callers.submit(() -> new Sent().to(synchronous));
        Awaitility.await().until(() -> gateway.requests().size() == SigningQueue.MOST_UNQUEUED + 1);
        Awaitility.await()
                .during(200, TimeUnit.MILLISECONDS)
                .until(() -> gateway.requests().size() == SigningQueue.MOST_UNQUEUED + 1);

        release.countDown();
        alone.get(10, TimeUnit.SECONDS);
        for (Sent each : sent) {
            each.thread();
            assertThat(each.exchange.getException()).isNull();
        }
        assertThat(gateway.requests()).hasSize(SigningQueue.MOST_UNQUEUED + 2);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It may ask another machine: the processors are free meanwhile. */
    @Test
    void aSlowSignerOfTheApplicationKeepsNoOtherCallWaiting() throws Exception {
        int calls = 10 * Runtime.getRuntime().availableProcessors();
        CountDownLatch signing = new CountDownLatch(calls);
        WechatpayConfiguration options = component.getConfiguration();
        options.setPrivateKey(null);
        options.setRequestSigner(message -> {
            signing.countDown();
            await(release);
            return "AAAA";
        });
        AsyncProcessor producer = producer(PERMISSIONS);
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            sent.add(new Sent().to(producer));
        }

        await(signing);
        release.countDown();

        for (Sent each : sent) {
            each.thread();
            assertThat(each.exchange.getException()).isNull();
        }
    }

    @Test
    void aSynchronousCallStaysOnTheCallersThread() throws Exception {
        Sent sent = new Sent().to(producer(PERMISSIONS + "?synchronous=true"));

        assertThat(sent.synchronous).isTrue();
        assertThat(sent.thread()).isEqualTo(here());
        assertThat(sent.callbacks).hasValue(1);
    }

    @Test
    void aTransactedExchangeStaysOnItsThread() throws Exception {
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call")
                        .process(e -> e.getUnitOfWork().beginTransactedBy("test"))
                        .to(PERMISSIONS)
                        .process(e -> e.setProperty("after", here()))
                        .process(e -> e.getUnitOfWork().endTransactedBy("test"));
            }
        });

        Exchange exchange = succeed(e -> e.getMessage().setBody(REQUEST));

        assertThat(exchange.getProperty("after")).isEqualTo(here());
    }

    @Test
    void aFailedCallIsCompletedOnceToo() throws Exception {
        gateway.otherwise((request, out) -> out.close());

        Sent sent = new Sent().to(producer(PERMISSIONS));

        assertThat(sent.thread()).contains("WechatpayCall");
        assertThat(sent.exchange.getException()).isInstanceOf(WechatpayCallException.class);
        assertThat(sent.callbacks).hasValue(1);
    }

    @Test
    void oneCallTooManyIsNotSentAtOnce() throws Exception {
        configuration.setMaxInFlight(2);
        gateway.otherwise(gateway.held(release, RawGatewayAnswer.signed(200, "{}")));
        AsyncProcessor producer = producer(PERMISSIONS);
        List<Sent> two = Stream.generate(() -> new Sent().to(producer)).limit(2).toList();
        Awaitility.await().until(() -> gateway.requests().size() == 2);

        Sent third = new Sent().to(producer);

        assertThat(third.synchronous).isTrue();
        assertThat(third.thread()).isEqualTo(here());
        WechatpayCallException refused = (WechatpayCallException) third.exchange.getException();
        assertThat(refused.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(refused.isRetryable()).isTrue();
        assertThat(refused).hasMessageContaining("maxInFlight").hasMessageContaining("v3/payscore/partner/permissions");
        assertThat(third.exchange.getMessage().getBody()).isSameAs(REQUEST);
        assertThat(gateway.connections()).isEqualTo(2);

        release.countDown();
        for (Sent sent : two) {
            sent.thread();
            assertThat(sent.exchange.getException()).isNull();
        }
        assertThat(new Sent().to(producer).thread()).contains("WechatpayCall");
    }

    @Test
    void callsOfOneRouteAfterEachOtherCountOneAtATime() throws Exception {
        configuration.setMaxInFlight(1);
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").to(PERMISSIONS).to(PREOPEN).to(PERMISSIONS);
            }
        });

        succeed(e -> e.getMessage().setBody(REQUEST));

        assertThat(gateway.requests()).hasSize(3);
    }

    @Test
    void aRouteThatIsSlowAfterItsCallIsNotInFlight() throws Exception {
        configuration.setMaxInFlight(1);
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").to(PERMISSIONS).process(e -> release.await());
                from("direct:quick").to(PERMISSIONS);
            }
        });
        var slow = template.asyncSend("direct:call", e -> e.getMessage().setBody(REQUEST));
        Awaitility.await().until(() -> gateway.requests().size() == 1);

        // The place is given back a moment after the answer
        Awaitility.await()
                .atMost(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(template.request(
                                        "direct:quick", e -> e.getMessage().setBody(REQUEST))
                                .getException())
                        .isNull());

        assertThat(slow).isNotDone();
        release.countDown();
        assertThat(slow.get(5, TimeUnit.SECONDS).getException()).isNull();
    }

    @Test
    void endpointsWithTheSameOptionsShareTheLimit() throws Exception {
        configuration.setMaxInFlight(1);
        gateway.otherwise(gateway.held(release, RawGatewayAnswer.signed(200, "{}")));
        new Sent().to(producer(PERMISSIONS));
        Awaitility.await().until(() -> gateway.requests().size() == 1);

        assertThat(new Sent().to(producer(PREOPEN)).exchange.getException()).hasMessageContaining("maxInFlight");
    }

    @Test
    void manyCallsAreUnderWayAtOnce() throws Exception {
        int calls = 60;
        gateway.otherwise(gateway.held(release, RawGatewayAnswer.signed(200, "{}")));
        AsyncProcessor producer = producer(PERMISSIONS);

        List<Sent> all =
                IntStream.range(0, calls).mapToObj(i -> new Sent().to(producer)).toList();
        Awaitility.await().until(() -> gateway.requests().size() == calls);
        release.countDown();

        for (Sent sent : all) {
            sent.thread();
            assertThat(sent.exchange.getException()).isNull();
            assertThat(sent.callbacks).hasValue(1);
        }
    }

    @Test
    void anExecutorServiceReplacesThePool() throws Exception {
        ExecutorService own = Executors.newSingleThreadExecutor(task -> new Thread(task, "own-thread"));
        context.getRegistry().bind("own", own);

        Sent sent = new Sent().to(producer(PERMISSIONS + "?executorService=#own"));

        assertThat(sent.synchronous).isFalse();
        assertThat(sent.thread()).isEqualTo("own-thread");
        context.stop();
        assertThat(own.isShutdown()).isFalse();
        own.shutdownNow();
    }

    @Test
    void anExecutorServiceThatRefusesMeansNotSent() throws Exception {
        ExecutorService own = Executors.newSingleThreadExecutor();
        own.shutdown();
        context.getRegistry().bind("own", own);

        Sent sent = new Sent().to(producer(PERMISSIONS + "?executorService=#own"));

        assertThat(sent.synchronous).isTrue();
        assertThat(((WechatpayCallException) sent.exchange.getException()).getOutcome())
                .isEqualTo(Outcome.NOT_SENT);
        assertThat(sent.exchange.getException())
                .hasMessageContaining("executorService")
                .hasMessageNotContaining("maxInFlight");
        assertThat(gateway.connections()).isZero();
    }

    @Test
    void callsOfManyThreadsDoNotMixUp() throws Exception {
        gateway.otherwise(
                (request, out) -> RawGatewayAnswer.signed(200, request.body()).write(request, out));
        startCalling(PERMISSIONS);

        List<CompletableFuture<Exchange>> calls = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> call(e -> e.getMessage().setBody(Map.of("service_id", i))), callers))
                .toList();

        for (int i = 0; i < calls.size(); i++) {
            Exchange exchange = calls.get(i).get(10, TimeUnit.SECONDS);
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody(Map.class)).containsEntry("service_id", i);
        }
    }
}
