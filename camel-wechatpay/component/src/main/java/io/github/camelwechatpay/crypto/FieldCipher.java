package io.github.camelwechatpay.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;

/**
 * Sensitive fields (WeChat Pay APIv3, "encrypting sensitive fields"): RSA OAEP with SHA-1 and MGF1 with SHA-1, or SM2, in
 * Base64. Towards WeChat Pay under its key, from WeChat Pay under the merchant's; keys have been translated by the
 * provider before. Thread-safe.
 */
public final class FieldCipher {

    private final CryptoProvider provider;
    private final FieldAlgorithm algorithm;

    public FieldCipher(CryptoProvider provider) {
        this.provider = provider;
        this.algorithm = provider.type().fields();
    }

    /**
     * @throws IllegalArgumentException when the key cannot take the text: with RSA of 2048 bits longer than 214 bytes of
     *     UTF-8, with SM2 an empty one
     */
    public String encrypt(PublicKey key, String plaintext) throws GeneralSecurityException {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(plaintext)) {
            throw new IllegalArgumentException("is not valid Unicode text: half a surrogate pair");
        }
        byte[] sealed = algorithm.encrypt(provider, key, plaintext.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(sealed);
    }

    /** @throws GeneralSecurityException when the text is not a ciphertext for this key */
    public String decrypt(PrivateKey key, String ciphertext) throws GeneralSecurityException {
        return new String(decryptBytes(key, ciphertext), StandardCharsets.UTF_8);
    }

    /**
     * The same for what is no text, such as a key.
     *
     * @throws GeneralSecurityException when the text is not a ciphertext for this key
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

    /** Whether a text has the form of a ciphertext under this key: its Base64. */
    public boolean isCiphertext(PublicKey key, String text) {
        try {
            return algorithm.hasForm(key, Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
