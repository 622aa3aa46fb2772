package io.github.camelwechatpay;

import java.security.GeneralSecurityException;

/**
 * Signs requests with a merchant private key that is not in this process: in a hardware security module, a key management
 * service, or a signing service of your own. Set a bean of this type as option {@code requestSigner}, and set {@code mchid}
 * and either {@code merchantSerialNumber} or {@code merchantCertificate} as well. Implementations must be thread-safe,
 * because calls in flight sign concurrently.
 */
@FunctionalInterface
public interface RequestSigner {

    /**
     * Signs a request by SHA-256 with RSA (PKCS#1 v1.5), unless {@link #algorithm()} names another algorithm. Option
     * {@code callTimeout} includes the time that signing takes, but does not interrupt it: limit it yourself.
     *
     * @param message the canonical message, exactly the bytes to sign, not their digest; it may hold personal data
     * @return the signature in Base64, in one line
     * @throws GeneralSecurityException if it cannot sign. Nothing is sent, and the call ends as {@code NOT_SENT} and
     *     retryable. A RuntimeException, an Error, or a result that is not Base64 has the same effect
     */
    String sign(byte[] message) throws GeneralSecurityException;

    /** Returns the name of the algorithm in the Authorization scheme. The component asks for it once. */
    default String algorithm() {
        return "SHA256-RSA2048";
    }
}
