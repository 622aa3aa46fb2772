package io.github.camelwechatpay.sandbox.internal.keys;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A merchant that the gateway knows. Its certificates may overlap. It is no record, because it must not print its
 * secrets. Thread-safe.
 */
public final class Merchant {
    private final String mchid;
    private final String secretKey;
    private final Map<Suite, ResourceCipher> ciphers;
    /** Newest first. */
    private final List<X509Certificate> certificates = new CopyOnWriteArrayList<>();

    Merchant(String mchid, X509Certificate certificate, String secretKey) {
        this.mchid = mchid;
        this.secretKey = secretKey;
        ciphers = Map.of(
                Suite.RSA, Suite.RSA.resourceCipher(secretKey),
                Suite.SM2, Suite.SM2.resourceCipher(secretKey));
        certificates.add(certificate);
    }

    public String mchid() {
        return mchid;
    }

    public String secretKey() {
        return secretKey;
    }

    public ResourceCipher cipher(Suite suite) {
        return ciphers.get(suite);
    }

    void add(X509Certificate certificate) {
        certificates.add(0, certificate);
    }

    boolean remove(String serialNumber) {
        return certificates.removeIf(known -> isNumbered(known, serialNumber));
    }

    /** Returns the key of the valid certificate with this serial number; empty when the merchant has no such certificate. */
    public Optional<PublicKey> key(String serialNumber) {
        return certificates.stream()
                .filter(known -> isNumbered(known, serialNumber))
                .map(X509Certificate::getPublicKey)
                .findFirst();
    }

    private static boolean isNumbered(X509Certificate certificate, String serialNumber) {
        return CertificateAuthority.isSameSerialNumber(CertificateAuthority.serialNumber(certificate), serialNumber);
    }

    /** Returns the key of the newest valid certificate of this kind. */
    public Optional<PublicKey> newestKey(Suite suite) {
        return certificates.stream()
                .map(X509Certificate::getPublicKey)
                .filter(key -> Suite.of(key) == suite)
                .findFirst();
    }
}
