package io.github.camelwechatpay.concurrent;

import io.github.camelwechatpay.call.CallSigner;
import io.github.camelwechatpay.call.Deadline;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The turns of asynchronous calls at the processors, first come, first served, while they sign. When hundreds sign at once,
 * the operating system gives each thread a time slice that is long enough for several calls: few calls are fast then, and the
 * others wait for long. Who has waited for all of its time signs without a turn: they are for fairness, not a limit.
 * To take turns costs threads that sleep and wake, so it is for crowds. Thread-safe.
 */
public final class SigningQueue {

    /** With fewer, processors stand idle until the next one has woken. */
    public static final int TURNS = 2 * Runtime.getRuntime().availableProcessors();

    /** So many calls under way are no crowd yet: to take turns would cost them more than it brings. */
    public static final int NO_CROWD = 32 * Runtime.getRuntime().availableProcessors();

    private final Semaphore free = new Semaphore(TURNS, true);

    public boolean areTaken() {
        return free.availablePermits() == 0;
    }

    /** @param deadline of the call */
    public CallSigner inTurn(CallSigner signer, Deadline deadline) {
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
