package io.github.camelwechatpay.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.RequestSigner;
import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayConfiguration;
import io.github.camelwechatpay.call.Call;
import io.github.camelwechatpay.call.Region;
import io.github.camelwechatpay.crypto.CryptoProvider;
import io.github.camelwechatpay.crypto.FieldCipher;
import io.github.camelwechatpay.crypto.KeySigner;
import io.github.camelwechatpay.crypto.TestKeys;
import io.github.camelwechatpay.fixture.TestSettings;
import io.github.camelwechatpay.keys.TestClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS8EncryptedPrivateKeyInfoBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The forms that the merchant private key may have, and who signs. */
class MerchantKeyFormsTest {

    private static final String MCHID = "1900000109";
    private static final String SERIAL = "1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C";
    private static final String OTHER_SERIAL = "3775B6A45ACD588826D15E583A95F5DD08A6F6B5";

    /** As WeChat Pay's own stores have it. */
    private static final String PASSWORD = MCHID;

    private static final String OTHER_PASSWORD = "pass-word-17";

    private static final String PEM_KEY = TestKeys.privatePem(TestKeys.MERCHANT);

    /** By OpenSSL 3: {@code pkcs12 -export -nocerts -keypbe sm4-cbc} for an SM2 key, password 1900000109. */
    private static final String SM4_STORE = """
            base64:
            MIIBfQIBAzCCATMGCSqGSIb3DQEHAaCCASQEggEgMIIBHDCCARgGCSqGSIb3DQEHAaCCAQkEggEFMIIBATCB/gYLKoZIhvcNAQwK
            AQKgge4wgeswVgYJKoZIhvcNAQUNMEkwKQYJKoZIhvcNAQUMMBwECJW5tvP1JcZgAgIIADAMBggqhkiG9w0CCQUAMBwGCCqBHM9V
            AWgCBBDFBdLNPWowTPdEoI2ytYYSBIGQC/1364x5QARswRXdoaNOM1D2fMJWtS89L8Mr8mcQl/C0tNTG34JUE8iT4zaRQDhjlrZr
            okzQAMQ0haSM7rt+O2WGjL2GZGlkPQr0ztxwPCkWoXSUuhftlcISxB/tIjB7iQSm3FZVwXmbROlh4uc4AXCTrzy20cpVAf/MVaZR
            tztcBVjDliG4CAWD1T48O1gYMEEwMTANBglghkgBZQMEAgEFAAQgbj0LUcXzdPgnfRNKXvkid7PuOmTsO7OLN6PfX5zyFyoECG1m
            ZBNMt62PAgIIAA==
            """;

    @TempDir
    private static Path directory;

