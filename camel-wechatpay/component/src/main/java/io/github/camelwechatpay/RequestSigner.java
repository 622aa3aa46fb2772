package io.github.camelwechatpay;

import java.security.GeneralSecurityException;

/**
 * Signs requests where the merchant private key must not be in this process: in a hardware security module, a key management
 * service, a signing service of the house. A bean of this type goes into option {@code requestSigner}; it needs
 * {@code mchid}, and {@code merchantSerialNumber} or {@code merchantCertificate} beside it. Must be thread-safe: calls
 * that are under way at once sign at once.
 */
@FunctionalInterface
public interface RequestSigner {

    /**
     * Signs a request: SHA-256 with RSA, PKCS#1 v1.5, unless {@link #algorithm()} names another. The time that it takes
     * counts for option {@code callTimeout}, but nothing interrupts it: limit it.
     *
     * @param message the canonical message, exactly the bytes to sign, not their digest; it may hold personal data
     * @return the signature in Base64, in one line
     * @throws GeneralSecurityException when it cannot sign: nothing is sent, and the call ends as {@code NOT_SENT} and
     *     retryable, as it does with a RuntimeException, an Error or anything that is not Base64
     */
    String sign(byte[] message) throws GeneralSecurityException;

    /** The algorithm as the Authorization scheme names it. Asked once. */
    default String algorithm() {
        return "SHA256-RSA2048";
    }
}
