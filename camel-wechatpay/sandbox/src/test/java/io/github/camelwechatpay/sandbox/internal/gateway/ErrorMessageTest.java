package io.github.camelwechatpay.sandbox.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.sandbox.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The message of an error names the field as {@code detail} does, and never its value. */
class ErrorMessageTest extends SandboxTestSupport {
    private static final String NATIVE = "/v3/pay/transactions/native";
    private static final String PREOPEN = "/v3/ebike/charge/contracts/preopen";
    private static final String TOKENS = "/v3/marketing/membercard-open/cards/c1/permission-tokens";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                NATIVE + "|{'appid':'a'}|Wrong parameter /mchid in body: required and missing",
                NATIVE + "|{'appid':''}|Wrong parameter /appid in body: required and empty",
                PREOPEN + "|{'appid':1}|Wrong parameter /appid in body: not of type string",
                PREOPEN + "|{'more':'secret'}|Wrong parameter /more in body: not a documented field",
                TOKENS + "?more=secret|{}|Wrong parameter /more in query: not a documented field",
                NATIVE + "|[]|Wrong parameter in body: not a JSON object",
                NATIVE + "|``|Wrong parameter in body: missing"
            })
    void namesTheField(String target, String json, String message) {
        WireAnswer answer =
                client.request("POST", target).json(json.replace('\'', '"')).send();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("PARAM_ERROR");
        assertThat(answer.json().path("message").asText()).isEqualTo(message);
        assertThat(sandbox.requests().get(0).verdict()).isEqualTo("PARAM_ERROR: " + message);
    }

    @Test
    void namesAHeader() {
        WireAnswer answer = client.request("POST", PREOPEN)
                .header("Content-Type", "text/plain")
                .json("{}")
                .send();

        assertThat(answer.json().path("message").asText())
                .isEqualTo("Wrong parameter Content-Type in header: not application/json in UTF-8");
    }

    @Test
    void namesAParameterOfTheQuery() {
        assertThat(client.get("/v3/bill/tradebill").json().path("message").asText())
                .isEqualTo("Wrong parameter /bill_date in query: required and missing");
    }

    @Test
    void namesTheNumberThatWasUsedBefore() {
        String order = "{'appid':'wx1','mchid':'%s','description':'%s','out_trade_no':'order-1',"
                + "'notify_url':'https://shop.example/n','amount':{'total':1}}";
        client.post(NATIVE, order.formatted(sandbox.mchid(), "a").replace('\'', '"'));

        WireAnswer answer =
                client.post(NATIVE, order.formatted(sandbox.mchid(), "b").replace('\'', '"'));

        assertThat(answer.code()).isEqualTo("INVALID_REQUEST");
        assertThat(answer.json().path("message").asText())
                .isEqualTo("Number /out_trade_no in body: used before with different parameters");
    }

    @Test
    void cutsALongName() {
        WireAnswer answer = client.post(PREOPEN, "{\"" + "n".repeat(10_000) + "\":1}");

        assertThat(answer.json().path("message").asText()).hasSizeBetween(150, 250);
    }
}
