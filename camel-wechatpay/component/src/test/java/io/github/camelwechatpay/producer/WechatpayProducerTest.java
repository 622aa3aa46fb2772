package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.ReceivedRequest;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls that a strict gateway accepts, in each mode of verification. */
class WechatpayProducerTest extends SandboxTestSupport {

    private static final String PREOPEN = "wechatpay:v3/ebike/charge/contracts/preopen";
    private static final String ECHO = "wechatpay:v3/security/echo";
    private static final Map<String, Object> PREOPEN_BODY = Map.of(
            "sub_mchid", "1510770601",
            "appid", "wx47c677487ce3ac47",
            "sub_appid", "wxcc603d9f0d54eaf0",
            "trade_scene", "CHARGE",
            "openid", "ot35_4gNgXsUuh2sQY0lT9N08AU0");

    @Test
    void sendsAMapAsASignedCallAndReturnsTheVerifiedAnswer() throws Exception {
        startCalling(PREOPEN);

        Exchange answer = template.request("direct:call", e -> e.getMessage().setBody(PREOPEN_BODY));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(Map.class)).containsKey("preopen_id");
        assertThat(answer.getMessage().getHeader(WechatpayConstants.STATUS)).isEqualTo(200);
        assertThat(answer.getMessage().getHeader(WechatpayConstants.SERIAL)).isEqualTo(sandbox.publicKeyId());
        assertThat(answer.getMessage().getHeader(WechatpayConstants.REQUEST_ID, String.class))
                .isNotEmpty();
    }

    static Stream<Arguments> operations() {
        return Stream.of(
                arguments(PREOPEN, PREOPEN_BODY, "preopen_id"),
                arguments(
                        "wechatpay:v3/global/papay/contracts/app-pre-entrust-sign?region=hk",
                        Map.of(
                                "plan_id", 12535,
                                "out_contract_code", "100000",
                                "user_display_name", "张三",
                                "success_notify_url", "https://example.com/notify"),
                        "session_id"),
                arguments(
                        "wechatpay:v3.payscore.partner.permissions",
                        Map.of(
                                "service_id", "500001",
                                "appid", "wxd678efh567hg6787",
                                "sub_mchid", "1900000109",
                                "authorization_code", "1234323JKHDFE1243252"),
                        "apply_permissions_token"),
                arguments(
                        "wechatpay:v3/password-exempt-contract/contracts/service-provider/pre-entrust-sign/mini-program",
                        Map.of(
                                "sp_appid", "wxd678efh567hg6787",
                                "sub_mchid", "1900000109",
                                "sub_appid", "wxd678efh567hg6999",
                                "service_id", 500001,
                                "out_contract_code", "100001256",
                                "notify_url", "https://example.com/notify",
                                "contract_display_account", "微信代扣"),
                        "pre_entrustweb_id"),
                arguments(
                        "wechatpay:v3/marketing/membercard-open/cards/{card_id}/permission-tokens",
                        Map.of("activate_type", "AUTO_ACTIVATE", "navigate_back_previous_page", true),
                        "permission_token"),
                arguments("wechatpay:v3/certificates?query.algorithm_type=RSA", Map.of("left", "over"), "data"),
                arguments("wechatpay:v3/global/certificates", Map.of("left", "over"), "data"),
                arguments(ECHO, Map.of("echo_message", "a"), "echo_message"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void callsAnOperation(String uri, Map<String, Object> body, String member) throws Exception {
        startCalling(uri);

        Exchange answer = call(body);

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(Map.class).keySet().toString()).contains(member);
        assertThat(sandbox.requests()).extracting(ReceivedRequest::verdict).containsExactly("OK");
    }

    @Test
    void encryptsForThePublicKeyAndReadsWhatIsEncryptedForTheMerchant() throws Exception {
        startCalling(ECHO);

        assertEchoed(sandbox.publicKeyId());
    }

    @Test
    void encryptsForThePlatformCertificate() throws Exception {
        component.getConfiguration().setPublicKey(null);
        component.getConfiguration().setPublicKeyId(null);
        startCalling(ECHO);

        assertEchoed(sandbox.platformSerialNumber());
    }

    @Test
    void encryptsForThePublicKeyWhileBothAreTrusted() throws Exception {
        component.getConfiguration().setPlatformCertificates(sandbox.platformCertificatePem());
        startCalling(ECHO);

        assertEchoed(sandbox.publicKeyId());
    }

    private void assertEchoed(String serial) {
        Map<String, Object> body = Map.of("echo_message", "a", "encrypted_echo_message", "门店 😀");

        Exchange answer = call(body);

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isEqualTo(body);
        assertThat(answer.getMessage().getHeader(WechatpayConstants.SERIAL)).isEqualTo(serial);
    }

    @Test
    void downloadsTheCertificatesOfTheRegion() throws Exception {
        component.getConfiguration().setPublicKey(null);
        component.getConfiguration().setPublicKeyId(null);
        startCalling("wechatpay:v3/global/papay/contracts/app-pre-entrust-sign?region=hk");

        assertThat(call(Map.of("plan_id", 1)).getException()).isNull();

        assertThat(sandbox.requests())
                .extracting(ReceivedRequest::target)
                .containsExactly("/v3/global/certificates", "/v3/global/papay/contracts/app-pre-entrust-sign");
    }

    private Exchange call(Map<String, Object> body) {
        return template.request("direct:call", e -> {
            e.getMessage().setHeader("card_id", "pbLatjvWOibDc5-TBnbUk1pD12o0");
            e.getMessage().setBody(body);
        });
    }
}
