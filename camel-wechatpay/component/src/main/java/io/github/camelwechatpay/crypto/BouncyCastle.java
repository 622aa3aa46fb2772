package io.github.camelwechatpay.crypto;

import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Holds the provider Bouncy Castle, which is handed over where it is needed and never installed. All users share one
 * instance, because the JDK remembers every provider instance that it has ever got a cipher from.
 */
final class BouncyCastle {

    static final Provider PROVIDER = new BouncyCastleProvider();

    private BouncyCastle() {}
}
