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
}
