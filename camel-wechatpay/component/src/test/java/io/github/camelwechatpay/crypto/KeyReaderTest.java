package io.github.camelwechatpay.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.StringWriter;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
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
                arguments("private key after a certificate", CERTIFICATE + PRIVATE, "holds a private key instead"),
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
