package io.github.camelwechatpay.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.wechat.pay.java.core.cipher.RSAPrivacyDecryptor;
import com.wechat.pay.java.core.cipher.RSAPrivacyEncryptor;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldCipherTest {

    private static final PublicKey PUBLIC = TestKeys.PLATFORM.getPublic();
    private static final PrivateKey PRIVATE = TestKeys.PLATFORM.getPrivate();

    private final FieldCipher cipher = new FieldCipher(TestKeys.PROVIDER);

    static Stream<String> texts() {
        return Stream.of("", "a", "张三 13800138000", "😀", "x".repeat(214), "门".repeat(71));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void agreesWithTheOfficialClientBothWays(String text) throws Exception {
        String sealed = cipher.encrypt(PUBLIC, text);

        assertThat(sealed).hasSize(344);
        assertThat(cipher.isCiphertext(PUBLIC, sealed)).isTrue();
        assertThat(cipher.decrypt(PRIVATE, sealed)).isEqualTo(text);
        assertThat(new RSAPrivacyDecryptor(PRIVATE).decrypt(sealed)).isEqualTo(text);
        assertThat(cipher.decrypt(PRIVATE, new RSAPrivacyEncryptor(PUBLIC, "1").encrypt(text)))
                .isEqualTo(text);
    }

    @Test
    void refusesTextsThatAreTooLong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cipher.encrypt(PUBLIC, "x".repeat(215)))
                .withMessage("is 215 bytes of UTF-8 long, at most 214 can be encrypted");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cipher.encrypt(PUBLIC, "门".repeat(72)))
                .withMessageContaining("216 bytes");
    }

    /** The other side would get a question mark in its place. */
    @Test
    void refusesTextsThatAreNotUnicode() {
        assertThatIllegalArgumentException().isThrownBy(() -> cipher.encrypt(PUBLIC, "a\ud83d"));
    }

    @Test
    void encryptsTheSameTextDifferentlyEachTime() throws Exception {
        assertThat(cipher.encrypt(PUBLIC, "a")).isNotEqualTo(cipher.encrypt(PUBLIC, "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "AAAA", "not Base64", "138 0013"})
    void tellsPlainTextFromCiphertext(String text) {
        assertThat(cipher.isCiphertext(PUBLIC, text)).isFalse();
        assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> cipher.decrypt(PRIVATE, text));
    }

    @Test
    void refusesWhatIsMeantForAnotherKeyOrWasChanged() throws Exception {
        String sealed = cipher.encrypt(PUBLIC, "a");
        byte[] bytes = Base64.getDecoder().decode(sealed);
        String changed = Base64.getEncoder().encodeToString(TestKeys.flip(bytes, 100));

        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> cipher.decrypt(TestKeys.MERCHANT.getPrivate(), sealed));
        assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> cipher.decrypt(PRIVATE, changed));
    }
}
