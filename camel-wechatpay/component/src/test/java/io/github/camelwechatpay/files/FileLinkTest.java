package io.github.camelwechatpay.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelwechatpay.json.WireJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileLinkTest {

    @Test
    void emptyMembersAreNull() throws Exception {
        String response =
                "{\"download_url\": \"https://api.mch.weixin.qq.com/f\", \"hash_type\": \"\", \"nonce\": null}";

        assertThat(FileLink.of(WireJson.parse(response)))
                .containsExactly(new FileLink("https://api.mch.weixin.qq.com/f", null, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"download_url\": null}", "{\"download_url\": 1}", "{\"download_url\": \"\"}"})
    void aResponseWithoutAnAddressNamesNoFile(String response) {
        assertThatExceptionOfType(FileException.class)
                .isThrownBy(() -> FileLink.of(WireJson.parse(response)))
                .withMessageStartingWith("the answer names no file (download_url)");
    }
}
