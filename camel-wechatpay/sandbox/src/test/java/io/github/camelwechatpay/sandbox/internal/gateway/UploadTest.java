package io.github.camelwechatpay.sandbox.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.sandbox.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.fixture.Upload;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest extends SandboxTestSupport {
    private static final String TARGET = "/v3/merchant/media/upload";
    private static final byte[] FILE = {0, '\r', '\n', '-', '-', (byte) 0x80, (byte) 0xff};

    private static String meta(byte[] file) {
        return "{\"filename\":\"商户.png\",\"sha256\":\"" + Upload.sha256(file) + "\"}";
    }

    private static void assertRefused(WireAnswer answer, String field) {
        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo(field);
    }

    @Test
    void takesAFileWhoseMetaIsSigned() {
        WireAnswer answer =
                new Upload(meta(FILE), "file", FILE).to(client, TARGET).send();

        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("media_id").asText()).isNotEmpty();
    }

    @Test
    void takesAFileBeyondTheLimitOfOtherBodies() {
        byte[] big = new byte[2 * 1024 * 1024];
        Arrays.fill(big, (byte) 'x');

        assertThat(new Upload(meta(big), "file", big).to(client, TARGET).send().status())
                .isEqualTo(200);
    }

    @Test
    void refusesASignatureOfTheWholeBody() {
        Upload upload = new Upload(meta(FILE), "file", FILE);

        assertThat(upload.to(client, TARGET).signingBody(upload.bytes()).send().status())
                .isEqualTo(401);
    }

    @Test
    void refusesAFileThatIsNotTheOneOfTheDigest() {
        assertRefused(
                new Upload(meta(new byte[] {1}), "file", FILE)
                        .to(client, TARGET)
                        .send(),
                "/meta/sha256");
    }

    @Test
    void refusesPartsThatAreNotDocumented() {
        assertRefused(new Upload(meta(FILE), "image", FILE).to(client, TARGET).send(), "/image");
        assertRefused(
                new Upload("{\"filename\":\"a\"}", "file", FILE)
                        .to(client, TARGET)
                        .send(),
                "/meta/sha256");
        assertRefused(new Upload("[]", "file", FILE).to(client, TARGET).send(), "/meta");
    }

    @Test
    void refusesJsonWhereAFileIsWanted() {
        assertRefused(client.post(TARGET, meta(FILE)), "Content-Type");
    }

    @Test
    void refusesAFileWhereJsonIsWanted() {
        assertRefused(
                new Upload("{}", "file", FILE)
                        .to(client, "/v3/ebike/charge/contracts/preopen")
                        .send(),
                "Content-Type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--",
                "--b",
                "--b\r\n",
                "--b\r\n\r\n",
                "--b--",
                "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=\"meta\"\r\n\r\n{}",
                "--b\r\nContent-Disposition: form-data; name=\"meta\"\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=\"meta\"\r\n\r\n{}\r\n--b\r\n"
                        + "Content-Disposition: form-data; name=\"meta\"\r\n\r\n{}\r\n--b--"
            })
    void refusesWhatIsNoMultipart(String body) {
        WireAnswer answer = client.request("POST", TARGET)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .body(body.getBytes(StandardCharsets.US_ASCII))
                .signingBody("{}".getBytes(StandardCharsets.US_ASCII))
                .send();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("PARAM_ERROR");
    }
}
