package io.github.camelwechatpay.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The facts in the built catalog. Expected values are written by hand from the documentation. */
class CatalogTest {

    private static final String CN = "https://api.mch.weixin.qq.com/";
    private static final String HK = "https://apihk.mch.weixin.qq.com/";

    private final Catalog catalog = Catalog.get();

    @Test
    void knowsTheEbikeContractThatIsSwitchedOff() {
        Operation operation = operation("POST", "v3/ebike/charge/contracts/preopen");

        assertThat(operation.baseUris()).containsExactly(CN);
        assertThat(operation.deprecated()).isTrue();
        assertThat(operation.supersededBy()).isEmpty();
        assertThat(flat(operation.body()))
                .containsExactly(
                        "/sub_mchid string",
                        "/appid string *",
                        "/sub_appid string",
                        "/trade_scene string *",
                        "/openid string *");
        assertThat(flat(operation.answer())).containsExactly("/preopen_id string");
        assertThat(operation.officialDocs())
                .containsExactly("https://pay.weixin.qq.com/wiki/doc/apiv3/wxpay/vehicle/ebike/chapter3_3.shtml");
    }

    @Test
    void knowsTheCrossBorderContractAndItsHost() {
        Operation operation = operation("POST", "v3/global/papay/contracts/app-pre-entrust-sign");

        assertThat(operation.baseUris()).containsExactly(HK, CN);
        assertThat(operation.deprecated()).isFalse();
        assertThat(flat(operation.body()))
                .containsExactly(
                        "/appid string",
                        "/sub_mchid string",
                        "/sp_appid string",
                        "/sp_mchid string",
                        "/sub_appid string",
                        "/plan_id integer",
                        "/out_contract_code string",
                        "/user_display_name string",
                        "/success_notify_url string",
                        "/openid string",
                        "/user_client_ip string",
                        "/expired_time string");
        assertThat(flat(operation.answer())).containsExactly("/session_id string");
    }

    @Test
    void knowsThePayScorePermission() {
        Operation operation = operation("POST", "v3/payscore/partner/permissions");

        assertThat(flat(operation.body()))
                .containsExactly(
                        "/service_id string *",
                        "/appid string *",
                        "/sub_appid string",
                        "/sub_mchid string *",
                        "/authorization_code string *",
                        "/notify_url string");
        assertThat(flat(operation.answer())).containsExactly("/apply_permissions_token string");
        assertThat(operation.officialDocs()).hasSize(3).contains("https://pay.weixin.qq.com/doc/v3/partner/4012382030");
    }

    @Test
    void knowsThePasswordFreeContract() {
        Operation operation = operation(
                "POST", "v3/password-exempt-contract/contracts/service-provider/pre-entrust-sign/mini-program");

        assertThat(flat(operation.body()))
                .containsExactly(
                        "/sp_appid string *",
                        "/sp_openid string",
                        "/sub_mchid string *",
                        "/sub_appid string *",
                        "/sub_openid string",
                        "/service_id number *",
                        "/out_contract_code string *",
                        "/notify_url string *",
                        "/contract_display_account string *");
        assertThat(flat(operation.answer()))
                .containsExactly(
                        "/pre_entrustweb_id string",
                        "/mchid string",
                        "/sub_mchid string",
                        "/service_id number",
                        "/out_contract_code string",
                        "/sign_mp_appid string",
                        "/sign_mp_path string");
    }

    @Test
    void knowsTheMemberCardTokenAndItsPlaceholder() {
        Operation operation = operation("POST", "v3/marketing/membercard-open/cards/{card_id}/permission-tokens");

        assertThat(flat(operation.pathParameters())).containsExactly("/card_id string *");
        assertThat(flat(operation.body()))
                .containsExactly(
                        "/activate_type string *",
                        "/navigate_back_previous_page boolean",
                        "/activate_url string",
                        "/activate_appid string",
                        "/activate_path string",
                        "/outer_str string");
        assertThat(flat(operation.answer())).containsExactly("/permission_token string");
    }

