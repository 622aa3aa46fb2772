package io.github.camelwechatpay.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.crypto.SignedHeaders;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the message of a rejected call says of member detail. */
class ErrorDetailTest {

    private static final byte[] BODY = "{\"a\":\"门\"}".getBytes(StandardCharsets.UTF_8);
    private static final Call CALL =
            new Call("POST", URI.create("https://localhost/"), "", "/v3/a?openid=private", BODY, "*/*", "", null);
    /** 5 + 21 + 11 + 5 bytes of the first four lines, and the body with its line feed. */
    private static final int LENGTH = 42 + BODY.length + 1;

    private static final String KEY = "the signature does not fit the key that WeChat Pay has: check that options"
            + " privateKey and merchantSerialNumber (or merchantCertificate) belong together";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'field':'/description','issue':'required and missing','location':'body'} | ; field /description, location body, issue required and missing
                    {'field':'/payer/openid','value':'o13800138000','issue':'o13800138000 is no openid'} | ; field /payer/openid, issue (value) is no openid
                    {'field':'/amount/total','value':-1,'issue':'-1 is less than 1, not -10'} | ; field /amount/total, issue (value) is less than 1, not -10
                    {'location':'body','value':22} | ; location body
                    {'location':null,'value':'{x'} | ''
                    {'detail':{'issue':'sign not match'},'field':'signature','location':'authorization'} | ; field signature, location authorization, issue sign not match
                    {'field':{'a':1},'issue':['b']} | ''
                    17 | ''
                    [1] | ''
                    null | ''
                    """)
    void tellsFieldLocationAndIssueAndNeverTheValue(String detail, String text) {
        assertThat(message(400, "bad", detail.replace('\'', '"')))
                .isEqualTo(
                        "WeChat Pay call rejected: POST /v3/a: answered 400 ERROR: bad" + text + " (Request-ID 08F-1)");
    }

    @Test
    void hidesTheValueInTheMessageOfWeChatPay() {
        assertThat(message(400, "openid o13800138000 is wrong", "{\"value\":\"o13800138000\"}"))
                .contains("openid (value) is wrong")
                .doesNotContain("13800138000");
    }

    @Test
    void keepsOneLineAndCutsWhatIsHuge() {
        String text = message(400, "bad", "{\"field\":\"a\\nb\",\"issue\":\"" + "x".repeat(10_000) + "\"}");

        assertThat(text).contains("field a b").hasSizeLessThan(600);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'field':'timestamp','location':'authorization','issue':'x'} | check this host's clock: WeChat Pay accepts a request within 5 minutes of its own time
                    {'field':'/timestamp'} | check this host's clock: WeChat Pay accepts a request within 5 minutes of its own time
                    {'issue':'timestamp expired'} | check this host's clock: WeChat Pay accepts a request within 5 minutes of its own time
                    {'field':'serial_no'} | check option merchantSerialNumber (or merchantCertificate): WeChat Pay does not know the serial number of a valid API certificate of this merchant
                    {'field':'Wechatpay-Serial','location':'header'} | check options publicKeyId and platformCertificates: they name the key of WeChat Pay
                    {'field':'mchid'} | check option mchid
                    null | check options mchid, merchantSerialNumber and privateKey, and this host's clock
                    {'field':'nonce_str'} | check options mchid, merchantSerialNumber and privateKey, and this host's clock
                    """)
    void tellsWhatToCheckAfterASignatureError(String detail, String hint) {
        assertThat(message(401, "bad", detail.replace('\'', '"'))).endsWith(" - " + hint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"sign_information\":{}"})
    void asksForTheKeyWhenTheSignatureDoesNotMatch(String information) {
        assertThat(message(401, "bad", "{\"field\":\"signature\"" + information + "}"))
                .endsWith(" - " + KEY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "KEY", textBlock = """
                    POST | /v3/a?openid=private                    | 0 | KEY
                    POST | https://api.mch.weixin.qq.com/v3/a?openid=private | 0 | KEY
                    GET  | /v3/a?openid=private                    | 0 | WeChat Pay received another method than the component signed: a proxy changed it. Check your proxy
                    POST | /v3/a                                   | 0 | WeChat Pay received another URL than the component signed: a proxy changed it. Check your proxy and option gatewayPath
                    POST | /wechat/v3/a?openid=private             | 0 | WeChat Pay received another URL than the component signed: a proxy changed it. Check your proxy and option gatewayPath
                    POST | /v3/a?openid=private                    | 1 | WeChat Pay received another body than the component signed: a proxy changed it. Check your proxy
                    """)
    void comparesWhatWeChatPayReceivedWithWhatWasSigned(String method, String url, int more, String hint) {
        String information =
                "{\"method\":\"%s\",\"url\":\"%s\",\"truncated_sign_message\":\"%s\",\"sign_message_length\":%d}"
                        .formatted(
                                method, url, "POST\\n/v3/a?openid=private\\n1554208460\\nABCD\\n{\\n", LENGTH + more);
        String expected = " - " + (hint == null ? KEY : hint);

        assertThat(message(401, "bad", "{\"field\":\"signature\",\"sign_information\":" + information + "}"))
                .endsWith(expected)
                .doesNotContain("openid");
        assertThat(message(401, "bad", "{\"detail\":{\"issue\":\"x\",\"sign_information\":" + information + "}}"))
                .endsWith(expected);
    }

    private static String message(int status, String message, String detail) {
        String body = "{\"code\":\"ERROR\",\"message\":\"" + message + "\",\"detail\":" + detail + "}";
        SignedHeaders unsigned = new SignedHeaders(null, null, null, null, null);
        return Failures.answered(
                        CALL,
                        new Answer(status, unsigned, "08F-1", null, body.getBytes(StandardCharsets.UTF_8)),
                        Clock.systemUTC())
                .getMessage();
    }
}
