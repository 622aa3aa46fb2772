package io.github.camelwechatpay.benchmark.client;

import java.util.function.BiConsumer;

/** A way that leaves the caller's thread free. */
public interface AsyncClient extends Client {

    /** @param done takes what {@link #call()} would return, or its failure */
    void start(BiConsumer<String, Throwable> done);
}
