package io.github.camelwechatpay.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The last requests, oldest first. Thread-safe. */
final class RequestLog {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<ReceivedRequest> requests = new ArrayDeque<>();
    private final int limit;

    RequestLog(int limit) {
        this.limit = limit;
    }

    void add(ReceivedRequest request) {
        lock.lock();
        try {
            if (requests.size() == limit) {
                requests.removeFirst();
            }
            requests.addLast(request);
        } finally {
            lock.unlock();
        }
    }

    List<ReceivedRequest> list() {
        lock.lock();
        try {
            return List.copyOf(requests);
        } finally {
            lock.unlock();
        }
    }

    void reset() {
        lock.lock();
        try {
            requests.clear();
        } finally {
            lock.unlock();
        }
    }
}
