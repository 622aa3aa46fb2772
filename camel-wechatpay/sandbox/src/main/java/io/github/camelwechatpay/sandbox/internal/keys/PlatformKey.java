package io.github.camelwechatpay.sandbox.internal.keys;

import java.security.KeyPair;

/** A key of the gateway and the name under which {@code Wechatpay-Serial} speaks of it. */
public record PlatformKey(String id, Suite suite, KeyPair keys) {
    @Override
    public String toString() {
        return "PlatformKey[" + id + "]";
    }
}
