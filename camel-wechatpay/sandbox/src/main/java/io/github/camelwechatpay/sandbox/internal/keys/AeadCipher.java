package io.github.camelwechatpay.sandbox.internal.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts with AEAD_AES_256_GCM under the APIv3 key. */
public final class AeadCipher implements ResourceCipher {
    public static final String ALGORITHM = "AEAD_AES_256_GCM";
    /** The length of a nonce in characters, which are its bytes, too. */
    public static final int NONCE_LENGTH = 12;

    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;

    AeadCipher(String secretKey) {
        byte[] bytes = secretKey.getBytes(StandardCharsets.UTF_8);
        if (bytes.length != 32) {
            throw new IllegalArgumentException("The APIv3 key must have 32 bytes, not " + bytes.length);
        }
        key = new SecretKeySpec(bytes, "AES");
    }

    @Override
    public String algorithm() {
        return ALGORITHM;
    }

    @Override
    public String encrypt(byte[] plain, String nonce, String associatedData) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce.getBytes(StandardCharsets.UTF_8)));
            cipher.updateAAD(associatedData.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(cipher.doFinal(plain));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot encrypt with " + ALGORITHM, e);
        }
    }
}
