package io.github.camelwechatpay.sandbox;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Everything that both sides of a sandbox hold, made new for each sandbox.
 *
 * @param merchants all that it knows
 * @param merchant the one that it begins with
 * @param privateKey of that one
 * @param certificate of that one
 */
record Credentials(
        Merchants merchants,
        Merchant merchant,
        PrivateKey privateKey,
        X509Certificate certificate,
        PlatformKeys platform) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");

    static Credentials generate(Clock clock, boolean publicKeyOnly) {
        List<KeyPair> keys = KeyPairs.generate(4);
        RandomText random = RandomText.secure();
        CertificateAuthority authority = new CertificateAuthority(keys.get(0));
        Instant now = clock.instant();
        String mchid = "16" + random.digits(8);
        Merchants merchants = new Merchants(authority, clock);
        X509Certificate certificate = merchants.add(mchid, keys.get(1).getPublic(), random.alphanumeric(32));
        String publicKeyId = "PUB_KEY_ID_01" + mchid + DAY.format(now.atZone(ZoneId.of("+08:00"))) + random.digits(8);
        return new Credentials(
                merchants,
                merchants.require(mchid),
                keys.get(1).getPrivate(),
                certificate,
                new PlatformKeys(
                        authority, clock, new PlatformKey(publicKeyId, keys.get(2)), keys.get(3), publicKeyOnly));
    }

    /** Without the private key. */
    @Override
    public String toString() {
        return "Credentials[" + merchant.mchid() + "]";
    }
}
