package io.github.camelwechatpay.sandbox.internal.keys;

import io.github.camelwechatpay.sandbox.internal.common.RandomText;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/**
 * The keys and certificates of both sides of a sandbox, new for each sandbox.
 *
 * @param merchants all merchants that the sandbox knows
 * @param merchant the merchant that the sandbox begins with
 * @param keys the keys of that merchant
 */
public record Credentials(Merchants merchants, Merchant merchant, Map<Suite, MerchantKey> keys, PlatformKeys platform) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");

    public static Credentials generate(Clock clock, boolean publicKeyOnly) {
        List<KeyPair> keys = KeyPairs.generate(4);
        RandomText random = RandomText.secure();
        List<CertificateAuthority> authorities = List.of(
                new CertificateAuthority(Suite.RSA, keys.get(0)),
                new CertificateAuthority(Suite.SM2, Suite.SM2.newKeys()));
        Instant now = clock.instant();
        String mchid = "16" + random.digits(8);
        Merchants merchants = new Merchants(authorities, clock);
        KeyPair sm2 = Suite.SM2.newKeys();
        X509Certificate certificate = merchants.add(mchid, keys.get(1).getPublic(), random.alphanumeric(32));
        X509Certificate sm2Certificate = merchants.issue(mchid, sm2.getPublic());
        String publicKeyId = "PUB_KEY_ID_01" + mchid + DAY.format(now.atZone(ZoneId.of("+08:00"))) + random.digits(8);
        return new Credentials(
                merchants,
                merchants.require(mchid),
                Map.of(
                        Suite.RSA, new MerchantKey(keys.get(1), certificate),
                        Suite.SM2, new MerchantKey(sm2, sm2Certificate)),
                new PlatformKeys(
                        authorities,
                        clock,
                        new PlatformKey(publicKeyId, Suite.RSA, keys.get(2)),
                        Map.of(Suite.RSA, keys.get(3), Suite.SM2, Suite.SM2.newKeys()),
                        publicKeyOnly));
    }

    /** Leaves the private keys out. */
    @Override
    public String toString() {
        return "Credentials[" + merchant.mchid() + "]";
    }
}
