package io.github.camelwechatpay.crypto;

import java.security.GeneralSecurityException;

/** Signs canonical messages with the key of a merchant. Implementations are thread-safe. */
public interface MessageSigner {

    /** The algorithm as the Authorization scheme names it, such as {@code SHA256-RSA2048}. */
    String algorithm();

    /**
     * @param message the canonical message
     * @return the signature in Base64
     */
    String sign(byte[] message) throws GeneralSecurityException;
}
