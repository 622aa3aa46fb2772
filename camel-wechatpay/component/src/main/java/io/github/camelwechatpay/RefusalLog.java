package io.github.camelwechatpay;

import io.github.camelwechatpay.WechatpayNotificationException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs refused notifications: the first of each reason in a minute as a warning, the others for debugging, so that a
 * flood of forgeries does not flood the log. Probes of WeChat Pay never are a warning. Thread-safe.
 */
final class RefusalLog {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final String path;
    private final Clock clock;
    private final Map<Reason, Instant> warned = new EnumMap<>(Reason.class);
    private final ReentrantLock lock = new ReentrantLock();

    RefusalLog(String path, Clock clock) {
        this.path = path;
        this.clock = clock;
    }

    void add(WechatpayNotificationException refusal) {
        if (isWorthAWarning(refusal.getReason())) {
            LOG.warn(
                    "{}: {} ({} more within a minute are logged at DEBUG only)",
                    path,
                    refusal.getMessage(),
                    refusal.getReason());
        } else {
            LOG.debug("{}: {}", path, refusal.getMessage());
        }
    }

    private boolean isWorthAWarning(Reason reason) {
        if (reason == Reason.PROBE) {
            return false;
        }
        lock.lock();
        try {
            Instant now = clock.instant();
            Instant last = warned.get(reason);
            if (last != null && now.isBefore(last.plus(PAUSE))) {
                return false;
            }
            warned.put(reason, now);
            return true;
        } finally {
            lock.unlock();
        }
    }
}