    private final CamelContext context = new DefaultCamelContext();
    private final MerchantFactory factory =
            new MerchantFactory(context, null, null, null, new TestClock(), () -> "nonce");

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    static Stream<Arguments> forms() throws Exception {
        byte[] content = bytes(store(Map.of("Tenpay Certificate", TestKeys.MERCHANT), PASSWORD), PASSWORD);
        KeyStore two = store(Map.of("merchant", TestKeys.MERCHANT, "other", TestKeys.PLATFORM), OTHER_PASSWORD);
        Path file = Files.write(directory.resolve("apiclient_cert.p12"), content);
        KeyStoreParameters parameters = new KeyStoreParameters();
        parameters.setResource("file:" + file);
        parameters.setType("PKCS12");
        parameters.setPassword("{{store-password}}");
        return Stream.of(
                form("PKCS#12 file", o -> o.setPrivateKey("file:" + file)),
                form("PKCS#12 in Base64", o -> o.setPrivateKey(base64(content))),
                form("PKCS#12 with the name of its one key", o -> {
                    o.setPrivateKey(base64(content));
                    o.setKeyAlias("Tenpay Certificate");
                }),
                form("PKCS#12 and the same serial number", o -> {
                    o.setPrivateKey(base64(content));
                    o.setMerchantSerialNumber("00" + SERIAL.toLowerCase());
                }),
                form("PKCS#12 and the same certificate", o -> {
                    o.setPrivateKey(base64(content));
                    o.setMerchantCertificate(TestKeys.pem(certificate(TestKeys.MERCHANT, SERIAL)));
                }),
                form("KeyStore with two keys", o -> {
                    o.setPrivateKey(two);
                    o.setPrivateKeyPassword(OTHER_PASSWORD);
                    o.setKeyAlias("merchant");
                }),
                form("KeyStoreParameters with their own password", o -> {
                    o.setPrivateKey(parameters);
                    o.setPrivateKeyPassword(null);
                }),
                form("key and certificate in one file", o -> {
                    String both = "file:" + write("both.pem", (PEM_KEY + pemCertificate()).getBytes());
                    o.setPrivateKey(both);
                    o.setMerchantCertificate(both);
                }),
                form("certificate and key in one file", o -> {
                    String both = "file:" + write("other.pem", (pemCertificate() + PEM_KEY).getBytes());
                    o.setPrivateKey(both);
                    o.setMerchantCertificate(both);
                }),
                form("chain that begins with its root", o -> {
                    o.setPrivateKey(PEM_KEY);
                    o.setMerchantCertificate(
                            TestKeys.pem(certificate(TestKeys.PLATFORM, OTHER_SERIAL)) + pemCertificate());
                }),
                form("platform certificate with other things in its file", o -> {
                    o.setPrivateKey(PEM_KEY);
                    o.setMerchantSerialNumber(SERIAL);
                    o.setPublicKey(null);
                    o.setPublicKeyId(null);
                    o.setPlatformCertificates("\uFEFF" + TestKeys.publicPem(TestKeys.PLATFORM)
                            + TestKeys.pem(certificate(TestKeys.PLATFORM, OTHER_SERIAL)));
                }),
                form("DER file", o -> {
                    o.setPrivateKey("file:"
                            + write("key.der", TestKeys.MERCHANT.getPrivate().getEncoded()));
                    o.setMerchantSerialNumber(SERIAL);
                }),
                form("PKCS#1 DER file", o -> {
                    o.setPrivateKey("file:" + write("pkcs1.der", pkcs1(TestKeys.MERCHANT)));
                    o.setMerchantSerialNumber(SERIAL);
                }),
                form("encrypted DER file", o -> {
                    o.setPrivateKey("file:" + write("encrypted.der", encrypted(TestKeys.MERCHANT, PASSWORD)));
                    o.setPrivateKeyPassword(PASSWORD);
                    o.setMerchantSerialNumber(SERIAL);
                }));
    }

    private static String pemCertificate() {
        return TestKeys.pem(certificate(TestKeys.MERCHANT, SERIAL));
    }

