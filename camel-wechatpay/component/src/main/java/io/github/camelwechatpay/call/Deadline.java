package io.github.camelwechatpay.call;

import java.time.Duration;

/** Represents the moment by which a whole call must be over, on the monotonic clock. Immutable. */
public final class Deadline {

    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    public static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** Returns the later of this deadline and the moment that is so far from now. */
    public Deadline atLeast(Duration duration) {
        Deadline later = in(duration);
        return later.nanos - nanos > 0 ? later : this;
    }

    /** Returns the moment when half of the remaining time is over. */
    Deadline half() {
        return in(remaining().dividedBy(2));
    }

    /** Returns the moment that is so long before this deadline. */
    public Deadline earlierBy(Duration duration) {
        return new Deadline(nanos - duration.toNanos());
    }

    /** Returns the remaining time, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    public boolean isOver() {
        return nanos - System.nanoTime() <= 0;
    }
}