    @Test
    void knowsTheCertificateLists() {
        Operation mainland = operation("GET", "v3/certificates");
        Operation global = operation("GET", "v3/global/certificates");

        assertThat(mainland.baseUris()).containsExactly(CN, CN + "hk/");
        assertThat(global.baseUris()).containsExactly(HK, CN);
        assertThat(flat(mainland.query())).containsExactly("/algorithm_type string [SM2, RSA, ALL]");
        assertThat(global.query()).isEmpty();
        assertThat(flat(mainland.answer()))
                .isEqualTo(flat(global.answer()))
                .containsExactly(
                        "/data object[]",
                        "/data/*/serial_no string",
                        "/data/*/effective_time string",
                        "/data/*/expire_time string",
                        "/data/*/encrypt_certificate object",
                        "/data/*/encrypt_certificate/algorithm string",
                        "/data/*/encrypt_certificate/nonce string",
                        "/data/*/encrypt_certificate/associated_data string",
                        "/data/*/encrypt_certificate/ciphertext string");
    }

    @Test
    void knowsWhatTheEchoEncrypts() {
        Operation operation = operation("POST", "v3/security/echo");

        assertThat(flat(operation.headers())).containsExactly("/Wechatpay-Serial string *");
        assertThat(flat(operation.body()))
                .containsExactly("/notify_url string", "/echo_message string *", "/encrypted_echo_message string ^");
        assertThat(flat(operation.answer()))
                .containsExactly("/echo_message string", "/encrypted_echo_message string ^");
    }

    @Test
    void knowsTheContractNotification() {
        Notification notification = catalog.notification("PAPAY.SIGN").orElseThrow();

        assertThat(notification.algorithm()).isEqualTo("AEAD_AES_256_GCM");
        assertThat(notification.originalTypes()).isEmpty();
        assertThat(flat(notification.fields()))
                .hasSize(15)
                .startsWith("/mchid string", "/out_contract_code string")
                .contains("/plan_id number");
        assertThat(notification.officialDocs())
                .containsExactly("https://pay.weixin.qq.com/doc/global/v3/zh/4013015485");
    }

    @Test
    void knowsThePaymentNotification() {
        Notification notification = catalog.notification("TRANSACTION.SUCCESS").orElseThrow();

        assertThat(notification.originalTypes()).containsExactly("transaction", "profitsharing");
        assertThat(notification.officialDocs()).hasSize(49);
        assertThat(flat(notification.fields()))
                .contains(
                        "/amount/exchange_rate/rate integer",
                        "/promotion_detail object[]",
                        "/promotion_detail/*/coupon_id string",
                        "/scene_info/sub_orders/amount/settlement_rate number");
    }

    @Test
    void isSortedAndNamed() {
        assertThat(catalog.operations())
                .isSortedAccordingTo(Comparator.comparing(Operation::path).thenComparing(Operation::method))
                .allSatisfy(operation -> assertThat(operation.name()).isNotBlank());
        assertThat(catalog.notifications())
                .isSortedAccordingTo(Comparator.comparing(Notification::eventType))
                .extracting(Notification::eventType)
                .contains(
                        "MEMBERCARD.ACTIVATE_CARD",
                        "PAPAY.TERMINATE",
                        "PAYSCORE.USER_CLOSE_SERVICE",
                        "PAYSCORE.USER_OPEN_SERVICE",
                        "SECURITY_ECHO.SUCCESS");
    }

    @Test
    void isLoadedOnce() {
        assertThat(Catalog.get()).isSameAs(catalog);
    }

    @Test
    void cannotBeChanged() {
        Operation operation = operation("POST", "v3/security/echo");

        assertThatThrownBy(() -> catalog.operations().remove(0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> catalog.notifications().remove(0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> catalog.find("v3/security/echo").remove(0))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> operation.body().remove(0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> operation.baseUris().remove(0)).isInstanceOf(UnsupportedOperationException.class);
    }

    private Operation operation(String method, String path) {
        return catalog.find(method, path).orElseThrow();
    }

    private static List<String> flat(List<Field> fields) {
        List<String> lines = new ArrayList<>();
        Field.walk(
                fields,
                (pointer, field) -> lines.add(pointer
                        + ' '
                        + field.typeName()
                        + (field.required() ? " *" : "")
                        + (field.encrypted() ? " ^" : "")
                        + (field.json() ? " ~" : "")
                        + (field.values().isEmpty() ? "" : " " + field.values())));
        return lines;
    }
}
