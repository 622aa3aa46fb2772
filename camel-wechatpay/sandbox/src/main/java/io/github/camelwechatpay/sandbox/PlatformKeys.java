package io.github.camelwechatpay.sandbox;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The keys of the gateway: the platform certificates, newest first, and the one public key. Thread-safe. */
final class PlatformKeys {
    private static final int YEARS = 5;

    private final CertificateAuthority authority;
    private final Clock clock;
    private final PlatformKey publicKey;
    private final boolean publicKeyOnly;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile List<PlatformCertificate> certificates = List.of();
    private int issued;

    PlatformKeys(
            CertificateAuthority authority,
            Clock clock,
            PlatformKey publicKey,
            KeyPair firstCertificate,
            boolean publicKeyOnly) {
        this.authority = authority;
        this.clock = clock;
        this.publicKey = publicKey;
        this.publicKeyOnly = publicKeyOnly;
        add(firstCertificate);
    }

    PlatformKey publicKey() {
        return publicKey;
    }

    PlatformCertificate newestCertificate() {
        return certificates.get(0);
    }

    /** What the merchant can download: nothing for one that has only the public key. */
    List<PlatformCertificate> published() {
        return publicKeyOnly ? List.of() : certificates;
    }

    /** Signs where nobody asked for a certain key. */
    PlatformKey preferred() {
        return publicKeyOnly ? publicKey : newestCertificate().key();
    }

    /** By serial number or public key id, written exactly so. */
    Optional<PlatformKey> find(String id) {
        if (publicKey.id().equals(id)) {
            return Optional.of(publicKey);
        }
        return published().stream()
                .map(PlatformCertificate::key)
                .filter(key -> key.id().equals(id))
                .findFirst();
    }

    PlatformCertificate rotate() {
        return add(KeyPairs.generate());
    }

    /** Each one begins and ends later than the one before: clients choose the newest by either. */
    private PlatformCertificate add(KeyPair keys) {
        lock.lock();
        try {
            Instant begin = clock.instant().minus(Duration.ofDays(1)).plus(Duration.ofMinutes(issued));
            Instant end = begin.atOffset(ZoneOffset.UTC).plusYears(YEARS).toInstant();
            X509Certificate certificate = authority.issue("Sandbox platform", keys.getPublic(), begin, end);
            issued++;
            PlatformCertificate added = new PlatformCertificate(
                    new PlatformKey(CertificateAuthority.serialNumber(certificate), keys), certificate);
            List<PlatformCertificate> list = new ArrayList<>(certificates);
            list.add(0, added);
            certificates = List.copyOf(list);
            return added;
        } finally {
            lock.unlock();
        }
    }
}
