package io.github.camelwechatpay.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class Sm2KeyReaderTest {

    /** Written by OpenSSL 3: {@code ecparam -name SM2 -genkey}. */
    private static final String OPENSSL = """
            -----BEGIN SM2 PARAMETERS-----
            BggqgRzPVQGCLQ==
            -----END SM2 PARAMETERS-----
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqBHM9VAYItBG0wawIBAQQgXX6/wGOtAya3vmT5
            niKjYqwK4HcHVxflTvSvIzBIflChRANCAASGF4jrVSvBsAqDoiSFNrwlimlAx9WX
            EFZUAKHbuadFHOaveFEaVQalri0TFFplHKbCYyvMmyUdj9NdejIpMX/J
            -----END PRIVATE KEY-----
            """;

    private static final PrivateKey PRIVATE = TestKeys.SM2_MERCHANT.getPrivate();

    @Test
    void readsPrivateKeysOfEveryForm() throws Exception {
        String pkcs8 = TestKeys.privatePem(TestKeys.SM2_MERCHANT);
        byte[] sec1 = PrivateKeyInfo.getInstance(PRIVATE.getEncoded())
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();
        String encrypted = TestKeys.pem(
                "ENCRYPTED PRIVATE KEY",
                new JcaPKCS8Generator(
                                PRIVATE,
                                new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                                        .setProvider(BouncyCastle.PROVIDER)
                                        .setRandom(new SecureRandom())
                                        .setPassword("pass-17".toCharArray())
                                        .build())
                        .generate()
                        .getContent());

        assertThat(KeyReader.privateKey(pkcs8, null, "o")).isEqualTo(PRIVATE);
        assertThat(KeyReader.privateKey(TestKeys.pem("EC PRIVATE KEY", sec1), null, "o"))
                .isEqualTo(PRIVATE);
        assertThat(KeyReader.privateKey(TestKeys.pem("SM2 PRIVATE KEY", sec1), null, "o"))
                .isEqualTo(PRIVATE);
        assertThat(KeyReader.privateKey(encrypted, "pass-17", "o")).isEqualTo(PRIVATE);
    }

    @Test
    void readsWhatOpensslWrites() throws Exception {
        PrivateKey key = KeyReader.privateKey(OPENSSL, null, "o");

        assertThat(SignatureType.SM2.require(key, "o")).isSameAs(key);
    }

    /** One key, written by OpenSSL 3: {@code pkcs8 -topk8} with the options of the name. */
    static Stream<Arguments> encryptedByOpenssl() {
        return Stream.of(
                Arguments.arguments("-v2 sm4-cbc", """
                        -----BEGIN ENCRYPTED PRIVATE KEY-----
                        MIHrMFYGCSqGSIb3DQEFDTBJMCkGCSqGSIb3DQEFDDAcBAgiV3p5qH6wBAICCAAw
                        DAYIKoZIhvcNAgkFADAcBggqgRzPVQFoAgQQXJWqSWeLRN3OTeRK4i/kOwSBkJ4V
                        is6K6VwiRGWqDQhzWQjlEswR+J6MMF9L3a0/ND35xGEDC3Wugw1l0mt8tTDqO3oD
                        PEBY7nOwlPEZHvt/jLe4l4V3A7WLdXt67xmdwxJbd96Wv2xjkvhKL71x6yDIqDOC
                        u/9n6QkN4NqpqykfM4qluJKAbpRcd8UrVjq1h6s0Xar3+7Ni2kBCdgzJc7pdSw==
                        -----END ENCRYPTED PRIVATE KEY-----
                        """),
                Arguments.arguments("-scrypt", """
                        -----BEGIN ENCRYPTED PRIVATE KEY-----
                        MIHkME8GCSqGSIb3DQEFDTBCMCEGCSsGAQQB2kcECzAUBAiyS+BF1jzBCAICQAAC
                        AQgCAQEwHQYJYIZIAWUDBAEqBBDF10lu9eply6oAxMTGrzsbBIGQ58jHRhOHCVLv
                        xxxYppOrzDEgTg5er9d++b9cyXcMtvpYY4kFh6lN8ypKxKenX6bgQ1v6AxOh0Jpr
                        AK0j5cCiBlQn7lxkJxq1M5RMifANIoxSrb5j9w4RSclN9mWMWlsc379ijvq42FB1
                        nwiGpddrIumogWtM4Ev1YClxeggkrmRFXyyqsfy+3Crc5z+SOPEl
                        -----END ENCRYPTED PRIVATE KEY-----
                        """),
                Arguments.arguments("-scrypt -v2 sm4-cbc", """
                        -----BEGIN ENCRYPTED PRIVATE KEY-----
                        MIHjME4GCSqGSIb3DQEFDTBBMCEGCSsGAQQB2kcECzAUBAjbmuLbsVt9PwICQAAC
                        AQgCAQEwHAYIKoEcz1UBaAIEEM4NCBW8YIQ484MphJ3jJ28EgZAF+MOq5tRXJrzF
                        cnQc9pyvK0RHx0FsRoAUbztSn8ZbRlW0fDTzRtdmbJQeBMUoYiLR2u2Z48NU4Oym
                        ZKF7DgmfGF3ZYwZiXBShAXkiwJvcxSZm3NJtorwpt8R+1oA3cLmrVP9u8rF1OK2D
                        sBopdskZvYXc2HYh6eEfOs5nPTXCohp/S9Rt+d/2NKVTPCZuEE4=
                        -----END ENCRYPTED PRIVATE KEY-----
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encryptedByOpenssl")
    void readsWhatOpensslEncrypts(String options, String pem) {
        PrivateKey key = KeyReader.privateKey(pem, "pass-word-17", "o");

        assertThat(((ECPrivateKey) key).getS().toString(16))
                .isEqualTo("b2ee7eef94ac35ec157f4a46a373b7baf150145a64268676fb4c16507d748b24");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyReader.privateKey(pem, "wrong-17", "privateKey"))
                .withMessage("Option privateKey cannot be decrypted: check option privateKeyPassword");
    }

    @Test
    void readsCertificatesAndPublicKeys() {
        X509Certificate certificate =
                KeyReader.certificates(Sm2Vectors.CERTIFICATE, "o").get(0);

        assertThat(certificate.getSerialNumber().toString(16)).isEqualToIgnoringCase(Sm2Vectors.SERIAL);
        assertThat(SignatureType.SM2.fits(certificate.getPublicKey())).isTrue();
        assertThat(KeyReader.publicKey(TestKeys.publicPem(TestKeys.SM2_MERCHANT), "o"))
                .isEqualTo(TestKeys.SM2_MERCHANT.getPublic());
    }

    static Stream<Arguments> mismatches() {
        return Stream.of(
                Arguments.arguments(
                        SignatureType.SM2,
                        TestKeys.MERCHANT.getPrivate(),
                        "Option x holds an RSA key, but option signatureType is sm2: one of them must be changed"),
                Arguments.arguments(
                        SignatureType.RSA,
                        PRIVATE,
                        "Option x holds an SM2 key, but option signatureType is rsa: one of them must be changed"),
                Arguments.arguments(
                        SignatureType.SM2,
                        TestKeys.EC.getPublic(),
                        "Option x holds a key of another kind, but option signatureType is sm2: one of them must be"
                                + " changed"));
    }

    @ParameterizedTest
    @MethodSource("mismatches")
    void refusesAKeyOfAnotherTypeSayingWhich(SignatureType type, java.security.Key key, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> type.require(key, "Option x"))
                .withMessage(message);
    }

    /** SM2's name stands for all of its parameters; who may give them one by one may choose the generator. */
    @Test
    void refusesAnotherGeneratorOnTheSameCurve() throws Exception {
        X9ECParameters curve = CustomNamedCurves.getByName("sm2p256v1");
        var other = curve.getG().twice().normalize();
        X9ECParameters forged = new X9ECParameters(
                curve.getCurve(), new org.bouncycastle.asn1.x9.X9ECPoint(other, false), curve.getN(), curve.getH());
        byte[] point = SubjectPublicKeyInfo.getInstance(
                        TestKeys.SM2_MERCHANT.getPublic().getEncoded())
                .getPublicKeyData()
                .getOctets();
        byte[] spki = new SubjectPublicKeyInfo(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, forged), point)
                .getEncoded();
        PublicKey key =
                KeyFactory.getInstance("EC", BouncyCastle.PROVIDER).generatePublic(new X509EncodedKeySpec(spki));

        assertThat(SignatureType.SM2.fits(key)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyReader.publicKey(TestKeys.pem("PUBLIC KEY", spki), "publicKey"))
                .withMessage("Option publicKey holds a key that is neither RSA nor SM2");
    }

    @Test
    void readsTheOptionExactly() {
        assertThat(SignatureType.of("rsa")).isSameAs(SignatureType.RSA);
        assertThat(SignatureType.of("sm2")).isSameAs(SignatureType.SM2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignatureType.of("SM2"))
                .withMessage("Option signatureType is \"SM2\": set it to rsa or sm2");
    }
}
