package io.github.camelwechatpay.crypto;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import org.bouncycastle.crypto.CryptoServicesRegistrar;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/**
 * Encrypts and decrypts fields with SM2 in the order C1, C3, C2, written as DER. Uses Bouncy Castle's engine with every
 * provider: ciphers named SM2 differ in their output, and Bouncy Castle's cipher has another order.
 */
final class Sm2Fields implements FieldAlgorithm {

    /** Rejects empty text, because the engine would look for ever for a key stream that changes it. */
    @Override
    public byte[] encrypt(CryptoProvider provider, PublicKey key, byte[] plain) throws GeneralSecurityException {
        if (plain.length == 0) {
            throw new IllegalArgumentException("is empty, which SM2 cannot encrypt: leave it out");
        }
        try {
            SM2Engine engine = engine();
            engine.init(
                    true,
                    new ParametersWithRandom(
                            PublicKeyFactory.createKey(encoded(key)), CryptoServicesRegistrar.getSecureRandom()));
            return Sm2Ciphertext.toDer(engine.processBlock(plain, 0, plain.length));
        } catch (IOException | InvalidCipherTextException e) {
            throw new GeneralSecurityException("SM2 cannot encrypt with this key", e);
        }
    }

    @Override
    public byte[] decrypt(CryptoProvider provider, PrivateKey key, byte[] sealed) throws GeneralSecurityException {
        byte[] ciphertext = Sm2Ciphertext.toEngine(sealed);
        try {
            SM2Engine engine = engine();
            engine.init(false, PrivateKeyFactory.createKey(encoded(key)));
            return engine.processBlock(ciphertext, 0, ciphertext.length);
        } catch (IOException | InvalidCipherTextException | RuntimeException e) {
            // The last kind is thrown for a point that is not on the curve
            throw new GeneralSecurityException("not an SM2 ciphertext for this key", e);
        }
    }

    @Override
    public boolean hasForm(PublicKey key, byte[] sealed) {
        try {
            Sm2Ciphertext.toEngine(sealed);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static SM2Engine engine() {
        return new SM2Engine(SM2Engine.Mode.C1C3C2);
    }

    private static byte[] encoded(Key key) throws InvalidKeyException {
        byte[] encoded = key.getEncoded();
        if (encoded == null) {
            throw new InvalidKeyException("a key in hardware cannot be used for SM2 fields");
        }
        return encoded;
    }
}
