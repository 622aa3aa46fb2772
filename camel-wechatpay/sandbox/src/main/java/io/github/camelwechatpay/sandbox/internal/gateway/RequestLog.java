package io.github.camelwechatpay.sandbox.internal.gateway;

import io.github.camelwechatpay.sandbox.ReceivedRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps the last requests, oldest first. Thread-safe. */
public final class RequestLog {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<ReceivedRequest> requests = new ArrayDeque<>();
    private final int limit;

    public RequestLog(int limit) {
        this.limit = limit;
    }

    public void add(ReceivedRequest request) {
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

    public List<ReceivedRequest> list() {
        lock.lock();
        try {
            return List.copyOf(requests);
        } finally {
            lock.unlock();
        }
    }

    public void reset() {
        lock.lock();
        try {
            requests.clear();
        } finally {
            lock.unlock();
        }
    }
}
