package io.github.camelwechatpay.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of GB/T 32905-2016 (SM3) and FIPS 180-2 (SHA-256). */
class FileDigestTest {

    @ParameterizedTest
    @CsvSource({
        "SM3, abc, 1, 66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
        "SM3, abcd, 16, debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
        "SHA-256, abc, 1, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "SHA-256, a, 1000000, cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    })
    void isTheDocumentedOne(String algorithm, String text, int times, String hex) throws IOException {
        byte[] content = text.repeat(times).getBytes(StandardCharsets.US_ASCII);

        FileDigest digest = FileDigest.of(() -> new ByteArrayInputStream(content), algorithm);

        assertThat(digest).isEqualTo(new FileDigest(algorithm, content.length, hex));
    }
}
