package io.github.camelwechatpay.concurrent;

import io.github.camelwechatpay.call.CallSigner;
import io.github.camelwechatpay.call.Deadline;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets asynchronous calls sign in the order of their arrival, a few at a time. Without a queue, hundreds of threads would
 * compete: each time slice of the operating system is long enough for several calls, so that few calls are fast and the
 * others wait long. The queue is for fairness and is no limit: a call that waited until its deadline signs without a permit.
 * The queue costs threads that sleep and wake, so it is used only above {@link #MOST_UNQUEUED} calls in flight. Thread-safe.
 */
public final class SigningQueue {

    /** Twice the number of CPUs, because with fewer permits a CPU is idle until the next thread has woken. */
    public static final int PERMITS = 2 * Runtime.getRuntime().availableProcessors();

    /** Up to this many calls in flight the queue is skipped, because it would cost more than it saves. */
    public static final int MOST_UNQUEUED = 32 * Runtime.getRuntime().availableProcessors();

    private final Semaphore free = new Semaphore(PERMITS, true);

    /** Returns whether as many calls sign as may at a time. */
    public boolean isFull() {
        return free.availablePermits() == 0;
    }

    /**
     * Returns a signer that waits for a permit before it signs.
     *
     * @param deadline the deadline of the call, which ends the wait
     */
    public CallSigner queued(CallSigner signer, Deadline deadline) {
        return call -> {
            boolean taken = take(deadline);
            try {
                return signer.authorize(call);
            } finally {
                if (taken) {
                    free.release();
                }
            }
        };
    }

    private boolean take(Deadline deadline) {
        try {
            return free.tryAcquire(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
