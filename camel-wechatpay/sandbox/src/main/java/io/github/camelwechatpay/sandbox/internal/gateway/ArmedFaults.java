package io.github.camelwechatpay.sandbox.internal.gateway;

import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.sandbox.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps the faults that wait for requests, in the order in which they were armed. Thread-safe. */
public final class ArmedFaults {
    /**
     * @param operation a path template without leading slash; empty for any operation
     * @param delay the delay of {@link Fault#SLOW}
     */
    public record Armed(Fault fault, int count, String operation, Duration delay) {
        private boolean meets(Operation other) {
            return operation.isEmpty() || operation.equals(other.path());
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Armed> waiting = new ArrayList<>();

    public void arm(Armed armed) {
        if (armed.count() < 1) {
            throw new IllegalArgumentException("The count of a fault must be 1 or more, not " + armed.count());
        }
        lock.lock();
        try {
            waiting.add(armed);
        } finally {
            lock.unlock();
        }
    }

    /** Takes the first fault that is armed for this operation, and reduces its count. */
    Optional<Armed> take(Operation operation) {
        lock.lock();
        try {
            for (int i = 0; i < waiting.size(); i++) {
                Armed armed = waiting.get(i);
                if (armed.meets(operation)) {
                    if (armed.count() == 1) {
                        waiting.remove(i);
                    } else {
                        waiting.set(i, new Armed(armed.fault(), armed.count() - 1, armed.operation(), armed.delay()));
                    }
                    return Optional.of(armed);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    public void reset() {
        lock.lock();
        try {
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }
}
