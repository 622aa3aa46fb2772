package io.github.camelwechatpay.sandbox.internal.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import io.github.camelwechatpay.sandbox.fixture.RawClient;
import io.github.camelwechatpay.sandbox.fixture.Receiver;
import io.github.camelwechatpay.sandbox.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.fixture.TestCrypto;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationTest extends SandboxTestSupport {
    private static final String PERMISSIONS = "v3/payscore/partner/permissions";
    private static final String PRE_SIGN =
            "v3/password-exempt-contract/contracts/service-provider/pre-entrust-sign/mini-program";

    private static JsonNode ok(WireAnswer answer) {
        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(TestCrypto.verifies(
                        answer,
                        TestCrypto.certificate(sandbox.platformCertificatePem()).getPublicKey()))
                .isTrue();
        return answer.json();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v3/ebike/charge/contracts/preopen|{\"appid\":\"wx1\",\"trade_scene\":\"CHARGE\",\"openid\":\"o1\"}|preopen_id",
                "/v3/global/papay/contracts/app-pre-entrust-sign|{\"plan_id\":1,\"out_contract_code\":\"c\"}|session_id",
                "/v3/payscore/partner/permissions|{\"service_id\":\"1\",\"appid\":\"wx1\",\"sub_mchid\":\"1900000109\",\"authorization_code\":\"a\"}|apply_permissions_token",
                "/v3/marketing/membercard-open/cards/pb%2FL/permission-tokens|{\"activate_type\":\"AUTO_ACTIVATE\",\"outer_str\":\"门店A\"}|permission_token"
            })
    void answersWithOneToken(String target, String json, String field) {
        JsonNode answer = ok(client.post(target, json));

        assertThat(answer.properties()).hasSize(1);
        assertThat(answer.path(field).asText()).matches("[0-9A-Za-z]{32}");
    }

    @Test
    void preparesAContractOfTheProvider() {
        JsonNode answer = ok(client.post("/" + PRE_SIGN, preSign("c1", "shop")));

        assertThat(answer.path("pre_entrustweb_id").asText()).matches("[0-9A-Za-z]{32}");
        assertThat(answer.path("mchid").asText()).isEqualTo(sandbox.mchid());
        assertThat(answer.path("sub_mchid").asText()).isEqualTo("1900000109");
        assertThat(answer.path("service_id").isNumber()).isTrue();
        assertThat(answer.path("service_id").asInt()).isEqualTo(500001);
        assertThat(answer.path("out_contract_code").asText()).isEqualTo("c1");
        assertThat(answer.path("sign_mp_appid").asText()).matches("wx[0-9a-f]{16}");
        assertThat(answer.path("sign_mp_path").asText()).startsWith("pages/");
    }

    private static String preSign(String code, String account) {
        return "{\"sp_appid\":\"wx1\",\"sub_mchid\":\"1900000109\",\"sub_appid\":\"wx2\",\"service_id\":500001,"
                + "\"out_contract_code\":\"" + code + "\",\"notify_url\":\"https://example.com/n\","
                + "\"contract_display_account\":\"" + account + "\"}";
    }

    @Test
    void repeatsItsAnswerForTheSameNumberAndParameters() {
        JsonNode first = ok(client.post("/" + PRE_SIGN, preSign("c1", "shop")));

        assertThat(ok(client.post("/" + PRE_SIGN, " " + preSign("c1", "shop") + "\n")))
                .isEqualTo(first);
        assertThat(ok(client.post("/" + PRE_SIGN, preSign("c2", "shop")))).isNotEqualTo(first);
        assertThat(sandbox.executions(PRE_SIGN)).isEqualTo(3);
        assertThat(sandbox.executions(PRE_SIGN, "c1")).isEqualTo(2);
        assertThat(sandbox.executions(PRE_SIGN, "c2")).isEqualTo(1);
    }

    @Test
    void refusesOtherParametersUnderTheSameNumber() {
        ok(client.post("/" + PRE_SIGN, preSign("c1", "shop")));
        WireAnswer answer = client.post("/" + PRE_SIGN, preSign("c1", "another"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("INVALID_REQUEST");
        assertThat(answer.field()).isEqualTo("/out_contract_code");
        assertThat(answer.header("Request-ID")).endsWith("-268498688");
        assertThat(sandbox.executions(PRE_SIGN, "c1")).isEqualTo(1);
    }

    @Test
    void knowsAuthorizationCodesAsNumbers() {
        String json =
                "{\"service_id\":\"%s\",\"appid\":\"wx1\",\"sub_mchid\":\"1900000109\",\"authorization_code\":\"a1\"}";
        JsonNode first = ok(client.post("/" + PERMISSIONS, json.formatted("1")));

        assertThat(ok(client.post("/" + PERMISSIONS, json.formatted("1")))).isEqualTo(first);
        assertThat(client.post("/" + PERMISSIONS, json.formatted("2")).code()).isEqualTo("INVALID_REQUEST");
    }

    @Test
    void endsASessionAfterTwoHours() {
        JsonNode first = ok(client.post("/" + PRE_SIGN, preSign("c1", "shop")));
        sandbox.clockOffset(Duration.ofHours(2).minusSeconds(60));
        assertThat(ok(client.post("/" + PRE_SIGN, preSign("c1", "shop")))).isEqualTo(first);
        sandbox.clockOffset(Duration.ofHours(2).plusSeconds(60));
        assertThat(ok(client.post("/" + PRE_SIGN, preSign("c1", "shop")))).isNotEqualTo(first);
    }

    @Test
    void makesANewTokenWithEachCallThatHasNoNumber() {
        String json = "{\"appid\":\"wx1\",\"trade_scene\":\"CHARGE\",\"openid\":\"o1\"}";

        assertThat(ok(client.post("/v3/ebike/charge/contracts/preopen", json)))
                .isNotEqualTo(ok(client.post("/v3/ebike/charge/contracts/preopen", json)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v3/certificates", "/v3/certificates?algorithm_type=ALL", "/v3/global/certificates"})
    void listsThePlatformCertificatesNewestFirst(String target) throws GeneralSecurityException {
        String older = sandbox.platformSerialNumber();
        String olderPem = sandbox.platformCertificatePem();
        String newer = sandbox.rotate();

        JsonNode data = ok(client.get(target)).path("data");

        assertThat(data.size()).isGreaterThanOrEqualTo(2);
        assertEntry(data.get(0), newer, sandbox.platformCertificatePem());
        assertEntry(data.get(1), older, olderPem);
        assertThat(data.get(0).path("expire_time").asText())
                .isGreaterThan(data.get(1).path("expire_time").asText());
    }

    private static void assertEntry(JsonNode entry, String serial, String pem) throws GeneralSecurityException {
        assertThat(entry.path("serial_no").asText()).isEqualTo(serial).matches("[0-9A-F]{40}");
        JsonNode sealed = entry.path("encrypt_certificate");
        assertThat(sealed.path("algorithm").asText()).isEqualTo("AEAD_AES_256_GCM");
        assertThat(sealed.path("associated_data").asText()).isEqualTo("certificate");
        assertThat(sealed.path("nonce").asText()).hasSize(12);
        String opened = TestCrypto.openResource(
                sandbox.secretKey(),
                sealed.path("nonce").asText(),
                "certificate",
                sealed.path("ciphertext").asText());
        assertThat(opened).isEqualTo(pem);
        var certificate = TestCrypto.certificate(opened);
        assertThat(certificate.getSerialNumber().toString(16)).isEqualToIgnoringCase(serial);
        assertTime(
                entry.path("effective_time").asText(),
                certificate.getNotBefore().toInstant());
        assertTime(entry.path("expire_time").asText(), certificate.getNotAfter().toInstant());
    }

    private static void assertTime(String text, Instant instant) {
        assertThat(text).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+08:00");
        assertThat(OffsetDateTime.parse(text).toInstant()).isEqualTo(instant);
        assertThat(OffsetDateTime.parse(text).getOffset()).isEqualTo(ZoneOffset.ofHours(8));
    }

    @Test
    void echoesAndNotifies() throws Exception {
        try (Receiver receiver = Receiver.answering(204, "")) {
            String encrypted = TestCrypto.encryptField(
                    TestCrypto.certificate(sandbox.platformCertificatePem()).getPublicKey(), "门店");
            JsonNode answer = ok(client.request("POST", "/v3/security/echo")
                    .header("Wechatpay-Serial", sandbox.platformSerialNumber())
                    .json("{\"echo_message\":\"hello\",\"encrypted_echo_message\":\"" + encrypted
                            + "\",\"notify_url\":\"" + receiver.url() + "\"}")
                    .send());

            assertThat(answer.path("echo_message").asText()).isEqualTo("hello");
            assertThat(TestCrypto.decryptField(
                            TestCrypto.privateKey(sandbox.privateKeyPem()),
                            answer.path("encrypted_echo_message").asText()))
                    .isEqualTo("门店");
            Awaitility.await().until(() -> receiver.received().size() == 1);
            JsonNode envelope = receiver.received().get(0).json();
            assertThat(envelope.path("event_type").asText()).isEqualTo("SECURITY_ECHO.SUCCESS");
            assertThat(envelope.at("/resource/original_type").asText()).isEqualTo("security");
        }
    }

    @Test
    void echoesThoughItMustNotNotify() {
        JsonNode answer = ok(client.request("POST", "/v3/security/echo")
                .header("Wechatpay-Serial", sandbox.platformSerialNumber())
                .json("{\"echo_message\":\"hello\",\"notify_url\":\"https://shop.example/n\"}")
                .send());

        assertThat(answer.path("echo_message").asText()).isEqualTo("hello");
    }

    @Test
    void hasNoCertificateForAMerchantWithThePublicKeyOnly() {
        try (WechatpaySandbox publicKeyOnly =
                WechatpaySandbox.builder().publicKeyOnly().start()) {
            RawClient merchant = new RawClient(publicKeyOnly);
            WireAnswer list = merchant.get("/v3/certificates");
            WireAnswer answer = merchant.post(
                    "/v3/ebike/charge/contracts/preopen",
                    "{\"appid\":\"wx1\",\"trade_scene\":\"CHARGE\",\"openid\":\"o1\"}");

            assertThat(list.status()).isEqualTo(404);
            assertThat(list.code()).isEqualTo("RESOURCE_NOT_EXISTS");
            assertThat(answer.header("Wechatpay-Serial")).isEqualTo(publicKeyOnly.publicKeyId());
            assertThat(TestCrypto.verifies(answer, TestCrypto.publicKey(publicKeyOnly.publicKeyPem())))
                    .isTrue();
            assertThat(merchant.request("GET", "/v3/certificates")
                            .header("Wechatpay-Serial", publicKeyOnly.platformSerialNumber())
                            .send()
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void makesItsCredentialsAsWeChatPayDoes() {
        assertThat(sandbox.baseUri()).isEqualTo("http://127.0.0.1:" + sandbox.port());
        assertThat(sandbox.mchid()).matches("16\\d{8}");
        assertThat(sandbox.secretKey()).matches("[0-9A-Za-z]{32}");
        assertThat(sandbox.publicKeyId()).matches("PUB_KEY_ID_\\d{28}");
        assertThat(sandbox.merchantSerialNumber()).matches("[1-9A-F][0-9A-F]{39}");
        assertThat(TestCrypto.certificate(sandbox.merchantCertificatePem())
                        .getSerialNumber()
                        .toString(16))
                .isEqualToIgnoringCase(sandbox.merchantSerialNumber());
        assertThat(sandbox.toString()).doesNotContain(sandbox.secretKey());
    }
}
