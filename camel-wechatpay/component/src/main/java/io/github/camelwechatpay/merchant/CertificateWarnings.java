package io.github.camelwechatpay.merchant;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs one warning for each certificate that expires soon, even when several merchants use it. Thread-safe. */
public final class CertificateWarnings {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateWarnings.class);

    private final Clock clock;
    private final Duration period;

    /** Holds one entry for each certificate that came near its end since the start, so its size is bounded. */
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** @param period time before the end of a certificate in which the warning is logged */
    public CertificateWarnings(Clock clock, Duration period) {
        this.clock = clock;
        this.period = period;
    }

    void check(Merchant merchant) {
        merchant.certificate()
                .ifPresent(certificate -> check(
                        "Merchant API certificate " + MerchantFactory.serialNumber(certificate) + " of merchant "
                                + merchant.mchid(),
                        certificate.getNotAfter().toInstant(),
                        "request a new one on the merchant platform, and replace the private key together with it"));
        merchant.keys()
                .current()
                .ifPresent(key -> check(
                        "Platform certificate " + key.id(),
                        key.validUntil(),
                        merchant.keys().isRefreshable()
                                ? "the next one is downloaded when WeChat Pay lists it, and there is none yet; if the"
                                        + " merchant moves to the WeChat Pay public key, set options publicKey and publicKeyId"
                                : "add the next one to option platformCertificates, or set options publicKey and"
                                        + " publicKeyId"));
    }

    private void check(String certificate, Instant until, String remedy) {
        if (until.equals(Instant.MAX) || clock.instant().isBefore(until.minus(period)) || !warned.add(certificate)) {
            return;
        }
        Duration left = Duration.between(clock.instant(), until);
        LOG.warn(
                "{} {} ({}): {}",
                certificate,
                left.isNegative() ? "has expired" : "expires in " + left.toDays() + " days",
                until,
                remedy);
    }
}
