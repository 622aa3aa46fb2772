package io.github.camelwechatpay.crypto;

import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * Represents encrypted data as WeChat Pay sends it in notifications and in the list of platform certificates (WeChat Pay
 * APIv3, "decrypting callbacks and platform certificates").
 *
 * @param algorithm name of the encryption, such as {@code AEAD_AES_256_GCM}
 * @param nonce 12 characters
 * @param associatedData authenticated with the content; null is the same as empty
 * @param ciphertext Base64 of ciphertext and tag
 */
public record EncryptedResource(
        String algorithm, String nonce, @Nullable String associatedData, String ciphertext) {

    /** Tells that the data is encrypted in another way than the cipher decrypts. */
    public static final class OtherAlgorithmException extends GeneralSecurityException {

        private static final long serialVersionUID = 1L;

        private OtherAlgorithmException(String expected) {
            super("not encrypted with " + expected);
        }
    }

    /**
     * Decrypts the content.
     *
     * @throws OtherAlgorithmException if the data is encrypted with another algorithm than the cipher's
     * @throws GeneralSecurityException if anything is not as it was encrypted; nothing of the content is released
     */
    public byte[] open(AeadCipher cipher) throws GeneralSecurityException {
        if (!cipher.algorithm().equals(algorithm)) {
            throw new OtherAlgorithmException(cipher.algorithm());
        }
        return cipher.decrypt(nonce, associatedData, ciphertext);
    }
}
