package io.github.camelwechatpay.sandbox;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Everything that both sides of a sandbox hold, made new for each sandbox. */
record Credentials(Merchant merchant, PlatformKeys platform) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");

    static Credentials generate(Clock clock, boolean publicKeyOnly) {
        List<KeyPair> keys = KeyPairs.generate(4);
        RandomText random = RandomText.secure();
        CertificateAuthority authority = new CertificateAuthority(keys.get(0));
        Instant now = clock.instant();
        Instant begin = now.minus(Duration.ofDays(1));
        X509Certificate certificate =
                authority.issue("Sandbox merchant", keys.get(1).getPublic(), begin, begin.plus(Duration.ofDays(1826)));
        String mchid = "16" + random.digits(8);
        String publicKeyId = "PUB_KEY_ID_01" + mchid + DAY.format(now.atZone(ZoneId.of("+08:00"))) + random.digits(8);
        return new Credentials(
                new Merchant(mchid, keys.get(1), certificate, random.alphanumeric(32)),
                new PlatformKeys(
                        authority, clock, new PlatformKey(publicKeyId, keys.get(2)), keys.get(3), publicKeyOnly));
    }
}
