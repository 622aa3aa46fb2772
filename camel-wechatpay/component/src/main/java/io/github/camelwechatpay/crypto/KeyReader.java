package io.github.camelwechatpay.crypto;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/**
 * Reads RSA and SM2 keys and certificates from PEM text. Messages begin with the option they are about and never hold content.
 */
public final class KeyReader {

    private static final int SMALLEST_MODULUS_BITS = 2048;

    /** OpenSSL writes the name of the curve in front of a key, and its own name into that of SEC1. */
    private static final Pattern CURVE =
            Pattern.compile("^\\s*-----BEGIN (EC|SM2) PARAMETERS-----[^-]*-----END \\1 PARAMETERS-----");

    private KeyReader() {}

    /**
     * PKCS#8, or PKCS#1 of RSA and SEC1 of SM2, encrypted or not.
     *
     * @param password of an encrypted key, or null
     * @throws IllegalArgumentException naming the option and the remedy
     */
    public static PrivateKey privateKey(String pem, String password, String option) {
        Object content = parse(pem, option);
        try {
            if (content instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
                return key(decrypt(encrypted, password, option), option);
            }
            if (content instanceof PEMEncryptedKeyPair encrypted) {
                return key(decrypt(encrypted, password, option), option);
            }
            if (content instanceof PEMKeyPair pair) {
                return key(pair.getPrivateKeyInfo(), option);
            }
            if (content instanceof PrivateKeyInfo key) {
                return key(key, option);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw broken("a private key", option, e);
        }
        throw new IllegalArgumentException("Option " + option + " holds " + describe(content)
                + " instead of a private key: use the merchant's apiclient_key.pem");
    }

    /** The label of PEM text for the DER of a private key, by its first two members; that of PKCS#8 for anything else. */
    public static String label(byte[] der) {
        try {
            ASN1Sequence key = der.length == 0 ? new DERSequence() : ASN1Sequence.getInstance(der);
            ASN1Encodable second = key.size() < 2 ? null : key.getObjectAt(1);
            if (second instanceof ASN1Integer) {
                return "RSA PRIVATE KEY";
            }
            if (second instanceof ASN1OctetString) {
                return key.getObjectAt(0) instanceof ASN1Sequence ? "ENCRYPTED PRIVATE KEY" : "EC PRIVATE KEY";
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            // Text, or broken: whoever reads it says so
        }
        return "PRIVATE KEY";
    }

    /** A PEM public key; a certificate is refused, it has its own option. */
    public static PublicKey publicKey(String pem, String option) {
        Object content = parse(pem, option);
        if (!(content instanceof SubjectPublicKeyInfo key)) {
            throw new IllegalArgumentException("Option " + option + " holds " + describe(content)
                    + " instead of a public key: use the pub_key.pem from the merchant platform");
        }
        try {
            return check(
                    keyFactory(key.getAlgorithm()).generatePublic(new X509EncodedKeySpec(key.getEncoded())), option);
        } catch (IOException | GeneralSecurityException e) {
            throw broken("a public key", option, e);
        }
    }

    /** All certificates of a PEM text, at least one. */
    public static List<X509Certificate> certificates(String pem, String option) {
        List<X509Certificate> certificates = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object content = next(parser); content != null; content = next(parser)) {
                if (!(content instanceof X509CertificateHolder holder)) {
                    throw new IllegalArgumentException(
                            "Option " + option + " holds " + describe(content) + " instead of an X.509 certificate");
                }
                X509Certificate certificate = converter(holder).getCertificate(holder);
                check(certificate.getPublicKey(), option);
                certificates.add(certificate);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw broken("an X.509 certificate", option, e);
        }
        if (certificates.isEmpty()) {
            throw notPem(option);
        }
        return certificates;
    }

    private static Object parse(String pem, String option) {
        try (PEMParser parser = new PEMParser(
                new StringReader(CURVE.matcher(pem).replaceFirst("").replace(" SM2 PRIVATE", " EC PRIVATE")))) {
            Object content = next(parser);
            if (content == null) {
                throw notPem(option);
            }
            return content;
        } catch (IOException e) {
            throw broken("PEM text", option, e);
        }
    }

    /** The parser throws runtime exceptions for broken Base64 and DER. */
    private static Object next(PEMParser parser) throws IOException {
        try {
            return parser.readObject();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new PEMException("broken", e);
        }
    }

    private static PrivateKeyInfo decrypt(PEMEncryptedKeyPair encrypted, String password, String option) {
        requirePassword(password, option);
        try {
            return encrypted
                    .decryptKeyPair(new JcePEMDecryptorProviderBuilder()
                            .setProvider(BouncyCastle.PROVIDER)
                            .build(password.toCharArray()))
                    .getPrivateKeyInfo();
        } catch (IOException e) {
            throw wrongPassword(option);
        }
    }

    private static void requirePassword(String password, String option) {
        if (password == null) {
            throw new IllegalArgumentException(
                    "Option " + option + " holds an encrypted key: set option privateKeyPassword");
        }
    }

    private static IllegalArgumentException wrongPassword(String option) {
        return new IllegalArgumentException(
                "Option " + option + " cannot be decrypted: check option privateKeyPassword");
    }

    private static PrivateKeyInfo decrypt(PKCS8EncryptedPrivateKeyInfo encrypted, String password, String option)
            throws IOException {
        requirePassword(password, option);
        try {
            return encrypted.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(BouncyCastle.PROVIDER)
                    .build(password.toCharArray()));
        } catch (OperatorCreationException | PKCSException e) {
            throw wrongPassword(option);
        }
    }

