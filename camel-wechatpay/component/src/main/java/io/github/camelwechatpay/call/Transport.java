package io.github.camelwechatpay.call;

import io.github.camelwechatpay.WechatpayCallException;

/** Sends a signed call and brings back its answer, whatever the status. Thread-safe. */
public interface Transport {

    /**
     * @param authorization value of header Authorization
     * @param deadline when to give up
     * @throws WechatpayCallException {@code NOT_SENT} or {@code UNKNOWN}
     */
    Answer send(Call call, String authorization, Deadline deadline) throws WechatpayCallException;

    /**
     * Sends a call that leaves time for another host.
     *
     * @param connected when to give up unless the request is being written
     * @throws WechatpayCallException {@code NOT_SENT} or {@code UNKNOWN}
     */
    default Answer send(Call call, String authorization, Deadline connected, Deadline deadline)
            throws WechatpayCallException {
        return send(call, authorization, deadline);
    }
}
