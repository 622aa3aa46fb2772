package io.github.camelwechatpay.sandbox.internal.keys;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.signers.SM2Signer;

/** Signs with SM2, SM3 and the standard user id. A signature is the DER of its two integers in standard padded Base64. */
final class Sm2Signature {
    private Sm2Signature() {}

    static String sign(PrivateKey key, byte[] message) {
        SM2Signer signer = new SM2Signer();
        signer.init(true, Sm2Keys.parameters(key));
        signer.update(message, 0, message.length);
        try {
            return Base64.getEncoder().encodeToString(signer.generateSignature());
        } catch (CryptoException e) {
            throw new IllegalStateException("Cannot sign with SM2", e);
        }
    }

    /** Accepts only the canonical DER text in canonical Base64. */
    static boolean verify(PublicKey key, byte[] message, String base64) {
        try {
            byte[] decoded = Base64.getDecoder().decode(base64);
            if (!Base64.getEncoder().encodeToString(decoded).equals(base64)) {
                return false;
            }
            SM2Signer signer = new SM2Signer();
            signer.init(false, Sm2Keys.parameters(key));
            signer.update(message, 0, message.length);
            return signer.verifySignature(decoded);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
