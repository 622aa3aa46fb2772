package io.github.camelwechatpay.call;

import java.time.Duration;

/** The moment by which a whole call must be over, on the monotonic clock. Immutable. */
public final class Deadline {

    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    public static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** This one, or that long from now if it is later. */
    public Deadline atLeast(Duration duration) {
        Deadline later = in(duration);
        return later.nanos - nanos > 0 ? later : this;
    }

    /** The moment when half of what is left is over. */
    public Deadline half() {
        return in(remaining().dividedBy(2));
    }

    /** That much before this one. */
    public Deadline earlierBy(Duration duration) {
        return new Deadline(nanos - duration.toNanos());
    }

    /** What is left, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    public boolean isOver() {
        return nanos - System.nanoTime() <= 0;
    }
}
