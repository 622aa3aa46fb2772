package io.github.camelwechatpay.sandbox.internal.keys;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The merchants that the gateway knows, and the authorities that issue their certificates. Thread-safe. */
public final class Merchants {
    private static final Duration VALIDITY = Duration.ofDays(1826);

    private final List<CertificateAuthority> authorities;
    private final Clock clock;
    private final Map<String, Merchant> merchants = new ConcurrentHashMap<>();

    Merchants(List<CertificateAuthority> authorities, Clock clock) {
        this.authorities = List.copyOf(authorities);
        this.clock = clock;
    }

    /** @throws IllegalArgumentException when it is no number, is known already, or the APIv3 key has not 32 bytes */
    public X509Certificate add(String mchid, PublicKey key, String secretKey) {
        X509Certificate certificate = certificate(key);
        add(mchid, certificate, secretKey);
        return certificate;
    }

    /** @throws IllegalArgumentException when it is no number, is known already, or the APIv3 key has not 32 bytes */
    public void add(String mchid, X509Certificate certificate, String secretKey) {
        if (!mchid.matches("[0-9]{1,32}")) {
            throw new IllegalArgumentException("A merchant number has 1 to 32 digits");
        }
        if (merchants.putIfAbsent(mchid, new Merchant(mchid, certificate, secretKey)) != null) {
            throw new IllegalArgumentException("There is a merchant " + mchid + " already");
        }
    }

    public X509Certificate issue(String mchid, PublicKey key) {
        Merchant merchant = require(mchid);
        X509Certificate certificate = certificate(key);
        merchant.add(certificate);
        return certificate;
    }

    public void revoke(String mchid, String serialNumber) {
        if (!require(mchid).remove(serialNumber)) {
            throw new IllegalArgumentException(
                    "Merchant " + mchid + " has no certificate with the serial number " + serialNumber);
        }
    }

    public Optional<Merchant> find(String mchid) {
        return Optional.ofNullable(merchants.get(mchid));
    }

    public Merchant require(String mchid) {
        return find(mchid)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The sandbox knows no merchant " + mchid + ": add it with addMerchant()"));
    }

    private X509Certificate certificate(PublicKey key) {
        Instant begin = clock.instant().minus(Duration.ofDays(1));
        return authorities.stream()
                .filter(authority -> authority.suite() == Suite.of(key))
                .findFirst()
                .orElseThrow()
                .issue("Sandbox merchant", key, begin, begin.plus(VALIDITY));
    }
}
