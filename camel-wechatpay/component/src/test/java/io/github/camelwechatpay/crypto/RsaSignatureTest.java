package io.github.camelwechatpay.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.wechat.pay.java.core.cipher.RSAVerifier;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RsaSignatureTest {

    private static final String TEXT = "1554208460\nnonce\n{\"name\":\"门店\"}\n";
    private static final byte[] MESSAGE = TEXT.getBytes(StandardCharsets.UTF_8);

    private final KeySigner signer = new KeySigner(TestKeys.MERCHANT.getPrivate(), TestKeys.PROVIDER);
    private final SignatureVerifier verifier = new SignatureVerifier(TestKeys.MERCHANT.getPublic(), TestKeys.PROVIDER);

    @Test
    void signsAsThePlainJdkDoes() throws Exception {
        assertThat(signer.sign(MESSAGE)).isEqualTo(TestKeys.sign(TestKeys.MERCHANT.getPrivate(), MESSAGE));
        assertThat(signer.algorithm()).isEqualTo("SHA256-RSA2048");
    }

    @Test
    void isAcceptedByTheOfficialClient() throws Exception {
        RSAVerifier official = new RSAVerifier(TestKeys.MERCHANT.getPublic(), "PUB_KEY_ID_1");

        assertThat(official.verify("PUB_KEY_ID_1", TEXT, signer.sign(MESSAGE))).isTrue();
        assertThat(official.verify("PUB_KEY_ID_1", TEXT + ' ', signer.sign(MESSAGE)))
                .isFalse();
    }

    @Test
    void acceptsTheRightSignatureOnly() throws Exception {
        String signature = signer.sign(MESSAGE);
        byte[] bytes = Base64.getDecoder().decode(signature);

        assertThat(verifier.verify(signature, MESSAGE)).isTrue();
        assertThat(IntStream.range(0, bytes.length)
                        .mapToObj(i -> Base64.getEncoder().encodeToString(TestKeys.flip(bytes, i))))
                .noneMatch(changed -> verifier.verify(changed, MESSAGE));
        assertThat(IntStream.range(0, MESSAGE.length).mapToObj(i -> TestKeys.flip(MESSAGE, i)))
                .noneMatch(changed -> verifier.verify(signature, changed));
        assertThat(new SignatureVerifier(TestKeys.PLATFORM.getPublic(), TestKeys.PROVIDER).verify(signature, MESSAGE))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "AAAA", "not Base64", "WECHATPAY/SIGNTEST/AAAA", "门", "AA\r\nAA"})
    void refusesWhatIsNoSignature(String signature) {
        assertThat(verifier.verify(signature, MESSAGE)).isFalse();
    }
}
