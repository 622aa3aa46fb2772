package io.github.camelwechatpay.consumer;

import io.github.camelwechatpay.WechatpayNotificationException.Reason;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What became of the notifications of one path since it was started. Thread-safe. */
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

    /** Requests, whatever they were. */
    public long received() {
        return received.sum();
    }

    /** Notifications whose signature was right, and that could be decrypted. */
    public long verified() {
        return verified.sum();
    }

    /** Answers of success, to duplicates too. */
    public long acknowledged() {
        return acknowledged.sum();
    }

    /** Repeats of a notification that was handled before. */
    public long duplicate() {
        return duplicate.sum();
    }

    /** Routes that failed. */
    public long failed() {
        return refused.get(Reason.FAILED).sum();
    }

    /** Routes that completed after an error had been answered because of the time. */
    public long late() {
        return late.sum();
    }

    /** Routes that completed for a notification that another node had handled meanwhile. */
    public long runTwice() {
        return runTwice.sum();
    }

    /** Answers of an error by their reason, without reasons that did not occur. */
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
