package io.github.camelwechatpay.call;

import io.github.camelwechatpay.WechatpayCallException;

/** Makes the value of header Authorization: a new one for each attempt of a call. Thread-safe. */
@FunctionalInterface
public interface CallSigner {

    /** Leaves calls without header Authorization. */
    CallSigner UNSIGNED = call -> null;

    /**
     * Signs a call.
     *
     * @return the value of header Authorization, or null for a call that is not signed
     * @throws WechatpayCallException {@code NOT_SENT}, when the key cannot sign
     */
    String authorize(Call call) throws WechatpayCallException;
}
