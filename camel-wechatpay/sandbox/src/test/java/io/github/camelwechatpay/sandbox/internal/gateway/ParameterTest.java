package io.github.camelwechatpay.sandbox.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.sandbox.ReceivedRequest;
import io.github.camelwechatpay.sandbox.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.fixture.TestCrypto;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTest extends SandboxTestSupport {
    private static final String PREOPEN = "/v3/ebike/charge/contracts/preopen";
    private static final String PRE_SIGN =
            "/v3/password-exempt-contract/contracts/service-provider/pre-entrust-sign/mini-program";
    private static final String TOKENS = "/v3/marketing/membercard-open/cards/c1/permission-tokens";
    private static final String APP_SIGN = "/v3/global/papay/contracts/app-pre-entrust-sign";
    private static final String ECHO = "/v3/security/echo";

    private static void assertRefused(WireAnswer answer, String field, String location) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("PARAM_ERROR");
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.json().at("/detail/location").asText()).isEqualTo(location);
        assertThat(answer.json().at("/detail/issue").asText()).isNotEmpty();
        assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("Wechatpay-"));
        assertThat(sandbox.requests()).noneMatch(ReceivedRequest::executed);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                PREOPEN + "|{\"appid\":\"a\",\"trade_scene\":\"CHARGE\"}|/openid",
                PREOPEN + "|{\"appid\":\"\",\"trade_scene\":\"CHARGE\",\"openid\":\"o\"}|/appid",
                PREOPEN + "|{\"appid\":null,\"trade_scene\":\"CHARGE\",\"openid\":\"o\"}|/appid",
                PREOPEN + "|{\"appid\":1,\"trade_scene\":\"CHARGE\",\"openid\":\"o\"}|/appid",
                PREOPEN + "|{\"appid\":[\"a\"],\"trade_scene\":\"CHARGE\",\"openid\":\"o\"}|/appid",
                PREOPEN + "|{\"appid\":{},\"trade_scene\":\"CHARGE\",\"openid\":\"o\"}|/appid",
                PREOPEN
                        + "|{\"appid\":\"a\",\"trade_scene\":\"CHARGE\",\"openid\":\"o\",\"sub_appid\":null}|/sub_appid",
                PREOPEN + "|{\"appid\":\"a\",\"trade_scene\":\"CHARGE\",\"openid\":\"o\",\"more\":\"x\"}|/more",
                PREOPEN + "|{\"appid\":\"a\",\"trade_scene\":\"CHARGE\",\"openid\":\"o\",\"Appid\":\"x\"}|/Appid",
                PREOPEN + "|{}|/appid",
                TOKENS
                        + "|{\"activate_type\":\"A\",\"navigate_back_previous_page\":\"true\"}|/navigate_back_previous_page",
                TOKENS + "|{\"activate_type\":\"A\",\"navigate_back_previous_page\":1}|/navigate_back_previous_page",
                APP_SIGN + "|{\"plan_id\":\"1\"}|/plan_id",
                APP_SIGN + "|{\"plan_id\":1.0}|/plan_id",
                APP_SIGN + "|{\"plan_id\":1e3}|/plan_id",
                APP_SIGN + "|{\"sp_mchid\":\"1900000001\"}|/sp_mchid"
            })
    void refusesAFieldThatIsNotAsDocumented(String target, String json, String field) {
        assertRefused(client.post(target, json), field, "body");
    }

    @Test
    void refusesAServiceIdThatIsNotANumber() {
        String json =
                "{\"sp_appid\":\"a\",\"sub_mchid\":\"1900000109\",\"sub_appid\":\"b\",\"out_contract_code\":\"c\","
                        + "\"notify_url\":\"https://example.com/n\",\"contract_display_account\":\"d\",\"service_id\":%s}";

        assertRefused(client.post(PRE_SIGN, json.formatted("\"123\"")), "/service_id", "body");
        assertThat(client.post(PRE_SIGN, json.formatted("123")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}x",
                "{} {}",
                "[]",
                "\"a\"",
                "null",
                "1",
                "{'a':1}",
                "{a:1}",
                "{\"a\":1,}",
                "{\"appid\":\"a\",\"appid\":\"a\",\"trade_scene\":\"C\",\"openid\":\"o\"}",
                "{\"a\":NaN}",
                "// c\n{}",
                "\uFEFF{}",
                " "
            })
    void refusesABodyThatIsNotOneJsonObject(String json) {
        assertRefused(client.post(PREOPEN, json), "", "body");
    }

    @Test
    void refusesABodyThatIsNotUtf8OrNestedTooDeep() {
        byte[] latin1 = "{\"appid\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(
                client.request("POST", PREOPEN)
                        .header("Content-Type", "application/json")
                        .body(latin1)
                        .send(),
                "",
                "body");
        assertRefused(client.post(PREOPEN, "{\"a\":".repeat(70) + "1" + "}".repeat(70)), "", "body");
    }

    @Test
    void refusesAMissingBody() {
        assertRefused(client.request("POST", PREOPEN).send(), "", "body");
    }

    @Test
    void refusesABodyOnAGet() {
        assertRefused(client.request("GET", "/v3/certificates").json("{}").send(), "", "body");
    }

    @Test
    void refusesABodyBeyondTheLimitAndClosesTheConnection() {
        WireAnswer answer = client.post(PREOPEN, "{\"appid\":\"" + "a".repeat(1024 * 1024) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("Connection")).isEqualTo("close");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/jsonx",
                "application/json; charset=gbk",
                "application/x-www-form-urlencoded"
            })
    void refusesAnotherContentType(String type) {
        WireAnswer answer = client.request("POST", PREOPEN)
                .header("Content-Type", type)
                .json("{}")
                .send();

        assertRefused(answer, "Content-Type", "header");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "application/json;charset=UTF-8", "Application/JSON; charset=\"utf-8\""})
    void takesTheContentTypesOfTheOfficialClients(String type) {
        WireAnswer answer = client.request("POST", PREOPEN)
                .header("Content-Type", type)
                .json("{\"appid\":\"a\",\"trade_scene\":\"CHARGE\",\"openid\":\"o\"}")
                .send();

        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "?other=1,/other",
        "?algorithm_type=MD5,/algorithm_type",
        "?algorithm_type=rsa,/algorithm_type",
        "?algorithm_type=RSA&algorithm_type=RSA,/algorithm_type",
        "?&,''",
        "?=RSA,''",
        "?algorithm_type=%ff,''"
    })
    void refusesAQueryThatIsNotAsDocumented(String query, String field) {
        assertRefused(client.get("/v3/certificates" + query), field, "query");
    }

    @Test
    void takesTheCallersOwnMerchantNumber() {
        assertThat(client.post(APP_SIGN, "{\"sp_mchid\":\"" + sandbox.mchid() + "\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void takesAnEmptyEncryptedFieldAndLeavesItEmpty() {
        WireAnswer answer = echo("", sandbox.platformSerialNumber());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("\"encrypted_echo_message\":\"\"");
    }

    @Test
    void refusesEncryptedFieldsThatTheNamedKeyDoesNotDecrypt() {
        PublicKey platform = sandbox.platformCertificate().getPublicKey();
        String right = TestCrypto.encryptField(platform, "secret");
        String forAnother = TestCrypto.encryptField(TestCrypto.publicKey(sandbox.publicKeyPem()), "secret");

        assertThat(echo(right, sandbox.platformSerialNumber()).status()).isEqualTo(200);
        sandbox.reset();
        for (String value : new String[] {"secret", " ", "c2VjcmV0", forAnother}) {
            WireAnswer answer = echo(value, sandbox.platformSerialNumber());
            assertRefused(answer, "/encrypted_echo_message", "body");
            assertThat(answer.text()).doesNotContain("secret");
        }
        assertRefused(echo(right, sandbox.publicKeyId()), "/encrypted_echo_message", "body");
    }

    @Test
    void refusesEncryptedFieldsWithoutTheNameOfTheKey() {
        assertRefused(echo("x", ""), "Wechatpay-Serial", "header");
    }

    private static WireAnswer echo(String encrypted, String serial) {
        return client.request("POST", ECHO)
                .header("Wechatpay-Serial", serial)
                .json("{\"echo_message\":\"a\",\"encrypted_echo_message\":\"" + encrypted + "\"}")
                .send();
    }
}
