package io.github.camelwechatpay.sandbox.internal.keys;

import java.security.KeyPair;
import java.security.cert.X509Certificate;

/** A key of the merchant with its API certificate. It is no record, because it must not print its private key. */
public final class MerchantKey {
    private final KeyPair keys;
    private final X509Certificate certificate;

    MerchantKey(KeyPair keys, X509Certificate certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    public KeyPair keys() {
        return keys;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    public String serialNumber() {
        return CertificateAuthority.serialNumber(certificate);
    }
}
