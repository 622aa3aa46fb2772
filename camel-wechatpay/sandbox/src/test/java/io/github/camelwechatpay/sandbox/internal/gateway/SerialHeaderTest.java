package io.github.camelwechatpay.sandbox.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.sandbox.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code Wechatpay-Serial} is required exactly where the request contains an encrypted value. */
class SerialHeaderTest extends SandboxTestSupport {
    private static final String ACCEPT =
            "application/json, text/plain, application/x-gzip, application/pdf, image/png, image/*;q=0.5";
    private static final String NATIVE = "/v3/pay/transactions/native";
    private static final String ORDER =
            "{\"mchid\":\"%s\",\"out_trade_no\":\"native12177525012014070332333\",\"appid\":\"wxdace645e0bc2cXXX\","
                    + "\"description\":\"Image形象店-深圳腾大-QQ公仔\",\"notify_url\":\"https://weixin.qq.com/\","
                    + "\"amount\":{\"total\":1,\"currency\":\"CNY\"}%s}";

    private static String json(String text) {
        return text.replace('\'', '"').replace("MCHID", sandbox.mchid());
    }

    /** Header for header what the first examples of two client documents send. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json; charset=utf-8|wechatpay-axios-plugin/0.9.6 axios/1.21.1 node/20.20.2 linux/x64",
                "application/json|wechatpay-php/1.4.12 GuzzleHttp/7 curl/7.88.1 (Linux/6.1) PHP/8.2.28"
            })
    void takesANativeOrderAsOtherClientsSendIt(String contentType, String userAgent) {
        WireAnswer answer = client.request("POST", NATIVE)
                .header("Accept", ACCEPT)
                .header("Content-Type", contentType)
                .header("User-Agent", userAgent)
                .header("Accept-Encoding", "gzip, compress, deflate, br")
                .header("Connection", "keep-alive")
                .json(ORDER.formatted(sandbox.mchid(), ""))
                .send();

        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("code_url").asText()).startsWith("weixin://wxpay/bizpayurl?pr=");
        assertThat(answer.header("Wechatpay-Serial")).isEqualTo(sandbox.platformSerialNumber());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/v3/pay/transactions/jsapi|{'mchid':'MCHID','appid':'wx1','description':'d','out_trade_no':'order-1',"
                        + "'notify_url':'https://shop.example/n','amount':{'total':1},'payer':{'openid':'o1'}}",
                "/v3/pay/partner/transactions/native|{'sp_mchid':'MCHID','sp_appid':'wx1','sub_mchid':'1900000109',"
                        + "'description':'d','out_trade_no':'order-2','notify_url':'https://shop.example/n',"
                        + "'amount':{'total':1}}",
                "/v3/fund-app/mch-transfer/transfer-bills|{'appid':'wx1','out_bill_no':'b1','transfer_scene_id':'1000',"
                        + "'openid':'o1','transfer_amount':1,'transfer_remark':'r',"
                        + "'transfer_scene_report_infos':[{'info_type':'a','info_content':'b'}]}",
                "/v3/fund-app/mch-transfer/transfer-bills|{'appid':'wx1','out_bill_no':'b2','transfer_scene_id':'1000',"
                        + "'openid':'o1','user_name':'','transfer_amount':1,'transfer_remark':'r',"
                        + "'transfer_scene_report_infos':[{'info_type':'a','info_content':'b'}]}",
                "/v3/security/echo|{'echo_message':'a'}"
            })
    void takesARequestWithoutAnEncryptedValue(String target, String body) {
        WireAnswer answer = client.post(target, json(body));

        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",'payer':{'identity':{'type':'IDCARD','number':'x','name':'y'}}",
                ",'payer':{'identity':{'type':'IDCARD','name':'','number':'x'}}"
            })
    void wantsTheKeyOfAnEncryptedValue(String identity) {
        WireAnswer answer = client.post(NATIVE, ORDER.formatted(sandbox.mchid(), json(identity)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo("Wechatpay-Serial");
        assertThat(answer.json().path("message").asText())
                .isEqualTo("Wrong parameter Wechatpay-Serial in header: must name the key of the encrypted fields");
    }

    /** The transfer above says the name again; an empty value stays empty. */
    @Test
    void leavesAnEmptyEncryptedFieldEmptyInTheAnswer() {
        WireAnswer answer = client.post("/v3/security/echo", json("{'echo_message':'a','encrypted_echo_message':''}"));

        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("encrypted_echo_message").textValue()).isEmpty();
    }
}
