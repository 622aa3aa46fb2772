package io.github.camelwechatpay.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.WechatpayConfiguration;
import io.github.camelwechatpay.call.Call;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.call.Region;
import io.github.camelwechatpay.call.SendingTransport;
import io.github.camelwechatpay.crypto.TestKeys;
import io.github.camelwechatpay.fixture.TestSettings;
import io.github.camelwechatpay.keys.TestClock;
import io.github.camelwechatpay.keys.TrustedKey;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MerchantFactoryTest {

    private static final String SERIAL = "1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C";
    private static final String PASSWORD = "pass-word-17";
    private static final String NO_PUBLIC_KEY_ID = "Option publicKeyId is not the ID of a WeChat Pay public key: it is"
            + " PUB_KEY_ID_ with digits after it, and nothing else. Copy it from the merchant platform.";
    private static final String PUBLIC_KEY_ID = "PUB_KEY_ID_0119000001092024";

    private final CamelContext context = new DefaultCamelContext();
    private final AtomicReference<Call> sent = new AtomicReference<>();
    private final MerchantFactory factory = new MerchantFactory(
            context,
            (SendingTransport) (call, authorization, connected, deadline) -> {
                sent.set(call);
                throw new IllegalStateException("no network");
            },
            null,
            null,
            new TestClock(),
            () -> "nonce");

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    @Test
    void makesAMerchantOfAPublicKey() {
        Merchant merchant = create(o -> {});

        assertThat(merchant.mchid()).isEqualTo("1900000109");
        assertThat(merchant.requireIdentity().serialNumber()).isEqualTo(SERIAL);
        assertThat(merchant.keys().current()).map(TrustedKey::id).contains(PUBLIC_KEY_ID);
        assertThat(merchant.keys().isRefreshable()).isFalse();
    }

    @Test
    void readsTheSerialNumberFromTheCertificate() {
        Merchant merchant = create(o -> {
            o.setMerchantSerialNumber(null);
            o.setMerchantCertificate(certificate(TestKeys.MERCHANT, SERIAL));
        });

        assertThat(merchant.requireIdentity().serialNumber()).isEqualTo(SERIAL);
    }

    @ParameterizedTest
    @CsvSource({
        "0DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C, 0DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C",
        "DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C, 0DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C",
        "000dde55ad98ed71d6edd4a4a16996de7b47773a8c, 0DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C",
        "1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C, 1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C",
        "1dde55ad98ed71d6edd4a4a16996de7b47773a8c, 1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C",
        "FF01, FF01",
        "7, 07",
        "1234567890123456789012345678901234567890, 1234567890123456789012345678901234567890"
    })
    void writesSerialNumbersWithAnEvenNumberOfDigits(String serial, String written) {
        Merchant byOption = create(o -> o.setMerchantSerialNumber(serial));
        Merchant byCertificate = create(o -> {
            o.setMerchantSerialNumber(null);
            o.setMerchantCertificate(certificate(TestKeys.MERCHANT, serial));
        });
        Merchant byBoth = create(o -> {
            o.setMerchantSerialNumber(serial);
            o.setMerchantCertificate(certificate(TestKeys.MERCHANT, serial));
        });

        assertThat(List.of(byOption, byCertificate, byBoth))
                .allSatisfy(merchant ->
                        assertThat(merchant.requireIdentity().serialNumber()).isEqualTo(written));
    }

    @ParameterizedTest
    @CsvSource({"AUTO, true", "Auto, true", "' auto ', true", "NONE, false", "None, false"})
    void readsKeywordsOfPlatformCertificatesInAnyLetterCase(String keyword, boolean downloading) {
        Merchant merchant = create(o -> o.setPlatformCertificates(keyword));

        assertThat(merchant.keys().isRefreshable()).isEqualTo(downloading);
        assertThat(options(Region.CN, o -> o.setPlatformCertificates(keyword)))
                .isEqualTo(options(
                        Region.CN,
                        o -> o.setPlatformCertificates(keyword.strip().toLowerCase(Locale.ROOT))));
    }

    static Stream<Arguments> merchantsOwnKeys() {
        String ofTheKey =
                "Option publicKey holds the merchant's own key, that of option privateKey: it verifies nothing"
                        + " that WeChat Pay signs. Download the WeChat Pay public key (pub_key.pem) from the merchant platform,"
                        + " and set its ID in option publicKeyId.";
        String ofTheCertificate = ofTheKey.replace("privateKey", "merchantCertificate");
        Consumer<WechatpayConfiguration> own = o -> o.setPublicKey(TestKeys.publicPem(TestKeys.MERCHANT));
        Consumer<WechatpayConfiguration> certified =
                o -> o.setMerchantCertificate(certificate(TestKeys.MERCHANT, SERIAL));
        Consumer<WechatpayConfiguration> noKey = o -> o.setPrivateKey(null);
        Consumer<WechatpayConfiguration> sm2 = o -> {
            o.setSignatureType("sm2");
            o.setPublicKey(null);
            o.setPublicKeyId(null);
            o.setPrivateKey(TestKeys.privatePem(TestKeys.SM2_MERCHANT));
            o.setPlatformCertificates(certificate(TestKeys.SM2_MERCHANT, "AA"));
        };
        return Stream.of(
                row("public half of the private key", ofTheKey, own),
                row("public half, as a bean", ofTheKey, o -> o.setPublicKey(TestKeys.MERCHANT.getPublic())),
                row("public half of both", ofTheKey, own.andThen(certified)),
                row(
                        "key of the certificate, beside a key that shows nothing",
                        ofTheCertificate,
                        own.andThen(certified).andThen(o -> o.setPrivateKey(new SilentKey()))),
                row(
                        "key of the certificate, beside a signer",
                        ofTheCertificate,
                        own.andThen(certified).andThen(noKey).andThen(o -> o.setRequestSigner(message -> ""))),
                row(
                        "key of the certificate alone",
                        ofTheCertificate,
                        own.andThen(certified).andThen(noKey)),
                row(
                        "certificate of the merchant with another serial number",
                        "Option platformCertificates holds a certificate of the merchant's own key, that of option"
                                + " privateKey: it verifies nothing that WeChat Pay signs. Set option platformCertificates"
                                + " to WeChat Pay's platform certificates, not to apiclient_cert.pem.",
                        o -> o.setPlatformCertificates(certificate(TestKeys.MERCHANT, "AA"))),
                row(
                        "certificate of the merchant with another serial number, SM2",
                        "Option platformCertificates holds a certificate of the merchant's own key",
                        sm2));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("merchantsOwnKeys")
    void refusesTheMerchantsOwnKeyAsOneOfWechatPay(
            String name, String message, Consumer<WechatpayConfiguration> change) {
        assertThatIllegalArgumentException().isThrownBy(() -> create(change)).withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "170514786563046083456872926834502748562936451724",
                "12345678901234567890123456789012345678901",
                "1705147865630460834568729268345027485629364517241705147865630460834568729268345027"
            })
    void refusesADecimalSerialNumber(String serial) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create(o -> o.setMerchantSerialNumber(serial)))
                .withMessage("Option merchantSerialNumber is a decimal number: WeChat Pay writes serial numbers in"
                        + " hexadecimal, with at most 40 digits. Copy it from the merchant platform, or set option"
                        + " merchantCertificate instead.");
    }

    @Test
    void saysThatTheSerialNumberIsDecimalWhereTheCertificateTells() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create(o -> {
                    o.setMerchantSerialNumber(new BigInteger("0DDE55AD98ED71D6", 16).toString());
                    o.setMerchantCertificate(certificate(TestKeys.MERCHANT, "0DDE55AD98ED71D6"));
                }))
                .withMessageContaining("Option merchantSerialNumber is a decimal number");
    }

    /** A key in hardware. */
    private static final class SilentKey implements PrivateKey {

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

    @Test
    void takesKeysThatAreBeans() {
        Merchant merchant = create(o -> {
            o.setPrivateKey(TestKeys.MERCHANT.getPrivate());
            o.setPublicKey(TestKeys.PLATFORM.getPublic());
        });

        assertThat(merchant.keys().ids()).containsExactly(PUBLIC_KEY_ID);
    }

    @Test
    void trustsBothKindsOfKeysInSwitchingModeAndPrefersThePublicKey() {
        Merchant merchant = create(o -> o.setPlatformCertificates(certificate(TestKeys.PLATFORM, "AA")));

        assertThat(merchant.keys().ids()).containsExactly(PUBLIC_KEY_ID, "AA");
        assertThat(merchant.keys().current()).map(TrustedKey::id).contains(PUBLIC_KEY_ID);
    }

    @Test
    void receivesWithoutAPrivateKey() {
        Merchant merchant = create(o -> {
            o.setPrivateKey(null);
            o.setMchid(null);
            o.setMerchantSerialNumber(null);
        });

        assertThatIllegalArgumentException()
                .isThrownBy(merchant::requireIdentity)
                .withMessageContaining("set options mchid, privateKey or requestSigner, and merchantSerialNumber");
    }

    @ParameterizedTest
    @CsvSource({
        "CN, , , https://api.mch.weixin.qq.com/, /v3/certificates",
        "HK, , , https://apihk.mch.weixin.qq.com/, /v3/global/certificates",
        "US, , , https://apius.mch.weixin.qq.com/, /v3/global/certificates",
        "CN, http://localhost:1/hk, , http://localhost:1/, /hk/v3/certificates",
        "CN, http://localhost:1, /gateway, http://localhost:1/, /gateway/v3/certificates",
        "CN, http://localhost:1, /gateway/, http://localhost:1/, /gateway/v3/certificates"
    })
    void downloadsCertificatesOfItsRegion(
            Region region, String baseUri, String gatewayPath, String origin, String wireTarget) {
        Merchant merchant = factory.create(options(region, o -> {
            o.setPublicKey(null);
            o.setPublicKeyId(null);
            o.setBaseUri(baseUri);
            o.setGatewayPath(gatewayPath);
        }));

        assertThat(merchant.keys().isRefreshable()).isTrue();
        assertThat(merchant.keys().current(Deadline.in(Duration.ofSeconds(10)))).isEmpty();
        assertThat(sent.get().origin()).hasToString(origin);
        assertThat(sent.get().wireTarget()).isEqualTo(wireTarget);
        assertThat(sent.get().wechatpaySerial()).isEmpty();
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                row("no mchid", "set option mchid", o -> o.setMchid(null)),
                row("mchid", "Option mchid is not a merchant number", o -> o.setMchid("19 00\"")),
                row(
                        "no serial",
                        "set option merchantSerialNumber or merchantCertificate",
                        o -> o.setMerchantSerialNumber(null)),
                row(
                        "serial",
                        "Option merchantSerialNumber is not a serial number",
                        o -> o.setMerchantSerialNumber("xyz")),
                row(
                        "public key id as serial",
                        "Option merchantSerialNumber",
                        o -> o.setMerchantSerialNumber(PUBLIC_KEY_ID)),
                row(
                        "serial of another certificate",
                        "drop one of them",
                        o -> o.setMerchantCertificate(certificate(TestKeys.MERCHANT, "AA"))),
                row(
                        "key of another certificate",
                        "of option privateKey does not belong",
                        o -> o.setMerchantCertificate(certificate(TestKeys.PLATFORM, SERIAL))),
                row("certificate", "Option merchantCertificate holds", o -> o.setMerchantCertificate("garbage-17")),
                row("private key", "Option privateKey holds neither", o -> o.setPrivateKey("garbage-17")),
                row(
                        "public key as private key",
                        "Option privateKey holds a public key",
                        o -> o.setPrivateKey(TestKeys.publicPem(TestKeys.MERCHANT))),
                row(
                        "weak private key",
                        "Option privateKey holds an RSA key of 1024 bits",
                        o -> o.setPrivateKey(TestKeys.privatePem(TestKeys.WEAK))),
                row("weak private key bean", "Option privateKey", o -> o.setPrivateKey(TestKeys.WEAK.getPrivate())),
                row("EC private key bean", "Option privateKey", o -> o.setPrivateKey(TestKeys.EC.getPrivate())),
                row(
                        "private key of another type",
                        "Option privateKey is a java.lang.Integer",
                        o -> o.setPrivateKey(17)),
                row("short secret", "set option secretKey", o -> o.setSecretKey("short-secret-17")),
                row("no secret", "set option secretKey", o -> auto(o, c -> c.setSecretKey(null))),
                row("no private key", "set options mchid, privateKey", o -> auto(o, c -> c.setPrivateKey(null))),
                row("base URI", "Option baseUri is not an address", o -> auto(o, c -> c.setBaseUri("localhost"))),
                row("no public key", "belong together: set publicKey", o -> o.setPublicKey(null)),
                row("no public key id", "belong together: set publicKeyId", o -> o.setPublicKeyId(null)),
                row("public key id", NO_PUBLIC_KEY_ID, o -> o.setPublicKeyId(SERIAL)),
                row("blank after a public key id", NO_PUBLIC_KEY_ID, o -> o.setPublicKeyId(PUBLIC_KEY_ID + " ")),
                row("blank before a public key id", NO_PUBLIC_KEY_ID, o -> o.setPublicKeyId(" " + PUBLIC_KEY_ID)),
                row("line feed after a public key id", NO_PUBLIC_KEY_ID, o -> o.setPublicKeyId(PUBLIC_KEY_ID + "\n")),
                row("prefix of a public key id", NO_PUBLIC_KEY_ID, o -> o.setPublicKeyId("PUB_KEY_ID_")),
                row("public key id of letters", NO_PUBLIC_KEY_ID, o -> o.setPublicKeyId("PUB_KEY_ID_abc")),
                row("other digits", NO_PUBLIC_KEY_ID, o -> o.setPublicKeyId("PUB_KEY_ID_\uff10\uff11")),
                row("lower case", NO_PUBLIC_KEY_ID, o -> o.setPublicKeyId("pub_key_id_0119000001092024")),
                row(
                        "certificate as public key",
                        "Option publicKey holds a certificate",
                        o -> o.setPublicKey(certificate(TestKeys.PLATFORM, "AA"))),
                row("EC public key bean", "Option publicKey", o -> o.setPublicKey(TestKeys.EC.getPublic())),
                row("weak public key bean", "Option publicKey", o -> o.setPublicKey(TestKeys.WEAK.getPublic())),
                row("public key of another type", "Option publicKey is a java.lang.Integer", o -> o.setPublicKey(17)),
                row("nothing that verifies", "Nothing verifies WeChat Pay: set options publicKey", o -> {
                    o.setPublicKey(null);
                    o.setPublicKeyId(null);
                    o.setPlatformCertificates("none");
                }),
                row(
                        "own certificate as platform certificate",
                        "Set option platformCertificates",
                        o -> o.setPlatformCertificates(certificate(TestKeys.MERCHANT, SERIAL))),
                row(
                        "platform certificates",
                        "Option platformCertificates holds neither",
                        o -> o.setPlatformCertificates("automatic")),
                row(
                        "missing certificate file",
                        "Option platformCertificates points to",
                        o -> o.setPlatformCertificates("file:/missing.pem")),
                row("crypto provider", "set option cryptoProvider", o -> o.setCryptoProvider("Unheard")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void refusesBadOptionsWithoutShowingSecrets(String name, String reason, Consumer<WechatpayConfiguration> change) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> create(change))
                .withMessageContaining(reason)
                .satisfies(e -> {
                    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                        assertNoSecret(String.valueOf(cause.getMessage()));
                    }
                });
    }

    @Test
    void keepsSecretsOutOfTheTextOfItsOptions() {
        assertNoSecret(options(Region.CN, o -> {}).toString());
    }

    private static void assertNoSecret(String text) {
        assertThat(text)
                .doesNotContain(TestKeys.SECRET_KEY, PASSWORD, "short-secret-17", "garbage-17", "BEGIN PRIVATE");
        TestKeys.privatePem(TestKeys.MERCHANT)
                .lines()
                .filter(line -> !line.startsWith("-"))
                .forEach(line -> assertThat(text).doesNotContain(line));
    }

    private Merchant create(Consumer<WechatpayConfiguration> change) {
        return factory.create(options(Region.CN, change));
    }

    private static MerchantSettings options(Region region, Consumer<WechatpayConfiguration> change) {
        WechatpayConfiguration options = new WechatpayConfiguration();
        options.setMchid("1900000109");
        options.setMerchantSerialNumber(SERIAL);
        options.setPrivateKey(TestKeys.privatePem(TestKeys.MERCHANT));
        options.setPrivateKeyPassword(PASSWORD);
        options.setSecretKey(TestKeys.SECRET_KEY);
        options.setPublicKeyId(PUBLIC_KEY_ID);
        options.setPublicKey(TestKeys.publicPem(TestKeys.PLATFORM));
        change.accept(options);
        return TestSettings.of(options, region);
    }

    /** Downloading mode. */
    private static void auto(WechatpayConfiguration options, Consumer<WechatpayConfiguration> change) {
        options.setPublicKey(null);
        options.setPublicKeyId(null);
        change.accept(options);
    }

    private static String certificate(KeyPair pair, String serial) {
        return TestKeys.pem(
                TestKeys.certificate(pair, serial, TestClock.START, TestClock.START.plus(Duration.ofDays(1))));
    }

    private static Arguments row(String name, String reason, Consumer<WechatpayConfiguration> change) {
        return arguments(name, reason, change);
    }
}
