package io.github.camelwechatpay.crypto;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;

/** SHA-256 with RSA, PKCS#1 v1.5 (WeChat Pay APIv3, "signature generation"). Thread-safe. */
public final class RsaSigner implements MessageSigner {

    static final String ALGORITHM = "SHA256withRSA";

    private final PrivateKey key;
    private final CryptoProvider provider;

    /** @param key translated by the provider */
    public RsaSigner(PrivateKey key, CryptoProvider provider) {
        this.key = key;
        this.provider = provider;
    }

    @Override
    public String algorithm() {
        return "SHA256-RSA2048";
    }

    @Override
    public String sign(byte[] message) throws GeneralSecurityException {
        Signature signature = provider.signature(ALGORITHM);
        signature.initSign(key);
        signature.update(message);
        return Base64.getEncoder().encodeToString(signature.sign());
    }
}