    private static PrivateKey key(PrivateKeyInfo key, String option) throws IOException, GeneralSecurityException {
        return check(
                keyFactory(key.getPrivateKeyAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded())),
                option);
    }

    /** The JDK does not know the curve of SM2. */
    private static KeyFactory keyFactory(AlgorithmIdentifier algorithm) throws GeneralSecurityException {
        return isElliptic(algorithm)
                ? KeyFactory.getInstance("EC", BouncyCastle.PROVIDER)
                : KeyFactory.getInstance("RSA");
    }

    private static JcaX509CertificateConverter converter(X509CertificateHolder certificate) {
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        return isElliptic(certificate.getSubjectPublicKeyInfo().getAlgorithm())
                ? converter.setProvider(BouncyCastle.PROVIDER)
                : converter;
    }

    private static boolean isElliptic(AlgorithmIdentifier algorithm) {
        return X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm.getAlgorithm());
    }

    /**
     * Checks a key, also one that was not read from PEM text; one in hardware may not show its size or its curve.
     *
     * @throws IllegalArgumentException when it is neither RSA nor SM2, or too short
     */
    public static <K extends Key> K check(K key, String option) {
        if (Arrays.stream(SignatureType.values()).noneMatch(type -> type.fits(key))) {
            throw new IllegalArgumentException("Option " + option + " holds a key that is neither RSA nor SM2");
        }
        if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < SMALLEST_MODULUS_BITS) {
            throw new IllegalArgumentException("Option " + option + " holds an RSA key of "
                    + rsa.getModulus().bitLength() + " bits: at least " + SMALLEST_MODULUS_BITS + " are needed");
        }
        return key;
    }

    private static IllegalArgumentException notPem(String option) {
        return new IllegalArgumentException("Option " + option
                + " holds no PEM text: it needs the lines from -----BEGIN to -----END, or a resource that has them,"
                + " such as file:/etc/wechatpay/key.pem");
    }

    /** Without the cause: messages of parsers may quote what they read. */
    private static IllegalArgumentException broken(String what, String option, Exception cause) {
        return new IllegalArgumentException("Option " + option + " does not hold " + what + ": its PEM text is broken ("
                + (cause instanceof PEMException ? "PEM" : cause.getClass().getSimpleName()) + ")");
    }

    private static String describe(Object content) {
        if (content instanceof X509CertificateHolder) {
            return "a certificate";
        }
        if (content instanceof SubjectPublicKeyInfo) {
            return "a public key";
        }
        if (content instanceof PrivateKeyInfo
                || content instanceof PEMKeyPair
                || content instanceof PKCS8EncryptedPrivateKeyInfo) {
            return "a private key";
        }
        return "something else";
    }
}
