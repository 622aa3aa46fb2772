package io.github.camelwechatpay.crypto;

import java.security.GeneralSecurityException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Engines of the JCA that are used again, since making them costs memory, and initialising those of SM2 more time than their
 * work. One that failed is never used again: providers differ in what they leave behind. Thread-safe; nobody waits.
 *
 * @param <T> class of the engines, which are not thread-safe
 */
final class InstancePool<T> {

    @FunctionalInterface
    interface Factory<T> {
        T create() throws GeneralSecurityException;
    }

    /** What one thread does with an instance; to say no, too, it has to throw. */
    @FunctionalInterface
    interface Work<T, R> {
        R apply(T instance) throws GeneralSecurityException;
    }

    /** More than can run at a time are made, but not kept. */
    private static final int KEPT = Runtime.getRuntime().availableProcessors();

    private final BlockingQueue<T> idle = new ArrayBlockingQueue<>(KEPT);
    private final Factory<T> factory;

    InstancePool(Factory<T> factory) {
        this.factory = factory;
    }

    <R> R use(Work<T, R> work) throws GeneralSecurityException {
        T kept = idle.poll();
        T instance = kept != null ? kept : factory.create();
        R result = work.apply(instance);
        idle.offer(instance);
        return result;
    }
}
