package io.github.camelwechatpay.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.call.CallSigner;
import io.github.camelwechatpay.call.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SigningQueueTest {

    private static final int PERMITS = SigningQueue.PERMITS;
    private static final Deadline LONG = Deadline.in(Duration.ofMinutes(1));

    private final SigningQueue queue = new SigningQueue();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger inside = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() throws InterruptedException {
        release.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void asManyAsThereAreTurnsSignAtATime() throws Exception {
        CallSigner signer = slow();
        List<Future<String>> calls = new ArrayList<>();
        for (int i = 0; i < PERMITS + 3; i++) {
            calls.add(threads.submit(() -> signer.authorize(null)));
        }

        Awaitility.await().until(() -> inside.get() == PERMITS);
        Awaitility.await().during(200, TimeUnit.MILLISECONDS).until(() -> inside.get() == PERMITS);
        release.countDown();

        for (Future<String> call : calls) {
            assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo("signature");
        }
    }

    @Test
    void aTurnEndsWithAFailure() throws Exception {
        CallSigner failing = queue.queued(
                call -> {
                    throw new IllegalStateException("no key");
                },
                LONG);
        for (int i = 0; i < 2 * PERMITS; i++) {
            assertThat(CompletableFuture.supplyAsync(() -> failure(failing), threads)
                            .get(10, TimeUnit.SECONDS))
                    .hasMessage("no key");
        }
    }

    @Test
    void nobodyWaitsLongerThanItsCallMayTake() throws Exception {
        CallSigner blocked = slow();
        for (int i = 0; i < PERMITS; i++) {
            threads.submit(() -> blocked.authorize(null));
        }
        Awaitility.await().until(() -> inside.get() == PERMITS);

        assertThat(queue.queued(call -> "without a permit", Deadline.in(Duration.ofMillis(50)))
                        .authorize(null))
                .isEqualTo("without a permit");
        release.countDown();
    }

    /** Holds a permit until it is released. */
    private CallSigner slow() {
        return queue.queued(
                call -> {
                    inside.incrementAndGet();
                    waitFor(release);
                    return "signature";
                },
                LONG);
    }

    private static Exception failure(CallSigner signer) {
        try {
            signer.authorize(null);
            return null;
        } catch (Exception e) {
            return e;
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
