package io.github.camelwechatpay.crypto;

import java.security.GeneralSecurityException;

/** Signs canonical messages with the key of a merchant. Implementations are thread-safe. */
public interface MessageSigner {

    /** Returns the algorithm as the Authorization scheme names it, such as {@code SHA256-RSA2048}. */
    String algorithm();

    /** Tells whether a processor of this machine does the work, rather than hardware or another machine. */
    boolean isOnProcessor();

    /**
     * Signs a message.
     *
     * @param message the canonical message
     * @return the signature in Base64
     */
    String sign(byte[] message) throws GeneralSecurityException;
}
