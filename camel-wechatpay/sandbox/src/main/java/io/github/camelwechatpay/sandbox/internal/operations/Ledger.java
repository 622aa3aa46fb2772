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

/**
 * Counts executions, and keeps the responses that business numbers got. Bounded: it forgets the oldest numbers first.
 * Thread-safe.
 */
public final class Ledger {
    /** The life of a signing session, after which its number is free again. */
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

    /** Returns the earlier response for the number if the parameters are the same, or a new response for a new number. */
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

    /** Returns when the subject with that key was first used. */
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
