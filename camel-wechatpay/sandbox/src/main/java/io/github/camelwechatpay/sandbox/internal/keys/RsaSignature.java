package io.github.camelwechatpay.sandbox.internal.keys;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/** Signs with SHA256withRSA (PKCS#1 v1.5). A signature is standard padded Base64. */
final class RsaSignature {
    private static final String ALGORITHM = "SHA256withRSA";

    private RsaSignature() {}

    static String sign(PrivateKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(message);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot sign with " + ALGORITHM, e);
        }
    }

    /** Returns false, and throws no exception, for anything but the canonical Base64 text of a right signature. */
    static boolean verify(PublicKey key, byte[] message, String base64) {
        try {
            byte[] decoded = Base64.getDecoder().decode(base64);
            if (!Base64.getEncoder().encodeToString(decoded).equals(base64)) {
                return false;
            }
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(decoded);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
