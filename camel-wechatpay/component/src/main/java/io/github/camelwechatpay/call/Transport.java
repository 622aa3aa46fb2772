package io.github.camelwechatpay.call;

import io.github.camelwechatpay.WechatpayCallException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Sends signed calls, whatever the status of the response, and fetches files while they arrive. Thread-safe. */
public interface Transport {

    /** Takes the content of a response. */
    @FunctionalInterface
    interface Receiver {
        /** Reads to the end. The caller closes the content. */
        void receive(InputStream content) throws IOException;
    }

    /**
     * Sends a call.
     *
     * @param authorization value of header Authorization
     * @param deadline when to give up
     * @throws WechatpayCallException {@code NOT_SENT} or {@code UNKNOWN}
     */
    default Answer send(Call call, String authorization, Deadline deadline) throws WechatpayCallException {
        return send(call, authorization, deadline, deadline);
    }

    /**
     * Sends a call that leaves time for another host.
     *
     * @param authorization value of header Authorization
     * @param connected when to give up unless the request is being written
     * @param deadline when to give up
     * @throws WechatpayCallException {@code NOT_SENT} or {@code UNKNOWN}
     */
    Answer send(Call call, String authorization, Deadline connected, Deadline deadline) throws WechatpayCallException;

    /**
     * Fetches a file. The content of a response with success goes to the receiver, and the returned response has an empty
     * body. A response with another status keeps its body.
     *
     * @param authorization value of header Authorization; null for a request that is not signed
     * @param deadline when the content must have begun
     * @param longest how long it may take from then on
     * @throws WechatpayCallException {@code NOT_SENT} or {@code UNKNOWN}
     */
    Answer fetch(Call call, String authorization, Deadline deadline, Duration longest, Receiver receiver)
            throws WechatpayCallException;
}
