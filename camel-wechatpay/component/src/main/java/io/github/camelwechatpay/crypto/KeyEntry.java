package io.github.camelwechatpay.crypto;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * Represents a private key and the certificate that came with it.
 *
 * @param certificate null if the key came alone
 */
public record KeyEntry(PrivateKey key, @Nullable X509Certificate certificate) {

    /** Returns a text without the key. */
    @Override
    public String toString() {
        return "private key " + (certificate == null ? "without a certificate" : "with its certificate");
    }
}
