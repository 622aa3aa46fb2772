package io.github.camelwechatpay.consumer;

import io.github.camelwechatpay.WechatpayNotificationException;
import io.github.camelwechatpay.WechatpayNotificationException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs rejected notifications: the first of each reason in a minute as a warning, the others at DEBUG. A flood of
 * forgeries then does not flood the log. An event type that no consumer wants is a warning once. A signature probe of
 * WeChat Pay is never a warning. Thread-safe.
 */
final class RefusalLog {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final String path;
    private final Clock clock;
    private final Map<Reason, Instant> warned = new EnumMap<>(Reason.class);
    private final Set<String> unwanted = new HashSet<>();
    private final ReentrantLock lock = new ReentrantLock();

    RefusalLog(String path, Clock clock) {
        this.path = path;
        this.clock = clock;
    }

    void add(WechatpayNotificationException refusal) {
        if (isWorthAWarning(refusal)) {
            LOG.warn("{}: {} (similar rejections are logged at DEBUG for a while)", path, refusal.getMessage());
        }
        LOG.debug("{}: {}", path, refusal.getMessage(), refusal.getCause());
    }

    private boolean isWorthAWarning(WechatpayNotificationException refusal) {
        lock.lock();
        try {
            return switch (refusal.getReason()) {
                case PROBE -> false;
                // The notification is verified, so only WeChat Pay can make the set grow
                case UNMATCHED -> unwanted.add(refusal.getEventType());
                default -> isFirstInAWhile(refusal.getReason());
            };
        } finally {
            lock.unlock();
        }
    }

    private boolean isFirstInAWhile(Reason reason) {
        Instant now = clock.instant();
        Instant last = warned.get(reason);
        if (last != null && now.isBefore(last.plus(PAUSE))) {
            return false;
        }
        warned.put(reason, now);
        return true;
    }
}