    private static byte[] pkcs1(KeyPair pair) {
        try {
            return PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded())
                    .parsePrivateKey()
                    .toASN1Primitive()
                    .getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] encrypted(KeyPair pair, String password) {
        try {
            return new JcaPKCS8EncryptedPrivateKeyInfoBuilder(pair.getPrivate())
                    .build(new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                            .setProvider(new BouncyCastleProvider())
                            .setPassword(password.toCharArray())
                            .build())
                    .getEncoded();
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void signsWithTheKeyOfEachFormUnderTheSerialNumberOfItsCertificate(
            String name, Consumer<WechatpayConfiguration> form) throws Exception {
        context.getPropertiesComponent().addInitialProperty("store-password", PASSWORD);
        Merchant merchant = create(form);

        assertThat(merchant.requireIdentity().serialNumber().replaceFirst("^0+", ""))
                .isEqualToIgnoringCase(SERIAL);
        byte[] message = {1, 2, 3};
        assertThat(merchant.requireIdentity().signer().sign(message))
                .isEqualTo(TestKeys.sign(TestKeys.MERCHANT.getPrivate(), message));
    }

    @Test
    void readsAStoreWithAnSm2Key() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12", new BouncyCastleProvider());
        store.load(null, null);
        store.setKeyEntry("merchant", TestKeys.SM2_MERCHANT.getPrivate(), null, new Certificate[] {
            certificate(TestKeys.SM2_MERCHANT, SERIAL)
        });
        Consumer<WechatpayConfiguration> sm2 = o -> {
            o.setSignatureType("sm2");
            o.setPrivateKey(base64(bytesOf(store)));
            o.setPublicKey(null);
            o.setPublicKeyId(null);
            o.setPlatformCertificates(TestKeys.pem(certificate(TestKeys.SM2_PLATFORM, OTHER_SERIAL)));
        };

        assertThat(create(sm2).requireIdentity().serialNumber()).isEqualTo(SERIAL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create(sm2.andThen(o -> o.setPrivateKeyPassword(OTHER_PASSWORD))))
                .withMessage(
                        "Option privateKey holds a key store that cannot be opened: check option privateKeyPassword");
    }

    private static byte[] bytesOf(KeyStore store) {
        try {
            return bytes(store, PASSWORD);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void keepsAKeyThatDoesNotLeaveItsHardwareAwayFromProvidersThatNeedItsEncoding() {
        Merchant merchant = create(o -> {
            o.setPrivateKey(new HardwareKey());
            o.setMerchantSerialNumber(SERIAL);
        });

        assertThat(merchant.requireIdentity().serialNumber()).isEqualTo(SERIAL);
    }

    @Test
    void aKeyInHardwareTakesNoTurnAtTheProcessors() {
        CryptoProvider provider = CryptoProvider.platform();

        assertThat(new KeySigner(new HardwareKey(), provider).isOnProcessor()).isFalse();
        assertThat(new KeySigner(TestKeys.MERCHANT.getPrivate(), provider).isOnProcessor())
                .isTrue();
    }

    private static final class HardwareKey implements PrivateKey {
        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }

    static Stream<Arguments> wrong() throws Exception {
        KeyStore one = store(Map.of("merchant", TestKeys.MERCHANT), PASSWORD);
        KeyStore two = store(Map.of("merchant", TestKeys.MERCHANT, "other", TestKeys.PLATFORM), PASSWORD);
        two.setCertificateEntry("trusted", certificate(TestKeys.PLATFORM, "AA"));
        KeyStore certificates = store(Map.of(), PASSWORD);
        certificates.setCertificateEntry("trusted", certificate(TestKeys.PLATFORM, "AA"));
        byte[] content = bytes(one, PASSWORD);
        String p12 = base64(content);
        String key = TestKeys.privatePem(TestKeys.MERCHANT);
        KeyStoreParameters missing = new KeyStoreParameters();
        missing.setResource("file:/missing/secret-17.p12");
        RequestSigner signer = message -> "AAAA";
        return Stream.of(
                wrong("p12 without a password", "holds a PKCS#12 store: set option privateKeyPassword", o -> {
                    o.setPrivateKey(p12);
                    o.setPrivateKeyPassword(null);
                }),
                wrong("p12 with a wrong password", "cannot be opened: check option privateKeyPassword", o -> {
                    o.setPrivateKey(p12);
                    o.setPrivateKeyPassword(OTHER_PASSWORD);
                }),
                wrong(
                        "p12 that is encrypted in an unknown way",
                        "Option privateKey holds a key store that is broken, or is encrypted in a way that is not"
                                + " supported. Export it again by: openssl pkcs12 -export -keypbe aes-256-cbc -certpbe"
                                + " aes-256-cbc",
                        o -> o.setPrivateKey(SM4_STORE)),
                wrong(
                        "p12 cut off",
                        "Option privateKey does not hold",
                        o -> o.setPrivateKey(base64(Arrays.copyOf(content, content.length / 2)))),
                wrong(
                        "p12 with a broken middle",
                        "Option privateKey holds a key store that",
                        o -> o.setPrivateKey(base64(TestKeys.flip(content, content.length / 2)))),
                wrong(
                        "p12 as Base64 without a prefix",
                        "write file:, classpath: or base64: in front",
                        o -> o.setPrivateKey(Base64.getEncoder().encodeToString(content))),
                wrong(
                        "p12 as PEM text",
                        "Option privateKey",
                        o -> o.setPrivateKey(TestKeys.pem("PRIVATE KEY", content))),
                wrong(
                        "p12 as PEM text of its own name",
                        "Option privateKey",
                        o -> o.setPrivateKey(TestKeys.pem("PKCS12", content))),
                wrong("p12 as certificate", "Option merchantCertificate", o -> o.setMerchantCertificate(p12)),
                wrong("p12 as public key", "Option publicKey", o -> o.setPublicKey(p12)),
                wrong("unknown alias", "Option keyAlias names no entry", o -> {
                    o.setPrivateKey(p12);
                    o.setKeyAlias("secret-17");
                }),
                wrong("alias missing", "with 2 private keys: set option keyAlias", o -> o.setPrivateKey(two)),
                wrong("alias of a certificate", "Option keyAlias names an entry that is no private key", o -> {
                    o.setPrivateKey(two);
                    o.setKeyAlias("trusted");
                }),
                wrong("alias without a store", "no key store: drop keyAlias", o -> {
                    o.setPrivateKey(key);
                    o.setKeyAlias("merchant");
                }),
                wrong("store without a key", "without a private key", o -> o.setPrivateKey(certificates)),
                wrong("store that was not loaded", "never loaded", o -> o.setPrivateKey(unloaded())),
                wrong("store with the key under another password", "check option privateKeyPassword", o -> {
                    o.setPrivateKey(one);
                    o.setPrivateKeyPassword(OTHER_PASSWORD);
                }),
                wrong(
                        "parameters of a missing store",
                        "check their resource, type and password",
                        o -> o.setPrivateKey(missing)),
                wrong(
                        "EC key in a store",
                        "holds a key that is neither RSA nor SM2",
                        o -> o.setPrivateKey(store(Map.of("merchant", TestKeys.EC), PASSWORD))),
                wrong(
                        "short key in a store",
                        "an RSA key of 1024 bits",
                        o -> o.setPrivateKey(store(Map.of("merchant", TestKeys.WEAK), PASSWORD))),
                wrong("serial number that contradicts", "the certificate of option privateKey has " + SERIAL, o -> {
                    o.setPrivateKey(p12);
                    o.setMerchantSerialNumber(OTHER_SERIAL);
                }),
                wrong("certificate that contradicts", "drop merchantCertificate", o -> {
                    o.setPrivateKey(p12);
                    o.setMerchantCertificate(TestKeys.pem(certificate(TestKeys.MERCHANT, OTHER_SERIAL)));
                }),
                wrong("certificate of another key", "does not belong to the certificate", o -> {
                    o.setPrivateKey(p12);
                    o.setMerchantCertificate(TestKeys.pem(certificate(TestKeys.PLATFORM, SERIAL)));
                }),
                wrong(
                        "public key",
                        "holds a public key instead of a private key",
                        o -> o.setPrivateKey(TestKeys.publicPem(TestKeys.MERCHANT))),
                wrong(
                        "certificate",
                        "holds a certificate instead of a private key",
                        o -> o.setPrivateKey(TestKeys.pem(certificate(TestKeys.MERCHANT, SERIAL)))),
                wrong(
                        "empty file",
                        "holds no PEM text",
                        o -> o.setPrivateKey("file:" + write("empty.pem", new byte[0]))),
                wrong("directory", "cannot be read", o -> o.setPrivateKey("file:" + directory)),
                wrong("another type", "it must be text or a bean of type", o -> o.setPrivateKey(17)),
                wrong("signer without a merchant number", "set option mchid", o -> {
                    o.setRequestSigner(signer);
                    o.setMchid(null);
                }),
                wrong(
                        "signer without a serial number",
                        "set option merchantSerialNumber or merchantCertificate",
                        o -> o.setRequestSigner(signer)),
                wrong("signer of no algorithm", "The bean of option requestSigner names no algorithm", o -> {
                    o.setRequestSigner(new NamedSigner("RSA mchid=\"secret-17\""));
                    o.setMerchantSerialNumber(SERIAL);
                }));
    }

    private record NamedSigner(String algorithm) implements RequestSigner {

        @Override
        public String sign(byte[] message) {
            return "AAAA";
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void refusesWrongCombinationsWithoutShowingSecrets(
            String name, String reason, Consumer<WechatpayConfiguration> change) throws Exception {
        String[] secrets = {OTHER_PASSWORD, "secret-17", "BEGIN PRIVATE", TestKeys.SECRET_KEY};
        String keyLine = TestKeys.privatePem(TestKeys.MERCHANT)
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> create(change))
                .withMessageContaining(reason)
                .satisfies(e -> {
                    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                        assertThat(String.valueOf(cause.getMessage()))
                                .doesNotContain(secrets)
                                .doesNotContain(keyLine);
                    }
                });
    }

    @Test
    void signsWithTheSignerAndDecryptsWithTheKeyBesideIt() throws Exception {
        Merchant merchant = create(o -> {
            o.setRequestSigner(message -> TestKeys.sign(TestKeys.PLATFORM.getPrivate(), message));
            o.setPrivateKey(TestKeys.MERCHANT.getPrivate());
            o.setMerchantSerialNumber(SERIAL);
        });
        String sealed = new FieldCipher(CryptoProvider.platform()).encrypt(TestKeys.MERCHANT.getPublic(), "name-1");

        assertThat(merchant.requireIdentity().signer().sign(new byte[] {1}))
                .isEqualTo(TestKeys.sign(TestKeys.PLATFORM.getPrivate(), new byte[] {1}));
        assertThat(merchant.decryptField("/name", sealed)).isEqualTo("name-1");
    }

    @Test
    void saysWhatAFieldNeedsThatIsEncryptedForAMerchantWithASignerOnly() {
        Merchant merchant = create(o -> {
            o.setRequestSigner(message -> "AAAA");
            o.setMerchantSerialNumber(SERIAL);
        });

        assertThatThrownBy(() -> merchant.decryptField("/name", "AAAA"))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessageContaining("set option privateKey, or encryption to off");
    }

    static Stream<RequestSigner> failing() {
        return Stream.of(
                message -> null,
                message -> "",
                message -> "AAAA\",mchid=\"1900000110",
                message -> "AAAA\r\nX: y",
                message -> {
                    throw new IllegalStateException("the HSM is gone");
                },
                message -> {
                    throw new GeneralSecurityException("the HSM is gone");
                });
    }

    @ParameterizedTest
    @MethodSource("failing")
    void sendsNothingWhenTheSignerFails(RequestSigner signer) {
        Merchant merchant = create(o -> {
            o.setRequestSigner(signer);
            o.setMerchantSerialNumber(SERIAL);
        });
        Call call = new Call("GET", URI.create("http://localhost:1/"), null, "/v3/x", null, null, null, null);

        assertThatThrownBy(() -> merchant.requireIdentity().authorize(call))
                .isInstanceOfSatisfying(WechatpayCallException.class, e -> {
                    assertThat(e.getOutcome()).isEqualTo(WechatpayCallException.Outcome.NOT_SENT);
                    assertThat(e.isRetryable()).isTrue();
                })
                .hasMessageContaining("check option requestSigner");
    }

    private Merchant create(Consumer<WechatpayConfiguration> change) {
        WechatpayConfiguration options = new WechatpayConfiguration();
        options.setMchid(MCHID);
        options.setPrivateKeyPassword(PASSWORD);
        options.setSecretKey(TestKeys.SECRET_KEY);
        options.setPublicKeyId("PUB_KEY_ID_0119000001092024");
        options.setPublicKey(TestKeys.PLATFORM.getPublic());
        change.accept(options);
        return factory.create(TestSettings.of(options, Region.CN));
    }

    private static KeyStore store(Map<String, KeyPair> keys, String password) {
        try {
            KeyStore store = unloaded();
            store.load(null, null);
            for (Map.Entry<String, KeyPair> key : new LinkedHashMap<>(keys).entrySet()) {
                store.setKeyEntry(key.getKey(), key.getValue().getPrivate(), password.toCharArray(), new Certificate[] {
                    certificate(key.getValue(), SERIAL)
                });
            }
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore unloaded() {
        try {
            return KeyStore.getInstance("PKCS12");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(KeyStore store, String password) throws IOException, GeneralSecurityException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        store.store(content, password.toCharArray());
        return content.toByteArray();
    }

    private static Path write(String name, byte[] content) {
        try {
            return Files.write(directory.resolve(name), content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] content) {
        return "base64:" + Base64.getEncoder().encodeToString(content);
    }

    private static X509Certificate certificate(KeyPair pair, String serial) {
        return TestKeys.certificate(pair, serial, TestClock.START, TestClock.START.plus(Duration.ofDays(1)));
    }

    private static Arguments form(String name, Consumer<WechatpayConfiguration> form) {
        return arguments(name, form);
    }

    private static Arguments wrong(String name, String reason, Consumer<WechatpayConfiguration> change) {
        return arguments(name, reason, change);
    }
}
