package io.github.camelwechatpay.crypto;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * A private key and the certificate that came with it.
 *
 * @param certificate null when the key came alone
 */
public record KeyEntry(PrivateKey key, X509Certificate certificate) {

    /** Without the key. */
    @Override
    public String toString() {
        return "private key " + (certificate == null ? "without a certificate" : "with its certificate");
    }
}
