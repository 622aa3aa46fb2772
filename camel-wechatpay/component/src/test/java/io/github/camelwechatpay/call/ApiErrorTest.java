package io.github.camelwechatpay.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiErrorTest {

    @Test
    void readsCodeMessageAndDetail() {
        ApiError error =
                read("{\"code\":\"PARAM_ERROR\",\"message\":\"参数错误\",\"detail\":{\"field\":\"/a\",\"n\":[1]}}");

        assertThat(error).isEqualTo(new ApiError("PARAM_ERROR", "参数错误", "{\"field\":\"/a\",\"n\":[1]}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "<html><body>502 Bad Gateway</body></html>",
                "[]",
                "[{\"code\":\"A\"}]",
                "\"text\"",
                "null",
                "17",
                "{",
                "{}",
                "{} {}",
                "{\"code\":null,\"message\":null,\"detail\":null}",
                "{\"code\":{\"a\":1},\"message\":[\"b\"]}",
                "\0\0\0"
            })
    void toleratesEverythingElse(String body) {
        assertThat(read(body)).isEqualTo(new ApiError(null, null, null));
    }

    @Test
    void toleratesBytesThatAreNoText() {
        assertThat(ApiError.read(new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xc3, 0x28}))
                .isEqualTo(new ApiError(null, null, null));
    }

    @Test
    void takesANumberForACode() {
        assertThat(read("{\"code\":268435461}").code()).isEqualTo("268435461");
    }

    @Test
    void replacesControlCharacters() {
        ApiError error = read("{\"code\":\"A\\nB\",\"message\":\"a\\r\\nWARN forged\\u0000\\u001b[31m\\u0085\"}");

        assertThat(error.code()).isEqualTo("A B");
        assertThat(error.message()).isEqualTo("a  WARN forged  [31m ");
    }

    @Test
    void shortensWhatIsHuge() {
        String huge = "x".repeat(1_000_000);
        ApiError error = read("{\"code\":\"" + huge + "\",\"message\":\"" + huge + "\",\"detail\":\"" + huge + "\"}");

        assertThat(error.code()).hasSize(515).endsWith("x...");
        assertThat(error.message()).hasSize(515);
        assertThat(error.detail()).hasSize(515);
    }

    @Test
    void knowsTheCodeThatMeansRepeat() {
        assertThat(read("{\"code\":\"SYSTEM_ERROR\"}").isRepeatable()).isTrue();
        assertThat(read("{\"code\":\"RATELIMIT_EXCEEDED\"}").isRepeatable()).isTrue();
        assertThat(read("{\"code\":\"PARAM_ERROR\"}").isRepeatable()).isFalse();
        assertThat(read("").isRepeatable()).isFalse();
    }

    private static ApiError read(String body) {
        return ApiError.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
