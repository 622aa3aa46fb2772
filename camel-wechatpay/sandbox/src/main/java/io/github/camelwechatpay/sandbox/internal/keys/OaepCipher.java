package io.github.camelwechatpay.sandbox.internal.keys;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;

/** Encrypts fields with RSA-OAEP, SHA-1 and MGF1-SHA-1: UTF-8 text in, standard Base64 out. */
final class OaepCipher {
    /** The longest text that a 2048-bit key encrypts: 256 bytes less two digests and two. */
    static final int MAX_BYTES = 214;

    private static final String TRANSFORMATION = "RSA/ECB/OAEPWithSHA-1AndMGF1Padding";

    private OaepCipher() {}

    static boolean takes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    static String encrypt(PublicKey key, String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        if (plain.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "An encrypted field takes at most " + MAX_BYTES + " bytes of UTF-8, not " + plain.length);
        }
        try {
            Cipher cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(Cipher.ENCRYPT_MODE, key);
            return Base64.getEncoder().encodeToString(cipher.doFinal(plain));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot encrypt a field", e);
        }
    }

    /** Returns empty when the text is not Base64, not encrypted for this key, or not UTF-8 inside. */
    static Optional<String> decrypt(PrivateKey key, String base64) {
        try {
            Cipher cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(Cipher.DECRYPT_MODE, key);
            byte[] plain = cipher.doFinal(Base64.getDecoder().decode(base64));
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(plain))
                    .toString());
        } catch (GeneralSecurityException | IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
