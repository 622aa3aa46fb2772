package io.github.camelwechatpay.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * Sensitive fields: RSA OAEP with SHA-1 and MGF1 with SHA-1, in Base64 (WeChat Pay APIv3, "encrypting sensitive
 * fields"). Towards WeChat Pay under its key, from WeChat Pay under the merchant's; keys have been translated by the
 * provider before. Thread-safe.
 */
public final class FieldCipher {

    private static final String TRANSFORMATION = "RSA/ECB/OAEPWithSHA-1AndMGF1Padding";
    // Said in full: providers differ in the digest that they give MGF1
    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT);
    private static final int OAEP_OVERHEAD_BYTES = 42;

    private final CryptoProvider provider;

    public FieldCipher(CryptoProvider provider) {
        this.provider = provider;
    }

    /**
     * @throws IllegalArgumentException when the text is longer than the key can take, 214 bytes of UTF-8 with 2048 bits
     */
    public String encrypt(PublicKey key, String plaintext) throws GeneralSecurityException {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(plaintext)) {
            throw new IllegalArgumentException("is not valid Unicode text: half a surrogate pair");
        }
        byte[] bytes = plaintext.getBytes(StandardCharsets.UTF_8);
        int longest = modulusBytes(key) - OAEP_OVERHEAD_BYTES;
        if (bytes.length > longest) {
            throw new IllegalArgumentException(
                    "is " + bytes.length + " bytes of UTF-8 long, at most " + longest + " can be encrypted");
        }
        Cipher cipher = provider.cipher(TRANSFORMATION);
        cipher.init(Cipher.ENCRYPT_MODE, key, OAEP);
        return Base64.getEncoder().encodeToString(cipher.doFinal(bytes));
    }

    /** @throws GeneralSecurityException when the text is not a ciphertext for this key */
    public String decrypt(PrivateKey key, String ciphertext) throws GeneralSecurityException {
        byte[] sealed;
        try {
            sealed = Base64.getDecoder().decode(ciphertext);
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("not Base64", e);
        }
        Cipher cipher = provider.cipher(TRANSFORMATION);
        cipher.init(Cipher.DECRYPT_MODE, key, OAEP);
        return new String(cipher.doFinal(sealed), StandardCharsets.UTF_8);
    }

    /** Whether a text has the form of a ciphertext under this key: Base64 of as many bytes as the modulus. */
    public boolean isCiphertext(PublicKey key, String text) {
        try {
            return Base64.getDecoder().decode(text).length == modulusBytes(key);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int modulusBytes(PublicKey key) {
        return (((RSAKey) key).getModulus().bitLength() + 7) / 8;
    }
}
