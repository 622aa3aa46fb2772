package io.github.camelwechatpay.crypto;

import java.io.IOException;
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
import java.util.function.Predicate;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMException;
import org.jspecify.annotations.Nullable;

/**
 * Reads RSA and SM2 keys and certificates from PEM text. A text may hold several of them in any order, and each method takes
 * its own kind. The content decides what a block is, not its label. Messages begin with the option that holds the text, and
 * never hold content. Thread-safe.
 */
public final class KeyReader {

    private static final int SMALLEST_MODULUS_BITS = 2048;

    private static final AlgorithmIdentifier RSA =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);

    private KeyReader() {}

    /**
     * Reads the first private key: PKCS#8, PKCS#1 of RSA or SEC1 of SM2, encrypted or not.
     *
     * @param pem text with at least one block; line breaks may be lost or escaped
     * @param password of an encrypted key
     * @throws IllegalArgumentException naming the option and the remedy
     */
    public static PrivateKey privateKey(String pem, @Nullable String password, String option) {
        PemBlock block =
                first(pem, KeyForm::isPrivateKey, "a private key: use the merchant's apiclient_key.pem", option);
        if (block.form() == KeyForm.OPENSSH) {
            throw new IllegalArgumentException(
                    "Option " + option + " holds a private key in the form of OpenSSH, which is"
                            + " not supported. Convert a copy of its file by: ssh-keygen -p -m PKCS8 -f apiclient_key.pem");
        }
        try {
            boolean encrypted = block.form() == KeyForm.ENCRYPTED_PKCS8 || block.form() == KeyForm.ENCRYPTED_BY_HEADER;
            return check(encrypted ? decrypted(block, password, option) : key(block.form(), block.content()), option);
        } catch (IOException | GeneralSecurityException e) {
            throw broken("a private key", option, e);
        }
    }

    private static PrivateKey decrypted(PemBlock block, @Nullable String password, String option) throws IOException {
        KeyDecryption decryption = KeyDecryption.with(password, option);
        byte[] plain = decryption.decrypt(block);
        try {
            return key(KeyForm.of(plain), plain);
        } catch (IOException | GeneralSecurityException e) {
            // A cipher without a check gives garbage under a wrong password
            throw decryption.wrongPassword();
        }
    }

    private static PrivateKey key(KeyForm form, byte[] content) throws IOException, GeneralSecurityException {
        try {
            ASN1Primitive der = KeyForm.first(content);
            PrivateKeyInfo key = switch (form) {
                case PKCS8 -> PrivateKeyInfo.getInstance(der);
                case PKCS1 -> new PrivateKeyInfo(RSA, RSAPrivateKey.getInstance(der));
                case SEC1 -> sec1(ECPrivateKey.getInstance(der));
                default -> throw new PEMException("no private key");
            };
            return keyFactory(key.getPrivateKeyAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new PEMException("broken", e);
        }
    }

    private static PrivateKeyInfo sec1(ECPrivateKey key) throws IOException {
        return new PrivateKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()), key);
    }

    /**
     * Reads the first public key.
     *
     * @param pem text with at least one public key; a certificate is rejected, since it has its own option
     * @throws IllegalArgumentException naming the option and the remedy
     */
    public static PublicKey publicKey(String pem, String option) {
        PemBlock block = first(
                pem,
                form -> form == KeyForm.PUBLIC_KEY || form == KeyForm.PKCS1_PUBLIC_KEY,
                "a public key: use the pub_key.pem from the merchant platform",
                option);
        try {
            ASN1Primitive der = KeyForm.first(block.content());
            SubjectPublicKeyInfo key = block.form() == KeyForm.PUBLIC_KEY
                    ? SubjectPublicKeyInfo.getInstance(der)
                    : new SubjectPublicKeyInfo(RSA, RSAPublicKey.getInstance(der));
            return check(
                    keyFactory(key.getAlgorithm()).generatePublic(new X509EncodedKeySpec(key.getEncoded())), option);
        } catch (IOException | GeneralSecurityException | IllegalStateException e) {
            throw broken("a public key", option, e);
        }
    }

    /**
     * Reads all certificates.
     *
     * @return at least one certificate, in the order of the text
     * @throws IllegalArgumentException naming the option and the remedy
     */
    public static List<X509Certificate> certificates(String pem, String option) {
        List<PemBlock> blocks = blocks(pem, option);
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            for (PemBlock block : blocks) {
                if (block.form() == KeyForm.CERTIFICATE) {
                    certificates.add(certificate(block, option));
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw broken("an X.509 certificate", option, e);
        }
        if (certificates.isEmpty()) {
            throw other(blocks, "an X.509 certificate", option);
        }
        return certificates;
    }

    private static X509Certificate certificate(PemBlock block, String option)
            throws IOException, GeneralSecurityException {
        X509CertificateHolder holder;
        try {
            holder = new X509CertificateHolder(Certificate.getInstance(KeyForm.first(block.content())));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new PEMException("broken", e);
        }
        X509Certificate certificate = converter(holder).getCertificate(holder);
        check(certificate.getPublicKey(), option);
        return certificate;
    }

    private static PemBlock first(String pem, Predicate<KeyForm> wanted, String what, String option) {
        List<PemBlock> blocks = blocks(pem, option);
        return blocks.stream()
                .filter(block -> wanted.test(block.form()))
                .findFirst()
                .orElseThrow(() -> other(blocks, what, option));
    }

    private static List<PemBlock> blocks(String pem, String option) {
        try {
            List<PemBlock> blocks = PemBlock.of(pem);
            if (blocks.isEmpty()) {
                throw notPem(option);
            }
            return blocks;
        } catch (IOException e) {
            throw broken("PEM text", option, e);
        }
    }

    private static IllegalArgumentException other(List<PemBlock> blocks, String what, String option) {
        return new IllegalArgumentException(
                "Option " + option + " holds " + blocks.get(0).form().description() + " instead of " + what);
    }

    /** Returns Bouncy Castle's factory for elliptic curves, because the JDK does not know the curve of SM2. */
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
     * Checks a key, also a key that was not read from PEM text. A key in hardware may not show its size or its curve.
     *
     * @throws IllegalArgumentException if the key is neither RSA nor SM2, or too short
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

    /** Leaves the cause out, because messages of parsers may quote what they read. */
    private static IllegalArgumentException broken(String what, String option, Exception cause) {
        return new IllegalArgumentException("Option " + option + " does not hold " + what + ": its PEM text is broken ("
                + (cause instanceof PEMException ? "PEM" : cause.getClass().getSimpleName()) + ")");
    }
}
