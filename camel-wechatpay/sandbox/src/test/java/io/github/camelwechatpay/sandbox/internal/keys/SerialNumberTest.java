package io.github.camelwechatpay.sandbox.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.sandbox.fixture.RawClient;
import io.github.camelwechatpay.sandbox.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SerialNumberTest extends SandboxTestSupport {
    private static final String MCHID = "1900000109";
    private static final String SECRET_KEY = "0123456789abcdef0123456789ABCDEF";
    private static final KeyPair KEYS = KeyPairs.generate();
    private static final String WITH_A_ZERO = "0DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C";

    @BeforeAll
    static void addMerchant() throws Exception {
        sandbox.addMerchant(MCHID, certificate(WITH_A_ZERO), SECRET_KEY);
    }

    private static X509Certificate certificate(String serialNumber) throws Exception {
        X500Name name = new X500Name("CN=Merchant");
        Date begin = Date.from(Instant.parse("2026-01-01T00:00:00Z"));
        Date end = Date.from(Instant.parse("2031-01-01T00:00:00Z"));
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name, new BigInteger(serialNumber, 16), begin, end, name, KEYS.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withRSA").build(KEYS.getPrivate())));
    }

    private static RawClient.Request request(String serialNumber) {
        return new RawClient(sandbox, KEYS.getPrivate())
                .request("GET", "/v3/certificates")
                .with("mchid", MCHID)
                .with("serial_no", serialNumber);
    }

    @ParameterizedTest
    @CsvSource({
        "0DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C, 0DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C",
        "000055AD98ED71D6EDD4A4A16996DE7B47773A8C, 55AD98ED71D6EDD4A4A16996DE7B47773A8C",
        "fDDE55AD98ED71D6EDD4A4A16996DE7B47773A8C, FDDE55AD98ED71D6EDD4A4A16996DE7B47773A8C",
        "1, 01"
    })
    void writesAnEvenNumberOfDigits(String digits, String written) throws Exception {
        assertThat(CertificateAuthority.serialNumber(certificate(digits))).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                WITH_A_ZERO,
                "DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C",
                "0dde55ad98ed71d6edd4a4a16996de7b47773a8c",
                "000DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C"
            })
    void knowsAMerchantCertificateByEachSpellingOfItsSerialNumber(String serialNumber) {
        assertThat(request(serialNumber).send().status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0DDE55AD98ED71D6EDD4A4A16996DE7B47773A8D", "DE55AD98ED71D6EDD4A4A16996DE7B47773A8C", "0"})
    void refusesAnotherSerialNumber(String serialNumber) {
        WireAnswer answer = request(serialNumber).send();

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.field()).isEqualTo("serial_no");
    }

    @Test
    void revokesAMerchantCertificateByAnySpellingOfItsSerialNumber() throws Exception {
        sandbox.addMerchant("1900000110", certificate(WITH_A_ZERO), SECRET_KEY);

        sandbox.revokeMerchantCertificate("1900000110", "dde55ad98ed71d6edd4a4a16996de7b47773a8c");

        assertThat(request(WITH_A_ZERO).with("mchid", "1900000110").send().field())
                .isEqualTo("serial_no");
    }

    @Test
    void answersWithThePlatformCertificateThatAnySpellingNames() {
        String serialNumber = sandbox.platformSerialNumber();

        WireAnswer answer = request(WITH_A_ZERO)
                .header("Wechatpay-Serial", "00" + serialNumber.toLowerCase(Locale.ROOT))
                .send();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Wechatpay-Serial")).isEqualTo(serialNumber);
        assertThat(answer.json().at("/data/0/serial_no").asText()).isEqualTo(serialNumber);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "pub_key_id_", "0PUB_KEY_ID_"})
    void knowsThePublicKeyByItsExactIdOnly(String prefix) {
        String digits = sandbox.publicKeyId().substring("PUB_KEY_ID_".length());

        assertThat(request(WITH_A_ZERO)
                        .header("Wechatpay-Serial", prefix + digits)
                        .send()
                        .status())
                .isEqualTo(401);
    }
}
