package io.github.camelwechatpay.sandbox.internal.operations;

import io.github.camelwechatpay.sandbox.internal.common.BoundedMap;
import io.github.camelwechatpay.sandbox.internal.common.RandomText;
import io.github.camelwechatpay.sandbox.internal.http.SampleFile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Issues the tokens of download addresses. A token is valid once, for five minutes. Bounded. Thread-safe. */
public final class DownloadTokens {
    static final Duration LIFE = Duration.ofMinutes(5);

    private static final int MAX_TOKENS = 10_000;

    private record Offer(SampleFile file, Instant end) {}

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Offer> offers = new BoundedMap<>(MAX_TOKENS);

    public DownloadTokens(Clock clock) {
        this.clock = clock;
    }

    String issue(SampleFile file) {
        String token = RandomText.secure().alphanumeric(64);
        lock.lock();
        try {
            offers.put(token, new Offer(file, clock.instant().plus(LIFE)));
        } finally {
            lock.unlock();
        }
        return token;
    }

    Optional<SampleFile> take(String token) {
        lock.lock();
        try {
            return Optional.ofNullable(offers.remove(token))
                    .filter(offer -> !clock.instant().isAfter(offer.end()))
                    .map(Offer::file);
        } finally {
            lock.unlock();
        }
    }

    public void reset() {
        lock.lock();
        try {
            offers.clear();
        } finally {
            lock.unlock();
        }
    }
}
