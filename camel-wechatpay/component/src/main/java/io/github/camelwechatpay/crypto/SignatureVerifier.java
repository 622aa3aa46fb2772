package io.github.camelwechatpay.crypto;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Verifies one WeChat Pay signature (WeChat Pay APIv3, "signature verification"). Thread-safe. */
public final class SignatureVerifier {

    private final InstancePool<Signature> verifiers;

    /** @param key translated by the provider */
    public SignatureVerifier(PublicKey key, CryptoProvider provider) {
        this.verifiers = new InstancePool<>(() -> {
            Signature verifier = provider.signature();
            verifier.initVerify(key);
            return verifier;
        });
    }

    /**
     * Verifies a signature.
     *
     * @param signature Base64
     * @param message the canonical message, in parts that follow each other
     * @return false for everything that is not a valid signature, also for Base64, or DER of SM2, that is broken or not
     *     canonical
     */
    public boolean verify(String signature, byte[]... message) {
        try {
            byte[] bytes = decode(signature);
            return bytes != null && verifiers.use(verifier -> verified(verifier, bytes, message));
        } catch (GeneralSecurityException | RuntimeException e) {
            // Providers throw exceptions of both kinds
            return false;
        }
    }

    /** Returns null for Base64 that is broken or not canonical. */
    static byte @Nullable [] decode(String signature) {
        try {
            byte[] bytes = Base64.getDecoder().decode(signature);
            return Base64.getEncoder().encodeToString(bytes).equals(signature) ? bytes : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean verified(Signature verifier, byte[] signature, byte[]... message)
            throws GeneralSecurityException {
        for (byte[] part : message) {
            verifier.update(part);
        }
        if (!verifier.verify(signature)) {
            throw new SignatureException("does not match");
        }
        return true;
    }
}
