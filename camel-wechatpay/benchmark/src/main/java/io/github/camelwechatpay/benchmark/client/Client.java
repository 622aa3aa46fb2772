package io.github.camelwechatpay.benchmark.client;

import java.io.IOException;

/** One way to do the work. Thread-safe. */
public interface Client extends AutoCloseable {

    /**
     * Does it once.
     *
     * @return something out of what was verified
     */
    String call() throws Exception;

    @Override
    void close() throws IOException;
}
