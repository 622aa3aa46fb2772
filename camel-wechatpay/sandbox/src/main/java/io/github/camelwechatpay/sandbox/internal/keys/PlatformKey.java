package io.github.camelwechatpay.sandbox.internal.keys;

import java.security.KeyPair;

/** A key of the gateway, with its id in {@code Wechatpay-Serial}. */
public record PlatformKey(String id, Suite suite, KeyPair keys) {
    @Override
    public String toString() {
        return "PlatformKey[" + id + "]";
    }
}
