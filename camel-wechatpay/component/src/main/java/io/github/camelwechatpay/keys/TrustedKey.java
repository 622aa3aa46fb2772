package io.github.camelwechatpay.keys;

import io.github.camelwechatpay.crypto.CryptoProvider;
import io.github.camelwechatpay.crypto.SignatureVerifier;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * Represents a key of WeChat Pay that verifies its signatures and encrypts fields for it. Immutable, thread-safe.
 *
 * @param id name of the key in header {@code Wechatpay-Serial}
 * @param key in the form of the crypto provider
 * @param verifier for the same key
 * @param validFrom first moment of a certificate
 * @param validUntil last moment of a certificate
 */
public record TrustedKey(String id, PublicKey key, SignatureVerifier verifier, Instant validFrom, Instant validUntil) {

    /**
     * Creates a WeChat Pay public key, which is valid until it is taken out of the configuration.
     *
     * @throws IllegalArgumentException if the key is not for the provider's signature type
     */
    public static TrustedKey publicKey(String id, PublicKey key, CryptoProvider provider) {
        return of(id, provider.type().require(key, "Option publicKey"), Instant.MIN, Instant.MAX, provider);
    }

    /**
     * Creates the key of a platform certificate, which is valid between its dates and named by its serial number.
     *
     * @throws IllegalArgumentException if the key is not for the provider's signature type
     */
    public static TrustedKey certificate(X509Certificate certificate, CryptoProvider provider) {
        return certificate(KeyId.of(certificate.getSerialNumber()), certificate, provider);
    }

    /** @param id the serial number as the list of certificates writes it */
    static TrustedKey certificate(String id, X509Certificate certificate, CryptoProvider provider) {
        return of(
                id,
                provider.type().require(certificate.getPublicKey(), "Platform certificate " + id),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                provider);
    }

    /** Returns the same key, valid until the given moment at most. */
    TrustedKey until(Instant latest) {
        return validUntil.isAfter(latest) ? new TrustedKey(id, key, verifier, validFrom, latest) : this;
    }

    boolean isValidAt(Instant now) {
        return !now.isBefore(validFrom) && !now.isAfter(validUntil);
    }

    private static TrustedKey of(String id, PublicKey key, Instant from, Instant until, CryptoProvider provider) {
        try {
            PublicKey translated = provider.translate(key);
            return new TrustedKey(id, translated, new SignatureVerifier(translated, provider), from, until);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "The crypto provider cannot use the WeChat Pay key " + id + ": change option cryptoProvider", e);
        }
    }
}
