package io.github.camelwechatpay.examples.benchmark.contender;

import java.util.function.BiConsumer;

/** A way that leaves the caller's thread free. */
public interface AsyncContender extends Contender {

    /** @param done takes what {@link #call()} would return, or its failure */
    void start(BiConsumer<String, Throwable> done);
}
