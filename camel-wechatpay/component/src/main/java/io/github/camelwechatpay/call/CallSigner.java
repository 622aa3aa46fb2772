package io.github.camelwechatpay.call;

import io.github.camelwechatpay.WechatpayCallException;
import org.jspecify.annotations.Nullable;

/** Makes the value of header Authorization, a new value for each attempt of a call. Thread-safe. */
@FunctionalInterface
public interface CallSigner {

    /** Leaves calls without header Authorization. */
    CallSigner UNSIGNED = call -> null;

    /**
     * Signs a call.
     *
     * @return the value of header Authorization; null for a call that is sent unsigned
     * @throws WechatpayCallException {@code NOT_SENT}, if the key cannot sign
     */
    @Nullable
    String authorize(Call call) throws WechatpayCallException;
}
