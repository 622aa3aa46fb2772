package io.github.camelwechatpay.sandbox.internal.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import io.github.camelwechatpay.sandbox.fixture.RawClient;
import io.github.camelwechatpay.sandbox.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.fixture.TestCrypto;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DownloadTest extends SandboxTestSupport {
    @BeforeEach
    void resetClock() {
        sandbox.clockOffset(Duration.ZERO);
    }

    private static JsonNode ok(String target) {
        WireAnswer answer = client.get(target);
        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static String target(JsonNode answer) {
        return answer.path("download_url").asText().substring(sandbox.baseUri().length());
    }

    private static String hex(String algorithm, byte[] content) throws Exception {
        return TestCrypto.hex(MessageDigest.getInstance(algorithm).digest(content));
    }

    private static byte[] unzip(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }

    @Test
    void givesABillOnce() throws Exception {
        JsonNode bill = ok("/v3/bill/tradebill?bill_date=2026-01-01");

        WireAnswer file = client.get(target(bill));

        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Content-Type")).isEqualTo("text/plain");
        assertThat(file.headers().keySet()).noneMatch(name -> name.startsWith("Wechatpay-"));
        assertThat(bill.path("hash_type").asText()).isEqualTo("SHA1");
        assertThat(bill.path("hash_value").asText()).isEqualTo(hex("SHA-1", file.body()));
        assertThat(file.text()).startsWith("\uFEFF").contains("`");
        assertThat(client.get(target(bill)).status()).isEqualTo(404);
    }

    @Test
    void packsABillThatIsWantedSo() throws Exception {
        JsonNode bill = ok("/v3/bill/fundflowbill?bill_date=2026-01-01&tar_type=GZIP");

        WireAnswer file = client.get(target(bill));

        assertThat(target(bill)).endsWith("&tartype=gzip");
        assertThat(file.header("Content-Type")).isEqualTo("application/x-gzip");
        assertThat(file.headers()).doesNotContainKey("Content-Encoding");
        assertThat(bill.path("hash_value").asText()).isEqualTo(hex("SHA-1", unzip(file.body())));
    }

    @Test
    void givesBillsOfAnyLength() throws Exception {
        try (WechatpaySandbox large =
                WechatpaySandbox.builder().billBytes(3_000_000).start()) {
            RawClient client = new RawClient(large);
            JsonNode bill =
                    client.get("/v3/bill/tradebill?bill_date=2026-01-01").json();
            JsonNode packed = client.get("/v3/bill/tradebill?bill_date=2026-01-01&tar_type=GZIP")
                    .json();

            byte[] plain = client.get(bill.path("download_url")
                            .asText()
                            .substring(large.baseUri().length()))
                    .body();
            byte[] gzip = client.get(packed.path("download_url")
                            .asText()
                            .substring(large.baseUri().length()))
                    .body();

            assertThat(plain.length).isBetween(2_900_000, 3_100_000);
            assertThat(unzip(gzip)).isEqualTo(plain);
            assertThat(bill.path("hash_value").asText()).isEqualTo(hex("SHA-1", plain));
            String[] lines = new String(plain, StandardCharsets.UTF_8).split("\n");
            assertThat(lines[lines.length - 1]).startsWith("`" + (lines.length - 3) + ",`");
        }
    }

    @Test
    void givesABillForFiveMinutes() {
        String late = target(ok("/v3/bill/tradebill?bill_date=2026-01-01"));
        sandbox.clockOffset(Duration.ofMinutes(5).plusSeconds(5));

        assertThat(client.get(late).status()).isEqualTo(404);
    }

    @Test
    void sealsABillWhoseKeyOnlyTheMerchantCanOpen() throws Exception {
        JsonNode entry = ok("/v3/bill/sub-merchant-fundflowbill?sub_mchid=1900000109&bill_date=2026-01-01"
                        + "&algorithm=AEAD_AES_256_GCM&account_type=BASIC")
                .at("/download_bill_list/0");

        String key = TestCrypto.decryptField(
                TestCrypto.privateKey(sandbox.privateKeyPem()),
                entry.path("encrypt_key").asText());
        String sealed =
                Base64.getEncoder().encodeToString(client.get(target(entry)).body());
        String opened = TestCrypto.openResource(key, entry.path("nonce").asText(), "", sealed);

        assertThat(hex("SHA-1", opened.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(entry.path("hash_value").asText());
    }

    @Test
    void givesReceiptsAsPdf() throws Exception {
        JsonNode receipt = ok("/v3/fund-app/mch-transfer/elecsign/out-bill-no/b1");

        WireAnswer file = client.get(target(receipt));

        assertThat(file.header("Content-Type")).isEqualTo("application/pdf");
        assertThat(file.text()).startsWith("%PDF-");
        assertThat(receipt.path("hash_value").asText()).isEqualTo(hex("SHA-256", file.body()));
    }

    @Test
    void signsAStatementOverItsDigest() throws Exception {
        String statement = "/v3/global/statements?date=20260101&mchid=" + sandbox.mchid();
        for (String prefixed : new String[] {statement, statement.replace("/v3/global", "/hk/v3")}) {
            WireAnswer plain = client.get(prefixed);
            WireAnswer packed = client.request("GET", prefixed)
                    .header("Accept-Encoding", "gzip")
                    .send();

            String digest = plain.header("Wechatpay-Statement-Sha1");
            assertThat(digest).isEqualTo(hex("SHA-1", plain.body()));
            assertThat(packed.header("Wechatpay-Statement-Sha1")).isEqualTo(digest);
            assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
            assertThat(unzip(packed.body())).isEqualTo(plain.body());
            byte[] signed = ("{\"sha1\":\"" + digest + "\"}").getBytes(StandardCharsets.US_ASCII);
            var key = TestCrypto.certificate(sandbox.platformCertificatePem()).getPublicKey();
            assertThat(TestCrypto.verifies(plain, key, signed)).isTrue();
            assertThat(TestCrypto.verifies(packed, key, signed)).isTrue();
        }
    }

    @Test
    void givesImagesByEncodedIds() {
        WireAnswer image = client.get("/v3/merchant-service/images/a%2Fb%3D%3D");

        assertThat(image.header("Content-Type")).isEqualTo("image/png");
        assertThat(image.body()).startsWith(0x89, 'P', 'N', 'G');
        assertThat(image.headers()).doesNotContainKey("Wechatpay-Signature");
    }

    @Test
    void givesInvoicesWithoutASignature() {
        JsonNode list = ok("/v3/new-tax-control-fapiao/fapiao-applications/f1/fapiao-files"
                + "?sub_mchid=1900000109&fapiao_id=f1");
        String target = target(list.at("/fapiao_download_info_list/0"));

        WireAnswer file = client.send(("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));

        assertThat(file.status()).describedAs(file.text()).isEqualTo(200);
        assertThat(file.text()).startsWith("%PDF-");
    }

    @Test
    void givesTheRealAddressToAClientThatUsesRealNames() {
        String url = client.request("GET", "/v3/bill/tradebill?bill_date=2026-01-01")
                .header("Host", "api.mch.weixin.qq.com")
                .send()
                .json()
                .path("download_url")
                .asText();

        assertThat(url).startsWith("https://api.mch.weixin.qq.com/v3/billdownload/file?token=");
    }
}
