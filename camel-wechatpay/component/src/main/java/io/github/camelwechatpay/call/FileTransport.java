package io.github.camelwechatpay.call;

import io.github.camelwechatpay.WechatpayCallException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Sends signed calls, and fetches files while they arrive. Thread-safe. */
public interface FileTransport extends Transport {

    /** Takes the content of an answer. */
    @FunctionalInterface
    interface Receiver {
        /** Reads to the end. The content is closed by the caller. */
        void receive(InputStream content) throws IOException;
    }

    /**
     * Fetches a file. The content of a successful answer goes to the receiver, and the answer has an empty body; that of
     * another is its body.
     *
     * @param authorization null for a request that is not signed
     * @param deadline when the content must have begun
     * @param longest how long it may take from then on
     * @throws WechatpayCallException {@code NOT_SENT} or {@code UNKNOWN}
     */
    Answer fetch(Call call, String authorization, Deadline deadline, Duration longest, Receiver receiver)
            throws WechatpayCallException;
}
