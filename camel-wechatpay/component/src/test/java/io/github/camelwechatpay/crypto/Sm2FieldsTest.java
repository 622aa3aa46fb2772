package io.github.camelwechatpay.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelwechatpay.sandbox.fixture.NationalCrypto;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NationalCrypto.class)
class Sm2FieldsTest {

    private static final PublicKey PUBLIC = TestKeys.SM2_PLATFORM.getPublic();
    private static final PrivateKey PRIVATE = TestKeys.SM2_PLATFORM.getPrivate();

    private final FieldCipher cipher = new FieldCipher(TestKeys.SM2_PROVIDER);

    @Test
    void decryptsTheCheckVectorOfTheOfficialClient() throws Exception {
        PrivateKey key = KeyReader.privateKey(Sm2Vectors.PRIVATE_KEY, null, "o");

        assertThat(cipher.decrypt(key, Sm2Vectors.CIPHERTEXT)).isEqualTo(Sm2Vectors.PLAINTEXT);
        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> cipher.decrypt(key, Sm2Vectors.CIPHERTEXT.replace('1', '2')));
    }

    static Stream<String> texts() {
        return Stream.of("a", "张三 13800138000", "😀", "x".repeat(214), "门".repeat(2000));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void agreesWithTheOfficialProviderBothWays(String text) throws Exception {
        String sealed = cipher.encrypt(PUBLIC, text);

        assertThat(cipher.isCiphertext(PUBLIC, sealed)).isTrue();
        assertThat(cipher.decrypt(PRIVATE, sealed)).isEqualTo(text);
        assertThat(NationalCrypto.decryptField(PRIVATE, sealed)).isEqualTo(text);
        assertThat(cipher.decrypt(PRIVATE, NationalCrypto.encryptField(PUBLIC, text)))
                .isEqualTo(text);
    }

    /** One of two coordinates in 256 begins with a zero byte, which DER leaves out. */
    @Test
    void agreesForCoordinatesOfEveryLength() throws Exception {
        boolean isShort = false;
        for (int i = 0; i < 2_000 && !isShort; i++) {
            String sealed = cipher.encrypt(PUBLIC, "a");
            isShort = Base64.getDecoder().decode(sealed)[3] < 32;
            if (isShort) {
                assertThat(NationalCrypto.decryptField(PRIVATE, sealed)).isEqualTo("a");
            }
            assertThat(cipher.decrypt(PRIVATE, sealed)).isEqualTo("a");
        }
        assertThat(isShort).isTrue();
    }

    @Test
    void refusesAnEmptyTextInsteadOfTryingForEver() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cipher.encrypt(PUBLIC, ""))
                .withMessage("is empty, which SM2 cannot encrypt: leave it out");
    }

    @Test
    void encryptsTheSameTextDifferentlyEachTime() throws Exception {
        assertThat(cipher.encrypt(PUBLIC, "a")).isNotEqualTo(cipher.encrypt(PUBLIC, "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "AAAA", "MAA=", "not Base64", "138 0013"})
    void tellsPlainTextFromCiphertext(String text) {
        assertThat(cipher.isCiphertext(PUBLIC, text)).isFalse();
        assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> cipher.decrypt(PRIVATE, text));
    }

    @Test
    void refusesEveryChangedByteAndAnotherKey() throws Exception {
        String sealed = cipher.encrypt(PUBLIC, "text-17");
        byte[] bytes = Base64.getDecoder().decode(sealed);

        for (int i = 0; i < bytes.length; i++) {
            String changed = base64(TestKeys.flip(bytes, i));
            assertThatExceptionOfType(GeneralSecurityException.class)
                    .isThrownBy(() -> cipher.decrypt(PRIVATE, changed));
        }
        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> cipher.decrypt(TestKeys.SM2_MERCHANT.getPrivate(), sealed));
    }

    /** The same four parts, written otherwise, and parts that are none. */
    static Stream<byte[]> otherForms() throws Exception {
        byte[] der = Base64.getDecoder().decode(new FieldCipher(TestKeys.SM2_PROVIDER).encrypt(PUBLIC, "a"));
        ASN1Encodable[] parts = ASN1Sequence.getInstance(der).toArray();
        ASN1Encodable minus = new ASN1Integer(-1);
        ASN1Encodable nothing = new DEROctetString(new byte[0]);
        return Stream.of(
                Arrays.copyOf(der, der.length + 1),
                Arrays.copyOf(der, der.length - 1),
                new BERSequence(parts).getEncoded(),
                sequence(parts[0], parts[1], parts[3], parts[2]),
                sequence(parts[0], parts[1], parts[2]),
                sequence(parts[0], parts[1], parts[2], parts[3], parts[3]),
                sequence(minus, parts[1], parts[2], parts[3]),
                sequence(parts[1], parts[0], parts[2], parts[3]),
                sequence(parts[0], parts[1], parts[2], nothing),
                sequence(parts[0], parts[1], nothing, parts[3]),
                Sm2Ciphertext.toEngine(der));
    }

    @ParameterizedTest
    @MethodSource("otherForms")
    void refusesEveryFormButTheOne(byte[] form) {
        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> cipher.decrypt(PRIVATE, base64(form)));
    }

    private static byte[] sequence(ASN1Encodable... parts) throws Exception {
        return new DERSequence(parts).getEncoded();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
