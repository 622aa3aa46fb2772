package io.github.camelwechatpay.sandbox.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.sandbox.fixture.TestCrypto;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalTextTest {
    private static final String TIMESTAMP = "1554208460";
    private static final String NONCE = "593BEC0C930BF1AFEB40B4A08C8FB242";

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET|/v3/certificates|``|66|fab5c8a222049f386cb01453c7dc712c7997e756271557b0ef6e2e5060575373",
                "GET|/v3/bill/tradebill?bill_date=2019-06-11&bill_type=ALL&tar_type=GZIP|``|117|fad32800ca7b8b466adcd35832d949e3d115eb764527d1d2f20af07e7a760261",
                "GET|/v3/pay/transactions/out-trade-no/a%2Fb%20c?mchid=1900000109|``|110|51475dbda6dccde1510fad6507aac27abc05ad130c35a975d41f12ddee68cac1",
                "POST|/v3/payscore/partner/permissions|{\"service_id\":\"500001\",\"appid\":\"wxd678efh567hg6787\",\"sub_mchid\":\"1900000109\",\"authorization_code\":\"1234323JKHDFE1243252\",\"notify_url\":\"https://example.com/n\"}|241|d36024a993308aed8b450ee768b4c2b0f680288733eaa48e6e12ed7ac1fd5c6e",
                "POST|/v3/marketing/membercard-open/cards/pbLatjvWOibDc5-TBnbUk1pD12o0/permission-tokens|{\"activate_type\":\"AUTO_ACTIVATE\",\"outer_str\":\"门店A\"}|188|d5ac961fb84931e2150a0daba15af3dfa7c60d57a9424a5471b318fa32c67df4",
                "POST|/v3/merchant/media/upload|{\"filename\":\"logo.png\",\"sha256\":\"d2973a45b1d528c21ebb77792ef3fcea40fa9a4e04a17e35369102ba9c84c8b1\"}|175|cb17112875b8461f4bbdc98c708289f708b5ad4e951386b34a354ba2f5cb1702"
            })
    void ofRequestsEqualsTheKnownAnswers(String method, String target, String body, int length, String sha256) {
        byte[] text = CanonicalText.ofRequest(method, target, TIMESTAMP, NONCE, body.getBytes(StandardCharsets.UTF_8));

        assertThat(text).hasSize(length);
        assertThat(sha256(text)).isEqualTo(sha256);
    }

    @ParameterizedTest(name = "[{0}]")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|45|daf021c5077b13414fc597564d935f2c6e5b1bf9c61e0dc2df4cd62a9aeb909e",
                "{\"preopen_id\":\"sdjf23kdsHJfdksj8djsK98HJio5hdI0\"}|94|dbf9b8441fe5f5ba66d084e96fffff454bd8157fd9d68eaae9ec2a6dedd67f82"
            })
    void ofMessagesEqualsTheKnownAnswers(String body, int length, String sha256) {
        byte[] text = CanonicalText.ofMessage(TIMESTAMP, NONCE, body.getBytes(StandardCharsets.UTF_8));

        assertThat(text).hasSize(length);
        assertThat(sha256(text)).isEqualTo(sha256);
    }

    @Test
    void endsABodyThatEndsInALineFeedWithAnotherOne() {
        assertThat(CanonicalText.ofMessage("1", "n", "x\n".getBytes(StandardCharsets.UTF_8)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("1\nn\nx\n\n");
    }

    private static String sha256(byte[] bytes) {
        try {
            return TestCrypto.hex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
