package io.github.camelwechatpay.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AeadCipherTest {

    private static final String NONCE = "uluk4a9R25RW";
    private static final String AAD = "associatedData";
    private static final String CIPHERTEXT = "ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=";

    private final AeadCipher cipher = new AeadCipher(TestKeys.SECRET_KEY, TestKeys.PROVIDER);

    @Test
    void decryptsTheCheckVectorOfTheOfficialClient() throws Exception {
        assertThat(cipher.decrypt(NONCE, AAD, CIPHERTEXT)).asString().isEqualTo("message");
    }

    @Test
    void takesAbsentAssociatedDataForEmpty() throws Exception {
        String sealed = base64(TestKeys.seal(NONCE, "", "a".getBytes(StandardCharsets.UTF_8)));

        assertThat(cipher.decrypt(NONCE, null, sealed)).asString().isEqualTo("a");
        assertThat(cipher.decrypt(NONCE, "", sealed)).asString().isEqualTo("a");
    }

    static IntStream bytesOfTheCiphertext() {
        return IntStream.range(0, Base64.getDecoder().decode(CIPHERTEXT).length);
    }

    @ParameterizedTest
    @MethodSource("bytesOfTheCiphertext")
    void refusesAChangedCiphertextOrTag(int index) {
        byte[] sealed = Base64.getDecoder().decode(CIPHERTEXT);

        assertRefused(NONCE, AAD, base64(TestKeys.flip(sealed, index)));
    }

    @Test
    void refusesChangedNonceAndAssociatedData() {
        IntStream.range(0, NONCE.length()).forEach(i -> assertRefused(TestKeys.flip(NONCE, i), AAD, CIPHERTEXT));
        IntStream.range(0, AAD.length()).forEach(i -> assertRefused(NONCE, TestKeys.flip(AAD, i), CIPHERTEXT));
    }

    @ParameterizedTest
    @CsvSource({
        "'', ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=",
        "uluk4a9R25R, ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=",
        "uluk4a9R25RWx, ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=",
        "uluk4a9R25R门, ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=",
        "uluk4a9R25RW, ''",
        "uluk4a9R25RW, AAAA",
        "uluk4a9R25RW, not Base64",
        "uluk4a9R25RW, ulwSiIajGClcvcOYvOQ7-l-0PAbzzwI="
    })
    void refusesWrongForms(String nonce, String ciphertext) {
        assertRefused(nonce, AAD, ciphertext);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a7cde1ZJB1kG2e7VfTs3jQzaWizur8G", "a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gbx", "门门门门门门门门门门门"})
    void refusesKeysOfAnotherLengthWithoutShowingThem(String key) {
        int bytes = key.getBytes(StandardCharsets.UTF_8).length;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AeadCipher(key, TestKeys.PROVIDER))
                .withMessage("The APIv3 key has " + bytes + " bytes instead of 32: set option secretKey to the key from"
                        + " the merchant platform (API security)");
    }

    @Test
    void keepsItsKeyToItself() {
        assertThat(cipher.toString()).doesNotContain(TestKeys.SECRET_KEY);
    }

    private void assertRefused(String nonce, String associatedData, String ciphertext) {
        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> cipher.decrypt(nonce, associatedData, ciphertext));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
