package io.github.camelwechatpay.crypto;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/** Verifies one WeChat Pay signature (WeChat Pay APIv3, "signature verification"). Thread-safe. */
public final class SignatureVerifier {

    private final PublicKey key;
    private final CryptoProvider provider;

    /** @param key translated by the provider */
    public SignatureVerifier(PublicKey key, CryptoProvider provider) {
        this.key = key;
        this.provider = provider;
    }

    /**
     * @param message the canonical message
     * @param signature Base64
     * @return false for everything that is not a valid signature, Base64 that is broken or not canonical included, and
     *     of SM2 DER that is not
     */
    public boolean verify(byte[] message, String signature) {
        try {
            Signature verifier = provider.signature();
            verifier.initVerify(key);
            verifier.update(message);
            byte[] bytes = Base64.getDecoder().decode(signature);
            return Base64.getEncoder().encodeToString(bytes).equals(signature) && verifier.verify(bytes);
        } catch (GeneralSecurityException | RuntimeException e) {
            // Providers throw of both kinds
            return false;
        }
    }
}
