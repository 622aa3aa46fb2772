package io.github.camelwechatpay.examples.benchmark.contender;

import java.io.IOException;

/** One way to do the work. Thread-safe. */
public interface Contender extends AutoCloseable {

    /**
     * Does it once.
     *
     * @return something out of what was verified
     */
    String call() throws Exception;

    @Override
    void close() throws IOException;
}
