package io.github.camelwechatpay;

import io.github.camelwechatpay.call.Failover;
import java.util.concurrent.Semaphore;

/**
 * The turns of asynchronous calls at the processors, first come, first served, while they sign. When hundreds sign at once,
 * the operating system gives each thread a time slice that is long enough for several calls: few calls are fast then, and the
 * others wait for a second and more. Thread-safe.
 */
final class SigningTurns {

    /** With fewer, processors stand idle until the next one has woken. */
    private static final int TURNS = 2 * Runtime.getRuntime().availableProcessors();

    /** Processors are shared by all contexts of the JVM. */
    private static final Semaphore FREE = new Semaphore(TURNS, true);

    private SigningTurns() {}

    static Failover.Signer inTurn(Failover.Signer signer) {
        return call -> {
            FREE.acquireUninterruptibly();
            try {
                return signer.authorize(call);
            } finally {
                FREE.release();
            }
        };
    }
}
