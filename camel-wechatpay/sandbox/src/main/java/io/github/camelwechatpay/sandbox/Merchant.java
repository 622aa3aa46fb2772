package io.github.camelwechatpay.sandbox;

import java.security.KeyPair;
import java.security.cert.X509Certificate;

/** The one merchant that the gateway knows. Not a record: it must not print its secrets. */
final class Merchant {
    private final String mchid;
    private final KeyPair keys;
    private final X509Certificate certificate;
    private final String secretKey;

    Merchant(String mchid, KeyPair keys, X509Certificate certificate, String secretKey) {
        this.mchid = mchid;
        this.keys = keys;
        this.certificate = certificate;
        this.secretKey = secretKey;
    }

    String mchid() {
        return mchid;
    }

    KeyPair keys() {
        return keys;
    }

    X509Certificate certificate() {
        return certificate;
    }

    String serialNumber() {
        return CertificateAuthority.serialNumber(certificate);
    }

    String secretKey() {
        return secretKey;
    }
}
