package io.github.camelwechatpay.sandbox.internal.keys;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** Encrypts with AEAD_SM4_GCM under the first half of the SM3 digest of the APIv3 key. */
final class Sm4Cipher implements ResourceCipher {
    private static final int KEY_BYTES = 16;
    private static final int TAG_BITS = 128;

    private final KeyParameter key;

    Sm4Cipher(String secretKey) {
        byte[] bytes = secretKey.getBytes(StandardCharsets.UTF_8);
        SM3Digest digest = new SM3Digest();
        digest.update(bytes, 0, bytes.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        key = new KeyParameter(hash, 0, KEY_BYTES);
    }

    @Override
    public String algorithm() {
        return "AEAD_SM4_GCM";
    }

    @Override
    public String encrypt(byte[] plain, String nonce, String associatedData) {
        GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());
        cipher.init(
                true,
                new AEADParameters(
                        key,
                        TAG_BITS,
                        nonce.getBytes(StandardCharsets.UTF_8),
                        associatedData.getBytes(StandardCharsets.UTF_8)));
        byte[] sealed = new byte[cipher.getOutputSize(plain.length)];
        try {
            int length = cipher.processBytes(plain, 0, plain.length, sealed, 0);
            length += cipher.doFinal(sealed, length);
            return Base64.getEncoder().encodeToString(Arrays.copyOf(sealed, length));
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("Cannot encrypt with " + algorithm(), e);
        }
    }
}
