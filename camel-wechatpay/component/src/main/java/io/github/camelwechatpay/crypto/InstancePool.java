package io.github.camelwechatpay.crypto;

import java.security.GeneralSecurityException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Keeps engines of the JCA for further use. Making an engine costs memory, and initialising one of SM2 costs more time than
 * its work. A failed engine is not used again, because providers differ in what they leave behind. Thread-safe, and never
 * waits.
 *
 * @param <T> class of the engines, which are not thread-safe
 */
final class InstancePool<T> {

    @FunctionalInterface
    interface Factory<T> {
        T create() throws GeneralSecurityException;
    }

    /** Works with an instance on one thread. It must throw whenever the instance must not be used again. */
    @FunctionalInterface
    interface Work<T, R> {
        R apply(T instance) throws GeneralSecurityException;
    }

    /** Most instances that are kept. More are made if needed, but more cannot run at a time. */
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
