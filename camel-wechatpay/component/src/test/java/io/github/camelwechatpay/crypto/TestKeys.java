package io.github.camelwechatpay.crypto;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keys of both sides, made once, and plain JCA to sign and seal with them: independent of the code under test. */
public final class TestKeys {

    public static final String SECRET_KEY = "a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb";
    public static final KeyPair MERCHANT = pair("RSA", 2048);
    public static final KeyPair PLATFORM = pair("RSA", 2048);
    public static final KeyPair WEAK = pair("RSA", 1024);
    public static final KeyPair EC = pair("EC", 256);
    public static final KeyPair SM2_MERCHANT = sm2();
    public static final KeyPair SM2_PLATFORM = sm2();
    public static final CryptoProvider PROVIDER = CryptoProvider.platform();
    public static final CryptoProvider SM2_PROVIDER =
            CryptoProvider.of(SignatureType.SM2, CryptoProvider.AUTO, TestKeys.class.getClassLoader());

    private TestKeys() {}

    public static X509Certificate certificate(KeyPair pair, String serial, Instant from, Instant until) {
        X500Name name = new X500Name("CN=test");
        boolean sm2 = pair.getPrivate() instanceof ECKey key && Sm2Curve.has(key);
        String algorithm = sm2 ? "SM3withSM2" : pair == EC ? "SHA256withECDSA" : "SHA256withRSA";
        try {
            return new JcaX509CertificateConverter()
                    .setProvider(BouncyCastle.PROVIDER)
                    .getCertificate(new JcaX509v3CertificateBuilder(
                                    name,
                                    new BigInteger(serial, 16),
                                    Date.from(from),
                                    Date.from(until),
                                    name,
                                    pair.getPublic())
                            .build(new JcaContentSignerBuilder(algorithm)
                                    .setProvider(BouncyCastle.PROVIDER)
                                    .build(pair.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    public static String privatePem(KeyPair pair) {
        return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    public static String publicPem(KeyPair pair) {
        return pem("PUBLIC KEY", pair.getPublic().getEncoded());
    }

    public static String sign(PrivateKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(message);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ciphertext and tag under {@link #SECRET_KEY}. */
    public static byte[] seal(String nonce, String associatedData, byte[] plaintext) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(SECRET_KEY.getBytes(StandardCharsets.UTF_8), "AES"),
                    new GCMParameterSpec(128, nonce.getBytes(StandardCharsets.UTF_8)));
            cipher.updateAAD(associatedData.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(plaintext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A copy with the lowest bit of one byte changed. */
    public static byte[] flip(byte[] bytes, int index) {
        byte[] changed = bytes.clone();
        changed[index] ^= 1;
        return changed;
    }

    /** A copy with the lowest bit of one ASCII character changed. */
    public static String flip(String text, int index) {
        return new String(flip(text.getBytes(StandardCharsets.US_ASCII), index), StandardCharsets.US_ASCII);
    }

    private static KeyPair sm2() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BouncyCastle.PROVIDER);
            generator.initialize(new ECGenParameterSpec("sm2p256v1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
