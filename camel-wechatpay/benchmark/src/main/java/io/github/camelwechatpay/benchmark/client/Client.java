package io.github.camelwechatpay.benchmark.client;

import java.io.IOException;

/** A client under comparison: makes a call, or processes a notification. Thread-safe. */
public interface Client extends AutoCloseable {

    /**
     * Makes the call, or processes the notification, once.
     *
     * @return a value from the verified content, which shows that the client did the work
     */
    String call() throws Exception;

    @Override
    void close() throws IOException;
}
