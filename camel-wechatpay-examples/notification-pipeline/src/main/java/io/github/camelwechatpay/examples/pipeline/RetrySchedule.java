package io.github.camelwechatpay.examples.pipeline;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends notifications as WeChat Pay does: without a successful response, it retries up to 15 times with increasing waits. Two
 * seconds of WeChat Pay are a millisecond here, so a day takes 43 seconds. Thread-safe.
 */
final class RetrySchedule implements AutoCloseable {

    /** Waits before each retry, in seconds of WeChat Pay. */
    private static final List<Integer> WAITS =
            List.of(15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600);

    private static final int SECONDS_IN_A_MILLISECOND = 2;
    private static final int AT_ONCE = 16;

    private final ScheduledExecutorService senders = Executors.newScheduledThreadPool(AT_ONCE, task -> {
        Thread thread = new Thread(task, "wechatpay");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger attempts = new AtomicInteger();
    private final URI url;

    RetrySchedule(URI url) {
        this.url = url;
    }

    /**
     * Sends the notification after the delay, with retries.
     *
     * @return true if an attempt was accepted, false if all attempts failed
     */
    CompletableFuture<Boolean> send(PaymentNotification notification, Duration delay) {
        CompletableFuture<Boolean> outcome = new CompletableFuture<>();
        schedule(notification, 0, delay.toMillis(), outcome);
        return outcome;
    }

    private void schedule(
            PaymentNotification notification, int repetition, long wait, CompletableFuture<Boolean> outcome) {
        senders.schedule(
                () -> {
                    attempts.incrementAndGet();
                    if (notification.sendTo(url)) {
                        outcome.complete(true);
                    } else if (repetition < WAITS.size()) {
                        schedule(
                                notification,
                                repetition + 1,
                                WAITS.get(repetition) / SECONDS_IN_A_MILLISECOND,
                                outcome);
                    } else {
                        outcome.complete(false);
                    }
                },
                wait,
                TimeUnit.MILLISECONDS);
    }

    /** Returns the number of attempts so far, of all notifications. */
    int attempts() {
        return attempts.get();
    }

    @Override
    public void close() {
        senders.shutdownNow();
    }
}
