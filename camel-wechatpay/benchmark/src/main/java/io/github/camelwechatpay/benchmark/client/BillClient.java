package io.github.camelwechatpay.benchmark.client;

import java.io.IOException;
import java.io.InputStream;

/** One way to get a bill. */
public interface BillClient extends AutoCloseable {

    /**
     * Asks for the bill, verifies the answer, fetches the file and compares its digest with the announced one, all before it
     * returns.
     *
     * @return the bill, which is gone when this is closed
     */
    InputStream bill() throws Exception;

    @Override
    void close() throws IOException;
}
