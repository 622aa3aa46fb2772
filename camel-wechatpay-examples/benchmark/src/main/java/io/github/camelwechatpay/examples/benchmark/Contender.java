package io.github.camelwechatpay.examples.benchmark;

import java.io.IOException;

/** One way to make the signed call. Thread-safe. */
interface Contender extends AutoCloseable {

    /**
     * Orders: signs, sends, verifies and reads.
     *
     * @return the {@code prepay_id} of a verified answer
     */
    String call() throws Exception;

    @Override
    void close() throws IOException;
}
