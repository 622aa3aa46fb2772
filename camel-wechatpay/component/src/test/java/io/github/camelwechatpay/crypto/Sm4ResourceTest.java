package io.github.camelwechatpay.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelwechatpay.sandbox.fixture.NationalCrypto;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NationalCrypto.class)
class Sm4ResourceTest {

    private static final String NONCE = "uluk4a9R25RW";
    private static final String AAD = "associatedData";
    private static final String CIPHERTEXT = "+lcLNfkZQQx+iQm20Apa3x9Mb/5L7PgZ7w==";

    private final AeadCipher cipher = new AeadCipher(TestKeys.SECRET_KEY, TestKeys.SM2_PROVIDER);

    @Test
    void takesTheFirstHalfOfTheDigestForKey() {
        byte[] key = SignatureType.SM2
                .resourceKey(TestKeys.SECRET_KEY.getBytes(StandardCharsets.UTF_8))
                .getEncoded();

        assertThat(HexFormat.of().formatHex(key)).isEqualTo("fa2028801e86d45f5638cadafb5db2e9");
    }

    @Test
    void decryptsTheCheckVectorOfTheOfficialClient() throws Exception {
        assertThat(cipher.decrypt(NONCE, AAD, CIPHERTEXT)).asString().isEqualTo("plaintext");
        assertThat(cipher.algorithm()).isEqualTo("AEAD_SM4_GCM");
    }

    @Test
    void opensWhatTheOfficialProviderSealed() throws Exception {
        String text = "{\"openid\":\"门\"}".repeat(1000);

        assertThat(cipher.decrypt(NONCE, AAD, NationalCrypto.sealResource(TestKeys.SECRET_KEY, NONCE, AAD, text)))
                .asString()
                .isEqualTo(text);
        assertThat(cipher.decrypt(NONCE, null, NationalCrypto.sealResource(TestKeys.SECRET_KEY, NONCE, "", "a")))
                .asString()
                .isEqualTo("a");
    }

    @Test
    void refusesEveryChangedByteNonceAndAssociatedData() throws Exception {
        byte[] sealed = Base64.getDecoder().decode(CIPHERTEXT);
        for (int i = 0; i < sealed.length; i++) {
            assertRefused(NONCE, AAD, Base64.getEncoder().encodeToString(TestKeys.flip(sealed, i)));
            // What was refused does no harm to the next one
            assertThat(cipher.decrypt(NONCE, AAD, CIPHERTEXT)).asString().isEqualTo("plaintext");
        }
        for (int i = 0; i < NONCE.length(); i++) {
            assertRefused(TestKeys.flip(NONCE, i), AAD, CIPHERTEXT);
        }
        for (int i = 0; i < AAD.length(); i++) {
            assertRefused(NONCE, TestKeys.flip(AAD, i), CIPHERTEXT);
        }
    }

    /** The same APIv3 key, the other cipher. */
    @Test
    void opensNothingOfTheOtherType() {
        byte[] aes = TestKeys.seal(NONCE, AAD, "text-17".getBytes(StandardCharsets.UTF_8));

        assertRefused(NONCE, AAD, Base64.getEncoder().encodeToString(aes));
        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(
                        () -> new AeadCipher(TestKeys.SECRET_KEY, TestKeys.PROVIDER).decrypt(NONCE, AAD, CIPHERTEXT));
    }

    private void assertRefused(String nonce, String associatedData, String ciphertext) {
        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> cipher.decrypt(nonce, associatedData, ciphertext));
    }
}
