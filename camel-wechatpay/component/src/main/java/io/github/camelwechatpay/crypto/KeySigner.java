package io.github.camelwechatpay.crypto;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.concurrent.Semaphore;

/**
 * Signs with a private key (WeChat Pay APIv3, "signature generation"): SHA-256 with RSA, PKCS#1 v1.5; or SM2 with SM3 and
 * the standard user id, as DER of the two integers. Thread-safe.
 */
public final class KeySigner implements MessageSigner {

    /**
     * The turns of those who sign, first come, first served. When hundreds sign at once, the operating system gives each
     * thread a time slice for several signatures: few calls are fast then, and the others wait a second and more.
     */
    private static final Semaphore PROCESSORS =
            new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    private final CryptoProvider provider;
    private final InstancePool<Signature> signatures;
    private final boolean inHardware;

    /** @param key translated by the provider */
    public KeySigner(PrivateKey key, CryptoProvider provider) {
        this.provider = provider;
        this.inHardware = key.getEncoded() == null;
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

    @Override
    public String sign(byte[] message) throws GeneralSecurityException {
        return Base64.getEncoder().encodeToString(inHardware ? compute(message) : computeInTurn(message));
    }

    private byte[] computeInTurn(byte[] message) throws GeneralSecurityException {
        PROCESSORS.acquireUninterruptibly();
        try {
            return compute(message);
        } finally {
            PROCESSORS.release();
        }
    }

    private byte[] compute(byte[] message) throws GeneralSecurityException {
        return signatures.use(signature -> {
            signature.update(message);
            return signature.sign();
        });
    }
}
