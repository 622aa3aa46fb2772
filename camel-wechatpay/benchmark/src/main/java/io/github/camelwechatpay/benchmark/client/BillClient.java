package io.github.camelwechatpay.benchmark.client;

import java.io.IOException;
import java.io.InputStream;

/** Downloads a bill. */
public interface BillClient extends AutoCloseable {

    /**
     * Requests the bill, verifies the response, downloads the file and compares its digest with {@code hash_value}. All of
     * this happens before the method returns.
     *
     * @return the content of the bill; closing the stream deletes the downloaded file
     */
    InputStream bill() throws Exception;

    @Override
    void close() throws IOException;
}
