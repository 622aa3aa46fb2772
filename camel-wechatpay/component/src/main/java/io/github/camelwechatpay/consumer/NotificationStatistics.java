package io.github.camelwechatpay.consumer;

import io.github.camelwechatpay.WechatpayNotificationException.Reason;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the notifications of one path by their outcome, since the first consumer of the path was started.
 * Thread-safe.
 */
public final class NotificationStatistics {

    private final LongAdder received = new LongAdder();
    private final LongAdder verified = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder duplicate = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder runTwice = new LongAdder();
    private final Map<Reason, LongAdder> refused = new EnumMap<>(Reason.class);

    NotificationStatistics() {
        for (Reason reason : Reason.values()) {
            refused.put(reason, new LongAdder());
        }
    }

    void addReceived() {
        received.increment();
    }

    void addVerified() {
        verified.increment();
    }

    void addAcknowledged() {
        acknowledged.increment();
    }

    void addDuplicate() {
        duplicate.increment();
    }

    void addLate() {
        late.increment();
    }

    void addRunTwice() {
        runTwice.increment();
    }

    void addRefused(Reason reason) {
        refused.get(reason).increment();
    }

    /** Returns the number of requests, including requests that are not notifications. */
    public long received() {
        return received.sum();
    }

    /** Returns the number of notifications with a valid signature that could be decrypted. */
    public long verified() {
        return verified.sum();
    }

    /** Returns the number of success responses, including those to duplicates. */
    public long acknowledged() {
        return acknowledged.sum();
    }

    /** Returns the number of duplicates, which are notifications that were handled before. */
    public long duplicate() {
        return duplicate.sum();
    }

    /** Returns the number of routes that failed. */
    public long failed() {
        return refused.get(Reason.FAILED).sum();
    }

    /** Returns the number of routes that completed after WeChat Pay got an error because of the deadline. */
    public long late() {
        return late.sum();
    }

    /** Returns the number of routes that completed for a notification that another node had handled meanwhile. */
    public long runTwice() {
        return runTwice.sum();
    }

    /**
     * Returns the number of error responses by reason, such as {@code bad-signature}, without reasons that did not
     * occur.
     */
    public Map<String, Long> refused() {
        Map<String, Long> counts = new LinkedHashMap<>();
        refused.forEach((reason, count) -> {
            if (count.sum() > 0) {
                counts.put(reason.name().toLowerCase(Locale.ROOT).replace('_', '-'), count.sum());
            }
        });
        return counts;
    }
}
