package io.github.camelwechatpay.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedHeadersTest {

    private static final Map<String, List<String>> COMPLETE = Map.of(
            "Wechatpay-Timestamp", List.of("1"),
            "Wechatpay-Nonce", List.of("n"),
            "Wechatpay-Signature", List.of("s"),
            "Wechatpay-Serial", List.of("A"));

    @Test
    void readsTheHeaders() {
        SignedHeaders headers = read(COMPLETE);

        assertThat(headers).isEqualTo(new SignedHeaders("1", "n", "s", "A", SignatureType.RSA.header()));
        assertThat(headers.isIncomplete()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Signature", "Wechatpay-Serial"})
    void takesMissingEmptyRepeatedAndOversizedHeadersForNone(String name) {
        assertThat(read(with(name)).isIncomplete()).isTrue();
        assertThat(read(with(name, "")).isIncomplete()).isTrue();
        assertThat(read(with(name, "a", "a")).isIncomplete()).isTrue();
        assertThat(read(with(name, "a", "b")).isIncomplete()).isTrue();
        assertThat(read(with(name, "a".repeat(1025))).isIncomplete()).isTrue();
        assertThat(read(with(name, "a".repeat(1024))).isIncomplete()).isFalse();
    }

    @Test
    void takesAnAbsentTypeForRsaAndNothingElse() {
        String type = "Wechatpay-Signature-Type";

        assertThat(read(with(type)).type()).isEqualTo(SignatureType.RSA.header());
        assertThat(read(with(type, "")).type()).isEqualTo(SignatureType.RSA.header());
        assertThat(read(with(type, SignatureType.RSA.header())).type()).isEqualTo(SignatureType.RSA.header());
        assertThat(read(with(type, "WECHATPAY2-SM2-WITH-SM3")).type()).isEqualTo("WECHATPAY2-SM2-WITH-SM3");
        assertThat(read(with(type, SignatureType.RSA.header(), SignatureType.RSA.header()))
                        .type())
                .isNotEqualTo(SignatureType.RSA.header());
        assertThat(read(with(type, "a".repeat(1025))).type()).isNotEqualTo(SignatureType.RSA.header());
    }

    @Test
    void recognisesProbes() {
        assertThat(read(with("Wechatpay-Signature", "WECHATPAY/SIGNTEST/abc")).isProbe())
                .isTrue();
        assertThat(read(with("Wechatpay-Signature", "wechatpay/signtest/abc")).isProbe())
                .isFalse();
        assertThat(read(with("Wechatpay-Signature")).isProbe()).isFalse();
    }

    private static Map<String, List<String>> with(String name, String... values) {
        Map<String, List<String>> headers = new HashMap<>(COMPLETE);
        headers.put(name, List.of(values));
        return headers;
    }

    private static SignedHeaders read(Map<String, List<String>> headers) {
        return SignedHeaders.read(name -> headers.getOrDefault(name, List.of()));
    }
}
