package io.github.camelwechatpay.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.sandbox.fixture.NationalCrypto;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NationalCrypto.class)
class Sm2SignatureTest {

    private static final byte[] MESSAGE = "1554208460\nnonce\n{\"name\":\"门店\"}\n".getBytes(StandardCharsets.UTF_8);
    private static final PrivateKey PRIVATE = TestKeys.SM2_MERCHANT.getPrivate();
    private static final PublicKey PUBLIC = TestKeys.SM2_MERCHANT.getPublic();
    private static final BigInteger ORDER =
            new BigInteger("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123", 16);

    private final KeySigner signer = new KeySigner(PRIVATE, TestKeys.SM2_PROVIDER);
    private final SignatureVerifier verifier = new SignatureVerifier(PUBLIC, TestKeys.SM2_PROVIDER);

    @Test
    void verifiesTheCheckVectorOfTheOfficialClient() {
        PublicKey key =
                KeyReader.certificates(Sm2Vectors.CERTIFICATE, "o").get(0).getPublicKey();
        SignatureVerifier official = new SignatureVerifier(key, TestKeys.SM2_PROVIDER);

        assertThat(official.verify(Sm2Vectors.SIGNATURE, Sm2Vectors.MESSAGE.getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(official.verify(Sm2Vectors.SIGNATURE, "false-message".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    @Test
    void agreesWithTheOfficialProviderBothWays() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertThat(NationalCrypto.verifies(PUBLIC, MESSAGE, signer.sign(MESSAGE)))
                    .isTrue();
            assertThat(verifier.verify(
                            Base64.getEncoder().encodeToString(NationalCrypto.sign(PRIVATE, MESSAGE)), MESSAGE))
                    .isTrue();
        }
        assertThat(NationalCrypto.verifies(PUBLIC, new byte[0], signer.sign(MESSAGE)))
                .isFalse();
        assertThat(signer.algorithm()).isEqualTo("SM2-WITH-SM3");
    }

    @Test
    void theOfficialProviderCanDoTheWorkWhereItIsInstalled() throws Exception {
        CryptoProvider kona =
                CryptoProvider.of(SignatureType.SM2, "KonaCrypto", getClass().getClassLoader());
        String signature = new KeySigner(kona.translate(PRIVATE), kona).sign(MESSAGE);

        assertThat(verifier.verify(signature, MESSAGE)).isTrue();
        assertThat(new SignatureVerifier(kona.translate(PUBLIC), kona).verify(signer.sign(MESSAGE), MESSAGE))
                .isTrue();
        assertThat(new FieldCipher(kona)
                        .decrypt(kona.translate(PRIVATE), new FieldCipher(kona).encrypt(kona.translate(PUBLIC), "门")))
                .isEqualTo("门");
        assertThat(new AeadCipher(TestKeys.SECRET_KEY, kona)
                        .decrypt(
                                "uluk4a9R25RW",
                                "a",
                                NationalCrypto.sealResource(TestKeys.SECRET_KEY, "uluk4a9R25RW", "a", "x")))
                .asString()
                .isEqualTo("x");
    }

    @Test
    void acceptsTheRightSignatureOnly() throws Exception {
        String signature = signer.sign(MESSAGE);
        byte[] bytes = Base64.getDecoder().decode(signature);

        assertThat(verifier.verify(signature, MESSAGE)).isTrue();
        assertThat(IntStream.range(0, bytes.length).mapToObj(i -> base64(TestKeys.flip(bytes, i))))
                .noneMatch(changed -> verifier.verify(changed, MESSAGE));
        assertThat(IntStream.range(0, MESSAGE.length).mapToObj(i -> TestKeys.flip(MESSAGE, i)))
                .noneMatch(changed -> verifier.verify(signature, changed));
        assertThat(new SignatureVerifier(TestKeys.SM2_PLATFORM.getPublic(), TestKeys.SM2_PROVIDER)
                        .verify(signature, MESSAGE))
                .isFalse();
    }

    /** The same two integers, written otherwise. */
    static Stream<byte[]> otherForms() throws Exception {
        byte[] der = Base64.getDecoder().decode(new KeySigner(PRIVATE, TestKeys.SM2_PROVIDER).sign(MESSAGE));
        ASN1Sequence parts = ASN1Sequence.getInstance(der);
        BigInteger r = ASN1Integer.getInstance(parts.getObjectAt(0)).getValue();
        BigInteger s = ASN1Integer.getInstance(parts.getObjectAt(1)).getValue();
        byte[] trailing = java.util.Arrays.copyOf(der, der.length + 1);
        byte[] longLength = new byte[der.length + 1];
        longLength[0] = der[0];
        longLength[1] = (byte) 0x81;
        System.arraycopy(der, 1, longLength, 2, der.length - 1);
        return Stream.of(
                trailing,
                longLength,
                new BERSequence(new ASN1Encodable[] {new ASN1Integer(r), new ASN1Integer(s)}).getEncoded(),
                pair(r.add(ORDER), s),
                pair(r, s.add(ORDER)),
                pair(r, ORDER.subtract(s)),
                pair(s, r),
                pair(r.negate(), s),
                pair(BigInteger.ZERO, s),
                pair(r, BigInteger.ZERO),
                new DERSequence(new ASN1Encodable[] {new ASN1Integer(r), new ASN1Integer(s), new ASN1Integer(s)})
                        .getEncoded(),
                plain(r, s));
    }

    @ParameterizedTest
    @MethodSource("otherForms")
    void refusesEveryFormButTheOne(byte[] form) {
        assertThat(verifier.verify(base64(form), MESSAGE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "AAAA", "not Base64", "WECHATPAY/SIGNTEST/AAAA", "门", "AA\r\nAA"})
    void refusesWhatIsNoSignature(String signature) {
        assertThat(verifier.verify(signature, MESSAGE)).isFalse();
    }

    /** Neither key can be used with the other's algorithm. */
    @Test
    void refusesSignaturesOfTheOtherType() throws Exception {
        String rsa = TestKeys.sign(TestKeys.MERCHANT.getPrivate(), MESSAGE);

        assertThat(verifier.verify(rsa, MESSAGE)).isFalse();
        assertThat(new SignatureVerifier(TestKeys.MERCHANT.getPublic(), TestKeys.SM2_PROVIDER).verify(rsa, MESSAGE))
                .isFalse();
        assertThat(new SignatureVerifier(PUBLIC, TestKeys.PROVIDER).verify(signer.sign(MESSAGE), MESSAGE))
                .isFalse();
    }

    private static byte[] pair(BigInteger r, BigInteger s) throws Exception {
        return new DERSequence(new ASN1Encodable[] {new ASN1Integer(r), new ASN1Integer(s)}).getEncoded();
    }

    private static byte[] plain(BigInteger r, BigInteger s) {
        byte[] plain = new byte[64];
        System.arraycopy(unsigned(r), 0, plain, 0, 32);
        System.arraycopy(unsigned(s), 0, plain, 32, 32);
        return plain;
    }

    private static byte[] unsigned(BigInteger value) {
        return org.bouncycastle.util.BigIntegers.asUnsignedByteArray(32, value);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
