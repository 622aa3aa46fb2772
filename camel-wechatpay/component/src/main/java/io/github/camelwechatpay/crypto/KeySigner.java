package io.github.camelwechatpay.crypto;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;

/**
 * Signs with a private key (WeChat Pay APIv3, "signature generation"). The algorithm is SHA-256 with RSA, PKCS#1 v1.5; or SM2
 * with SM3 and the standard user id, as DER of the two integers. Thread-safe.
 */
public final class KeySigner implements MessageSigner {

    private final PrivateKey key;
    private final CryptoProvider provider;
    private final boolean onProcessor;
    private final InstancePool<Signature> engines;

    /** @param key translated by the provider */
    public KeySigner(PrivateKey key, CryptoProvider provider) {
        this.key = key;
        this.provider = provider;
        this.onProcessor = key.getEncoded() != null;
        this.engines = new InstancePool<>(this::engine);
    }

    @Override
    public String algorithm() {
        return provider.type().algorithm();
    }

    /** Returns false for a key that shows no encoding, because it is in hardware. */
    @Override
    public boolean isOnProcessor() {
        return onProcessor;
    }

    /** Signs a message. Hardware gets a new engine each time, because a used one may not be ready for the next message. */
    @Override
    public String sign(byte[] message) throws GeneralSecurityException {
        byte[] signature = onProcessor ? engines.use(engine -> sign(engine, message)) : sign(engine(), message);
        return Base64.getEncoder().encodeToString(signature);
    }

    private Signature engine() throws GeneralSecurityException {
        Signature engine = provider.signature();
        engine.initSign(key);
        return engine;
    }

    private static byte[] sign(Signature engine, byte[] message) throws GeneralSecurityException {
        engine.update(message);
        return engine.sign();
    }
}
