package io.github.camelwechatpay.call;

import io.github.camelwechatpay.WechatpayCallException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends signed calls, and returns the response whatever its status. Fetches files while they arrive. Thread-safe. */
public interface Transport {

    /** Takes the content of a response. */
    @FunctionalInterface
    interface Receiver {
        /** Reads the content to its end. The caller closes it. */
        void receive(InputStream content) throws IOException;
    }

    /**
     * Sends a call.
     *
     * @param authorization value of header Authorization; null for a request that is not signed
     * @param deadline when to give up
     * @throws WechatpayCallException {@code NOT_SENT} or {@code UNKNOWN}
     */
    default Answer send(Call call, @Nullable String authorization, Deadline deadline) throws WechatpayCallException {
        return send(call, authorization, deadline, deadline);
    }

    /**
     * Sends a call that leaves time for another host.
     *
     * @param authorization value of header Authorization; null for a request that is not signed
     * @param connected when to give up if the request is not being written yet
     * @param deadline when to give up
     * @throws WechatpayCallException {@code NOT_SENT} or {@code UNKNOWN}
     */
    Answer send(Call call, @Nullable String authorization, Deadline connected, Deadline deadline)
            throws WechatpayCallException;

    /**
     * Fetches a file. The content of a response with success goes to the receiver, and the returned response has an empty
     * body. A response with another status keeps its body.
     *
     * @param authorization value of header Authorization; null for a request that is not signed
     * @param deadline when the content must have begun
     * @param longest how long it may take from then on
     * @throws WechatpayCallException {@code NOT_SENT} or {@code UNKNOWN}
     */
    Answer fetch(Call call, @Nullable String authorization, Deadline deadline, Duration longest, Receiver receiver)
            throws WechatpayCallException;
}
