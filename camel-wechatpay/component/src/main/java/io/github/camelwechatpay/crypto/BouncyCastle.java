package io.github.camelwechatpay.crypto;

import java.security.Provider;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Bouncy Castle, handed over where it is needed and never installed. One for all: the JDK keeps in mind every provider
 * instance that it has ever got a cipher from.
 */
final class BouncyCastle {

    static final Provider PROVIDER = new BouncyCastleProvider();

    private BouncyCastle() {}
}
