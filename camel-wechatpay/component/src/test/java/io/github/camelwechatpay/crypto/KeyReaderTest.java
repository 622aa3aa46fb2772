package io.github.camelwechatpay.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.bouncycastle.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeyReaderTest {

    private static final KeyPair PAIR = TestKeys.MERCHANT;
    private static final String PASSWORD = "pass-word-17";
    private static final String PRIVATE = TestKeys.privatePem(PAIR);
    private static final String PUBLIC = TestKeys.publicPem(PAIR);
    private static final String CERTIFICATE = TestKeys.pem(certificate(PAIR));
    private static final String ENCRYPTED = encrypted();
    private static final String ENCRYPTED_PKCS1 = encryptedPkcs1();
    private static final String TRUNCATED = PRIVATE.substring(0, 700);
    private static final String BAD_BASE64 = PRIVATE.replaceFirst("\nMII", "\n!?I");
    private static final String BAD_DER = "-----BEGIN %1$s-----\nAAAAAAAAAAAAAAAA\n-----END %1$s-----\n";

    @Test
    void readsPrivateKeysOfEveryForm() throws Exception {
        byte[] pkcs1 = PrivateKeyInfo.getInstance(PAIR.getPrivate().getEncoded())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();

        assertThat(KeyReader.privateKey(PRIVATE, null, "o")).isEqualTo(PAIR.getPrivate());
        assertThat(KeyReader.privateKey(TestKeys.pem("RSA PRIVATE KEY", pkcs1), null, "o"))
                .isEqualTo(PAIR.getPrivate());
        assertThat(KeyReader.privateKey(ENCRYPTED, PASSWORD, "o")).isEqualTo(PAIR.getPrivate());
        assertThat(KeyReader.privateKey(ENCRYPTED_PKCS1, PASSWORD, "o")).isEqualTo(PAIR.getPrivate());
        assertThat(KeyReader.privateKey(PRIVATE.replace("\n", "\r\n"), null, "o"))
                .isEqualTo(PAIR.getPrivate());
    }

    @Test
    void readsPublicKeysAndChainsOfCertificates() {
        X509Certificate other = certificate(TestKeys.PLATFORM);

        assertThat(KeyReader.publicKey(PUBLIC, "o")).isEqualTo(PAIR.getPublic());
        assertThat(KeyReader.certificates(CERTIFICATE + TestKeys.pem(other), "o"))
                .containsExactly(certificate(CERTIFICATE), other);
    }

    static Stream<Arguments> labels() throws IOException {
        byte[] pkcs8 = PAIR.getPrivate().getEncoded();
        byte[] pkcs1 = PrivateKeyInfo.getInstance(pkcs8)
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();
        return Stream.of(
                        "PRIVATE KEY",
                        "RSA PRIVATE KEY",
                        "EC PRIVATE KEY",
                        "ENCRYPTED PRIVATE KEY",
                        "PUBLIC KEY",
                        "KEY")
                .flatMap(label -> Stream.of(
                        arguments(label, "PKCS#8", TestKeys.pem(label, pkcs8)),
                        arguments(label, "PKCS#1", TestKeys.pem(label, pkcs1)),
                        arguments(label, "encrypted PKCS#8", ENCRYPTED.replace("ENCRYPTED PRIVATE KEY", label)),
                        arguments(label, "encrypted PKCS#1", ENCRYPTED_PKCS1.replace("RSA PRIVATE KEY", label)),
                        arguments(
                                label,
                                "PKCS#8 with another label at the end",
                                TestKeys.pem("RSA PRIVATE KEY", pkcs8)
                                        .replace("END RSA PRIVATE KEY", "END " + label))));
    }

    @ParameterizedTest(name = "{1} as {0}")
    @MethodSource("labels")
    void tellsThePrivateKeyByItsContent(String label, String form, String pem) {
        assertThat(KeyReader.privateKey(pem, PASSWORD, "o")).isEqualTo(PAIR.getPrivate());
    }

    @Test
    void tellsPublicKeysAndCertificatesByTheirContent() throws Exception {
        X509Certificate certificate = certificate(CERTIFICATE);
        byte[] spki = PAIR.getPublic().getEncoded();
        byte[] pkcs1 = SubjectPublicKeyInfo.getInstance(spki)
                .parsePublicKey()
                .toASN1Primitive()
                .getEncoded();
        byte[] trusted = Arrays.concatenate(certificate.getEncoded(), new DERSequence().getEncoded());

        for (String label : List.of("PUBLIC KEY", "RSA PUBLIC KEY", "CERTIFICATE", "KEY")) {
            assertThat(KeyReader.publicKey(TestKeys.pem(label, spki), "o")).isEqualTo(PAIR.getPublic());
            assertThat(KeyReader.publicKey(TestKeys.pem(label, pkcs1), "o")).isEqualTo(PAIR.getPublic());
        }
        for (String label : List.of("CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE", "PUBLIC KEY")) {
            assertThat(KeyReader.certificates(TestKeys.pem(label, certificate.getEncoded()), "o"))
                    .containsExactly(certificate);
        }
        assertThat(KeyReader.certificates(TestKeys.pem("TRUSTED CERTIFICATE", trusted), "o"))
                .containsExactly(certificate);
    }

    static Stream<Arguments> mixtures() {
        String bag = "Bag Attributes\n    localKeyID: 01\nsubject=CN = 1900000109\nissuer=CN = CA-17\n";
        String parameters = TestKeys.pem("EC PARAMETERS", HexFormat.of().parseHex("06082a811ccf5501822d"));
        return Stream.of(
                arguments("key first", PRIVATE + CERTIFICATE + PUBLIC),
                arguments("key last", CERTIFICATE + PUBLIC + PRIVATE),
                arguments("key between", PUBLIC + PRIVATE + CERTIFICATE),
                arguments("encrypted key last", PUBLIC + CERTIFICATE + ENCRYPTED),
                arguments("encrypted PKCS#1 key first", ENCRYPTED_PKCS1 + CERTIFICATE + PUBLIC),
                arguments("parameters of a curve first", parameters + CERTIFICATE + PUBLIC + PRIVATE),
                arguments("attributes between", bag + CERTIFICATE + bag + PRIVATE + bag + PUBLIC));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mixtures")
    void takesFromAMixtureWhatEachOptionIsFor(String name, String pem) {
        assertThat(KeyReader.privateKey(pem, PASSWORD, "o")).isEqualTo(PAIR.getPrivate());
        assertThat(KeyReader.publicKey(pem, "o")).isEqualTo(PAIR.getPublic());
        assertThat(KeyReader.certificates(pem, "o")).containsExactly(certificate(CERTIFICATE));
    }

    @Test
    void readsAKeyThatIsEncryptedWithScrypt() throws Exception {
        String pem = TestKeys.pem(
                "ENCRYPTED PRIVATE KEY",
                new JcaPKCS8EncryptedPrivateKeyInfoBuilder(PAIR.getPrivate())
                        .build(new JcePKCSPBEOutputEncryptorBuilder(
                                        new ScryptConfig.Builder(16_384, 8, 1).build(),
                                        NISTObjectIdentifiers.id_aes256_CBC)
                                .setProvider(new BouncyCastleProvider())
                                .build(PASSWORD.toCharArray()))
                        .getEncoded());

        assertThat(KeyReader.privateKey(pem, PASSWORD, "o")).isEqualTo(PAIR.getPrivate());
        assertRefused(
                () -> KeyReader.privateKey(pem, "wrong-17", "privateKey"),
                "privateKey",
                "cannot be decrypted: check option privateKeyPassword",
                pem,
                "wrong-17");
    }

    static Stream<Arguments> unsupported() {
        return Stream.of(
                arguments("PBES2 with scrypt and 1.2.3.4", pbes2("1.3.6.1.4.1.11591.4.11", "1.2.3.4")),
                arguments("PBES2 with PBKDF2 and SM4/CTR", pbes2("1.2.840.113549.1.5.12", "1.2.156.10197.1.104.7")),
                arguments("PBES2 with 1.2.3.4 and AES-256/CBC", pbes2("1.2.3.4", "2.16.840.1.101.3.4.1.42")),
                arguments("PBES2 with 1.2.3.4 and SM4/CBC", pbes2("1.2.3.4", "1.2.156.10197.1.104.2")),
                arguments(
                        "PBES2 with broken parameters",
                        encryptedBy(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, DERNull.INSTANCE))),
                arguments(
                        "PBES2 with broken parameters",
                        encryptedBy(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, new DERSequence()))),
                arguments("1.2.3.4", encryptedBy(new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.3.4")))),
                arguments("ARIA-256-CBC", ENCRYPTED_PKCS1.replace("AES-256-CBC", "ARIA-256-CBC")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unsupported")
    void namesAnEncryptionThatIsNotSupportedAndDoesNotBlameThePassword(String algorithm, String pem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyReader.privateKey(pem, PASSWORD, "privateKey"))
                .withMessage("Option privateKey cannot be decrypted: its encryption " + algorithm
                        + " is not supported. Encrypt the key again by: openssl pkcs8 -topk8 -v2 aes-256-cbc");
    }

    @Test
    void namesTheFormOfOpensshAndTheCommandThatConvertsIt() {
        String pem = TestKeys.pem(
                "OPENSSH PRIVATE KEY", "openssh-key-v1\0....none....none".getBytes(StandardCharsets.US_ASCII));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyReader.privateKey(pem, null, "privateKey"))
                .withMessage("Option privateKey holds a private key in the form of OpenSSH, which is not supported."
                        + " Convert a copy of its file by: ssh-keygen -p -m PKCS8 -f apiclient_key.pem");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyReader.publicKey(pem, "publicKey"))
                .withMessage(
                        "Option publicKey holds a private key of OpenSSH instead of a public key: use the pub_key.pem"
                                + " from the merchant platform");
    }

    private static String pbes2(String function, String cipher) {
        return encryptedBy(new AlgorithmIdentifier(
                PKCSObjectIdentifiers.id_PBES2,
                new PBES2Parameters(
                        new KeyDerivationFunc(new ASN1ObjectIdentifier(function), kdf(function)),
                        new EncryptionScheme(new ASN1ObjectIdentifier(cipher), new DEROctetString(new byte[16])))));
    }

    private static ASN1Encodable kdf(String function) {
        return function.equals(PKCSObjectIdentifiers.id_PBKDF2.getId())
                ? new PBKDF2Params(new byte[8], 2_048)
                : new ScryptParams(new byte[8], 16_384, 8, 1);
    }

    private static String encryptedBy(AlgorithmIdentifier algorithm) {
        try {
            return TestKeys.pem(
                    "ENCRYPTED PRIVATE KEY", new EncryptedPrivateKeyInfo(algorithm, new byte[64]).getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] certificateRequest() {
        try {
            return new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=test"), PAIR.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withRSA").build(PAIR.getPrivate()))
                    .getEncoded();
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<Arguments> noPrivateKeys() {
        return Stream.of(
                arguments("certificate", CERTIFICATE, null, "holds a certificate instead of a private key"),
                arguments("public key", PUBLIC, null, "holds a public key instead of a private key"),
                arguments("encrypted, no password", ENCRYPTED, null, "set option privateKeyPassword"),
                arguments("encrypted, wrong password", ENCRYPTED, "wrong-17", "check option privateKeyPassword"),
                arguments("encrypted PKCS#1, no password", ENCRYPTED_PKCS1, null, "set option privateKeyPassword"),
                arguments("1024 bits", TestKeys.privatePem(TestKeys.WEAK), null, "of 1024 bits: at least 2048"),
                arguments("EC", TestKeys.privatePem(TestKeys.EC), null, "holds a key that is neither RSA nor SM2"),
                arguments("empty", "", null, "holds no PEM text"),
                arguments("garbage", "garbage-17", null, "holds no PEM text"),
                arguments("truncated", TRUNCATED, null, "PEM text is broken"),
                arguments("bad Base64", BAD_BASE64, null, "PEM text is broken"),
                arguments("bad DER", BAD_DER.formatted("PRIVATE KEY"), null, "PEM text is broken"),
                arguments("bad PKCS#1", BAD_DER.formatted("RSA PRIVATE KEY"), null, "PEM text is broken"),
                arguments("bad PKCS#8", BAD_DER.formatted("ENCRYPTED PRIVATE KEY"), "p-17", "PEM text is broken"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noPrivateKeys")
    void refusesOtherPrivateKeys(String name, String pem, String password, String reason) {
        assertRefused(() -> KeyReader.privateKey(pem, password, "privateKey"), "privateKey", reason, pem, password);
    }

    static Stream<Arguments> noPublicKeys() {
        return Stream.of(
                arguments("certificate", CERTIFICATE, "holds a certificate instead of a public key"),
                arguments("private key", PRIVATE, "holds a private key instead of a public key"),
                arguments("1024 bits", TestKeys.publicPem(TestKeys.WEAK), "of 1024 bits: at least 2048"),
                arguments("EC", TestKeys.publicPem(TestKeys.EC), "holds a key that is neither RSA nor SM2"),
                arguments("empty", "", "holds no PEM text"),
                arguments("bad DER", BAD_DER.formatted("PUBLIC KEY"), "PEM text is broken"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noPublicKeys")
    void refusesOtherPublicKeys(String name, String pem, String reason) {
        assertRefused(() -> KeyReader.publicKey(pem, "publicKey"), "publicKey", reason, pem, null);
    }

    static Stream<Arguments> noCertificates() {
        return Stream.of(
                arguments("private key", PRIVATE, "holds a private key instead of an X.509 certificate"),
                arguments(
                        "key and public key", PRIVATE + PUBLIC, "holds a private key instead of an X.509 certificate"),
                arguments(
                        "certificate request",
                        TestKeys.pem("CERTIFICATE", certificateRequest()),
                        "holds a certificate request instead of an X.509 certificate"),
                arguments("broken key after a certificate", CERTIFICATE + TRUNCATED, "PEM text is broken"),
                arguments("1024 bits", TestKeys.pem(certificate(TestKeys.WEAK)), "of 1024 bits: at least 2048"),
                arguments("EC", TestKeys.pem(certificate(TestKeys.EC)), "holds a key that is neither RSA nor SM2"),
                arguments("empty", "", "holds no PEM text"),
                arguments("bad DER", BAD_DER.formatted("CERTIFICATE"), "PEM text is broken"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noCertificates")
    void refusesOtherCertificates(String name, String pem, String reason) {
        assertRefused(() -> KeyReader.certificates(pem, "someOption"), "someOption", reason, pem, null);
    }

    private static void assertRefused(
            ThrowingCallable read, String option, String reason, String pem, String password) {
        assertThatIllegalArgumentException()
                .isThrownBy(read)
                .withMessageStartingWith("Option " + option + " ")
                .withMessageContaining(reason)
                .withNoCause()
                .satisfies(e -> {
                    pem.lines()
                            .filter(line -> line.length() > 8 && !line.startsWith("-----"))
                            .forEach(line -> assertThat(e.getMessage()).doesNotContain(line));
                    if (password != null) {
                        assertThat(e.getMessage()).doesNotContain(password);
                    }
                });
    }

    private static X509Certificate certificate(KeyPair pair) {
        return TestKeys.certificate(pair, "1F", Instant.EPOCH, Instant.ofEpochSecond(4_000_000_000L));
    }

    private static X509Certificate certificate(String pem) {
        return KeyReader.certificates(pem, "o").get(0);
    }

    private static String encrypted() {
        return written(writer -> writer.writeObject(new JcaPKCS8Generator(
                PAIR.getPrivate(),
                new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                        .setProvider(new BouncyCastleProvider())
                        .setRandom(new SecureRandom())
                        .setPassword(PASSWORD.toCharArray())
                        .build())));
    }

    private static String encryptedPkcs1() {
        return written(writer -> writer.writeObject(
                PAIR.getPrivate(),
                new JcePEMEncryptorBuilder("AES-256-CBC")
                        .setProvider(new BouncyCastleProvider())
                        .build(PASSWORD.toCharArray())));
    }

    private interface Writing {
        void to(JcaPEMWriter writer) throws Exception;
    }

    private static String written(Writing writing) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writing.to(writer);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }
}
