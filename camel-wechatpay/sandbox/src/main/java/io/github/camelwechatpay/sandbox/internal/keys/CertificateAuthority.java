package io.github.camelwechatpay.sandbox.internal.keys;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Issues the certificates of the sandbox, as Tenpay's root does for WeChat Pay. The names in them say that nothing is
 * real.
 */
final class CertificateAuthority {
    /** The highest bit of a serial number: with it, 40 hexadecimal digits have no leading zero. */
    private static final int HIGHEST_BIT = 158;

    private static final X500Name ISSUER = new X500Name("CN=Sandbox Root CA, O=WeChat Pay Sandbox, C=CN");

    private final Suite suite;
    private final KeyPair keys;
    private final SecureRandom random = new SecureRandom();

    /** @param suite the algorithms of its own keys and of the keys that it certifies */
    CertificateAuthority(Suite suite, KeyPair keys) {
        this.suite = suite;
        this.keys = keys;
    }

    Suite suite() {
        return suite;
    }

    X509Certificate issue(String commonName, PublicKey subject, Instant notBefore, Instant notAfter) {
        BigInteger serial = new BigInteger(HIGHEST_BIT, random).setBit(HIGHEST_BIT);
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                ISSUER,
                serial,
                Date.from(notBefore),
                Date.from(notAfter),
                new X500Name("CN=" + commonName + ", O=WeChat Pay Sandbox, C=CN"),
                subject);
        JcaContentSignerBuilder signer = new JcaContentSignerBuilder(suite.certificateSignature());
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        suite.provider().ifPresent(provider -> {
            signer.setProvider(provider);
            converter.setProvider(provider);
        });
        try {
            return converter.getCertificate(builder.build(signer.build(keys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("Cannot issue a certificate", e);
        }
    }

    /** Returns the serial number as WeChat Pay writes it: an even number of upper-case hexadecimal digits. */
    static String serialNumber(X509Certificate certificate) {
        String digits = certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
        return digits.length() % 2 == 0 ? digits : "0" + digits;
    }

    /** Compares two serial numbers in hexadecimal digits, whatever their letter case and number of leading zeros. */
    static boolean isSameSerialNumber(String one, String other) {
        return withoutZeros(one).equalsIgnoreCase(withoutZeros(other));
    }

    private static String withoutZeros(String digits) {
        return digits.replaceFirst("^0+", "");
    }
}
