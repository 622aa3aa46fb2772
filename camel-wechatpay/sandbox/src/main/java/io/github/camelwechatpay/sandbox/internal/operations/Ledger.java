package io.github.camelwechatpay.sandbox.internal.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.sandbox.internal.call.BusinessNumber;
import io.github.camelwechatpay.sandbox.internal.call.Call;
import io.github.camelwechatpay.sandbox.internal.common.BoundedMap;
import io.github.camelwechatpay.sandbox.internal.http.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** What was executed how often, and the answers that business numbers got. Bounded: the oldest numbers go first. */
public final class Ledger {
    /** A signing session lives so long; then its number is free again. */
    static final Duration SESSION = Duration.ofHours(2);

    private static final int MAX_NUMBERS = 100_000;

    private record Key(String path, String number) {}

    private static final String ANY_PATH = "";

    private record Session(JsonNode parameters, ObjectNode answer, Instant end) {}

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Integer> byPath = new HashMap<>();
    private final Map<Key, Integer> byNumber = bounded();
    private final Map<Key, Session> sessions = bounded();
    private final Map<Key, Instant> firstHeard = bounded();

    public Ledger(Clock clock) {
        this.clock = clock;
    }

    public void count(Call call) {
        String path = call.operation().path();
        lock.lock();
        try {
            byPath.merge(path, 1, Integer::sum);
            BusinessNumber.all(call)
                    .map(BusinessNumber::value)
                    .distinct()
                    .forEach(number -> byNumber.merge(new Key(path, number), 1, Integer::sum));
        } finally {
            lock.unlock();
        }
    }

    /** The answer that the number got before, if the parameters are the same; a new one if there was none. */
    ObjectNode once(Call call, BusinessNumber number, Supplier<ObjectNode> creation) throws Refusal {
        Key key = new Key(call.operation().path(), number.value());
        Instant now = clock.instant();
        lock.lock();
        try {
            Session session = sessions.get(key);
            if (session == null || now.isAfter(session.end())) {
                session = new Session(call.body(), creation.get(), now.plus(SESSION));
                sessions.put(key, session);
            }
            if (!session.parameters().equals(call.body())) {
                throw number.differentParameters();
            }
            return session.answer().deepCopy();
        } finally {
            lock.unlock();
        }
    }

    /** When the thing with that key was heard of first. */
    Instant since(String key) {
        Instant now = clock.instant();
        lock.lock();
        try {
            return firstHeard.computeIfAbsent(new Key(ANY_PATH, key), unknown -> now);
        } finally {
            lock.unlock();
        }
    }

    public int executions(String path) {
        lock.lock();
        try {
            return byPath.getOrDefault(path, 0);
        } finally {
            lock.unlock();
        }
    }

    public int executions(String path, String number) {
        lock.lock();
        try {
            return byNumber.getOrDefault(new Key(path, number), 0);
        } finally {
            lock.unlock();
        }
    }

    public void reset() {
        lock.lock();
        try {
            byPath.clear();
            byNumber.clear();
            sessions.clear();
            firstHeard.clear();
        } finally {
            lock.unlock();
        }
    }

    private static <V> Map<Key, V> bounded() {
        return new BoundedMap<>(MAX_NUMBERS);
    }
}
