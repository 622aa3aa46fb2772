package io.github.camelwechatpay.benchmark.client;

import java.util.function.BiConsumer;

/** A client whose calls do not block the caller's thread. */
public interface AsyncClient extends Client {

    /**
     * Starts the work and returns before it is done.
     *
     * @param done receives the result of {@link #call()} and null, or null and the failure
     */
    void start(BiConsumer<String, Throwable> done);
}
