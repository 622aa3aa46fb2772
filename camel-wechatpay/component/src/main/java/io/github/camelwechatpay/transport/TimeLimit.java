package io.github.camelwechatpay.transport;

import io.github.camelwechatpay.call.Deadline;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.concurrent.Cancellable;

/** Cancels a request that takes too long. One limit at a time; set and closed by the thread of the request. */
final class TimeLimit implements AutoCloseable {

    private final ScheduledExecutorService watch;
    private final Cancellable request;
    private final AtomicReference<String> exceeded = new AtomicReference<>();

    private ScheduledFuture<?> end;

    TimeLimit(ScheduledExecutorService watch, Cancellable request) {
        this.watch = watch;
        this.request = request;
    }

    /**
     * Replaces the limit.
     *
     * @param option that says it
     */
    void set(Deadline deadline, String option) {
        close();
        end = watch.schedule(
                () -> {
                    exceeded.set(option);
                    request.cancel();
                },
                deadline.remaining().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** The option whose time is over. */
    Optional<String> exceeded() {
        return Optional.ofNullable(exceeded.get());
    }

    @Override
    public void close() {
        if (end != null) {
            end.cancel(false);
        }
    }
}
