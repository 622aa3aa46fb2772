package io.github.camelwechatpay.crypto;

import java.security.GeneralSecurityException;

/** Signs requests for a merchant. Implementations are thread-safe. */
public interface RequestSigner {

    /** The algorithm as the Authorization scheme names it, such as {@code SHA256-RSA2048}. */
    String algorithm();

    /**
     * @param message the canonical message
     * @return the signature in Base64
     */
    String sign(byte[] message) throws GeneralSecurityException;
}
