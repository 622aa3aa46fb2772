package io.github.camelwechatpay.transport;

import io.github.camelwechatpay.call.Deadline;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/** Cancels a request that takes too long. Has one limit at a time, which the thread of the request sets and closes. */
final class TimeLimit implements AutoCloseable {

    private final ScheduledExecutorService watch;
    private final Cancellable request;
    private final AtomicReference<String> exceeded = new AtomicReference<>();

    private @Nullable ScheduledFuture<?> end;

    TimeLimit(ScheduledExecutorService watch, Cancellable request) {
        this.watch = watch;
        this.request = request;
    }

    /**
     * Replaces the limit.
     *
     * @param option that sets the limit
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

    /** Returns the option whose time is over; empty while none is. */
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
