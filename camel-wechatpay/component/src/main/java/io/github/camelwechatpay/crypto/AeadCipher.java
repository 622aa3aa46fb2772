package io.github.camelwechatpay.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts the resource of a notification, and platform certificates (WeChat Pay APIv3, "decrypting callbacks and platform
 * certificates"). The algorithm is AEAD_AES_256_GCM under the APIv3 key, or AEAD_SM4_GCM under the first half of the SM3
 * digest of that key. The 16-byte tag follows the ciphertext. Thread-safe.
 */
public final class AeadCipher {

    /** Bytes of an APIv3 key. */
    private static final int KEY_BYTES = 32;

    private static final int TAG_BITS = 128;
    private static final int NONCE_BYTES = 12;

    private final SecretKey key;
    private final CryptoProvider provider;
    private final InstancePool<Cipher> ciphers;

    /**
     * @param secretKey the APIv3 key
     * @throws IllegalArgumentException if the key is not 32 bytes long; the message gives the length only
     */
    public AeadCipher(String secretKey, CryptoProvider provider) {
        byte[] bytes = secretKey.getBytes(StandardCharsets.UTF_8);
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("The APIv3 key has " + bytes.length + " bytes instead of " + KEY_BYTES
                    + ": set option secretKey to the key from the merchant platform (API security)");
        }
        this.key = provider.type().resourceKey(bytes);
        this.provider = provider;
        this.ciphers = new InstancePool<>(() -> provider.cipher(provider.type().resourceTransformation()));
    }

    /** Returns the algorithm as the wire names it. */
    String algorithm() {
        return provider.type().resourceAlgorithm();
    }

    /**
     * Decrypts a ciphertext.
     *
     * @param nonce 12 characters
     * @param associatedData null is the same as empty
     * @param ciphertext Base64 of ciphertext and tag
     * @throws GeneralSecurityException if anything is not as it was encrypted; nothing of the plaintext is released
     */
    public byte[] decrypt(String nonce, @Nullable String associatedData, String ciphertext)
            throws GeneralSecurityException {
        byte[] iv = nonce.getBytes(StandardCharsets.UTF_8);
        if (iv.length != NONCE_BYTES) {
            throw new GeneralSecurityException("nonce of " + iv.length + " bytes instead of " + NONCE_BYTES);
        }
        byte[] sealed;
        try {
            sealed = Base64.getDecoder().decode(ciphertext);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("ciphertext is not Base64", e);
        }
        if (sealed.length < TAG_BITS / Byte.SIZE) {
            throw new GeneralSecurityException("ciphertext of " + sealed.length + " bytes is shorter than its tag");
        }
        return ciphers.use(cipher -> {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, iv));
            if (associatedData != null) {
                cipher.updateAAD(associatedData.getBytes(StandardCharsets.UTF_8));
            }
            return cipher.doFinal(sealed);
        });
    }
}
