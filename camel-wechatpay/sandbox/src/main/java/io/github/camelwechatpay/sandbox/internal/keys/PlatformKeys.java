package io.github.camelwechatpay.sandbox.internal.keys;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The keys of the gateway: the platform certificates of each kind, newest first, and the public key. Thread-safe. */
public final class PlatformKeys {
    private static final int YEARS = 5;

    private final List<CertificateAuthority> authorities;
    private final Clock clock;
    private final PlatformKey publicKey;
    private final boolean publicKeyOnly;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile List<PlatformCertificate> certificates = List.of();
    private int issued;

    PlatformKeys(
            List<CertificateAuthority> authorities,
            Clock clock,
            PlatformKey publicKey,
            Map<Suite, KeyPair> firstCertificates,
            boolean publicKeyOnly) {
        this.authorities = List.copyOf(authorities);
        this.clock = clock;
        this.publicKey = publicKey;
        this.publicKeyOnly = publicKeyOnly;
        add(firstCertificates);
    }

    public PlatformKey publicKey() {
        return publicKey;
    }

    public PlatformCertificate newestCertificate(Suite suite) {
        return certificates.stream()
                .filter(certificate -> certificate.key().suite() == suite)
                .findFirst()
                .orElseThrow();
    }

    /** Returns the platform certificates that the merchant can download; none if the merchant has only the public key. */
    public List<PlatformCertificate> published() {
        return publicKeyOnly ? List.of() : certificates;
    }

    /** Returns the key that signs where the request names no key. */
    public PlatformKey preferred(Suite suite) {
        return publicKeyOnly && publicKey.suite() == suite
                ? publicKey
                : newestCertificate(suite).key();
    }

    /** Finds a key by the serial number of its certificate, or by the exact public key id. */
    public Optional<PlatformKey> find(String id) {
        if (publicKey.id().equals(id)) {
            return Optional.of(publicKey);
        }
        return published().stream()
                .map(PlatformCertificate::key)
                .filter(key -> CertificateAuthority.isSameSerialNumber(key.id(), id))
                .findFirst();
    }

    /**
     * Makes a new certificate of each kind.
     *
     * @return the RSA certificate
     */
    public PlatformCertificate rotate() {
        return add(Map.of(Suite.RSA, Suite.RSA.newKeys(), Suite.SM2, Suite.SM2.newKeys()));
    }

    /** Adds certificates that begin and end later than the ones before, because clients choose the newest by either. */
    private PlatformCertificate add(Map<Suite, KeyPair> keys) {
        lock.lock();
        try {
            Instant begin = clock.instant().minus(Duration.ofDays(1)).plus(Duration.ofMinutes(issued));
            Instant end = begin.atOffset(ZoneOffset.UTC).plusYears(YEARS).toInstant();
            issued++;
            List<PlatformCertificate> list = new ArrayList<>(certificates);
            authorities.forEach(authority -> list.add(0, issue(authority, keys.get(authority.suite()), begin, end)));
            certificates = List.copyOf(list);
            return newestCertificate(Suite.RSA);
        } finally {
            lock.unlock();
        }
    }

    private static PlatformCertificate issue(CertificateAuthority authority, KeyPair keys, Instant begin, Instant end) {
        X509Certificate certificate = authority.issue("Sandbox platform", keys.getPublic(), begin, end);
        String serial = CertificateAuthority.serialNumber(certificate);
        return new PlatformCertificate(new PlatformKey(serial, authority.suite(), keys), certificate);
    }
}
