package io.github.camelwechatpay.crypto;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** Encrypts and decrypts fields with RSA OAEP, SHA-1 and MGF1 with SHA-1. */
final class OaepFields implements FieldAlgorithm {

    private static final String TRANSFORMATION = "RSA/ECB/OAEPWithSHA-1AndMGF1Padding";
    // Names all parameters, because providers differ in their default digest of MGF1
    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT);
    private static final int OVERHEAD_BYTES = 42;

    /** Encrypts at most 214 bytes with a key of 2048 bits. */
    @Override
    public byte[] encrypt(CryptoProvider provider, PublicKey key, byte[] plain) throws GeneralSecurityException {
        int longest = modulusBytes(key) - OVERHEAD_BYTES;
        if (plain.length > longest) {
            throw new IllegalArgumentException(
                    "is " + plain.length + " bytes of UTF-8 long, at most " + longest + " can be encrypted");
        }
        Cipher cipher = provider.cipher(TRANSFORMATION);
        cipher.init(Cipher.ENCRYPT_MODE, key, OAEP);
        return cipher.doFinal(plain);
    }

    @Override
    public byte[] decrypt(CryptoProvider provider, PrivateKey key, byte[] sealed) throws GeneralSecurityException {
        Cipher cipher = provider.cipher(TRANSFORMATION);
        cipher.init(Cipher.DECRYPT_MODE, key, OAEP);
        return cipher.doFinal(sealed);
    }

    /** Tells whether the ciphertext has as many bytes as the modulus. */
    @Override
    public boolean hasForm(PublicKey key, byte[] sealed) {
        return sealed.length == modulusBytes(key);
    }

    private static int modulusBytes(PublicKey key) {
        return (((RSAKey) key).getModulus().bitLength() + 7) / 8;
    }
}
