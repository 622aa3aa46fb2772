package io.github.camelwechatpay.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;

/**
 * Encrypts and decrypts encrypted fields (WeChat Pay APIv3, "encrypting sensitive fields"): RSA OAEP with SHA-1 and MGF1 with
 * SHA-1, or SM2, in Base64. A request uses WeChat Pay's key, a response the merchant's key. The provider must have translated
 * the keys before. Thread-safe.
 */
public final class FieldCipher {

    private final CryptoProvider provider;
    private final FieldAlgorithm algorithm;

    public FieldCipher(CryptoProvider provider) {
        this.provider = provider;
        this.algorithm = provider.type().fields();
    }

    /**
     * Encrypts the text of a field.
     *
     * @throws IllegalArgumentException if the key cannot encrypt the text: with RSA of 2048 bits more than 214 bytes of
     *     UTF-8, with SM2 an empty text
     */
    public String encrypt(PublicKey key, String plaintext) throws GeneralSecurityException {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(plaintext)) {
            throw new IllegalArgumentException("is not valid Unicode text: half a surrogate pair");
        }
        byte[] sealed = algorithm.encrypt(provider, key, plaintext.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(sealed);
    }

    /** @throws GeneralSecurityException if the text is not a ciphertext for this key */
    public String decrypt(PrivateKey key, String ciphertext) throws GeneralSecurityException {
        return new String(decryptBytes(key, ciphertext), StandardCharsets.UTF_8);
    }

    /**
     * Decrypts a field that is not text, such as a key.
     *
     * @throws GeneralSecurityException if the text is not a ciphertext for this key
     */
    public byte[] decryptBytes(PrivateKey key, String ciphertext) throws GeneralSecurityException {
        byte[] sealed;
        try {
            sealed = Base64.getDecoder().decode(ciphertext);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("not Base64", e);
        }
        return algorithm.decrypt(provider, key, sealed);
    }

    /** Tells whether a text is Base64 of the form of a ciphertext under this key. */
    public boolean isCiphertext(PublicKey key, String text) {
        try {
            return algorithm.hasForm(key, Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
