package io.github.camelwechatpay.crypto;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;

/**
 * Signs with a private key (WeChat Pay APIv3, "signature generation"): SHA-256 with RSA, PKCS#1 v1.5; or SM2 with SM3 and
 * the standard user id, as DER of the two integers. Thread-safe.
 */
public final class KeySigner implements MessageSigner {

    private final CryptoProvider provider;
    private final InstancePool<Signature> signatures;
    private final boolean onProcessor;

    /** @param key translated by the provider */
    public KeySigner(PrivateKey key, CryptoProvider provider) {
        this.provider = provider;
        this.onProcessor = key.getEncoded() != null;
        this.signatures = new InstancePool<>(() -> {
            Signature signature = provider.signature();
            signature.initSign(key);
            return signature;
        });
    }

    @Override
    public String algorithm() {
        return provider.type().algorithm();
    }

    /** A key without an encoding lives in hardware. */
    @Override
    public boolean isOnProcessor() {
        return onProcessor;
    }

    @Override
    public String sign(byte[] message) throws GeneralSecurityException {
        return Base64.getEncoder().encodeToString(signatures.use(signature -> {
            signature.update(message);
            return signature.sign();
        }));
    }
}
