package io.github.camelwechatpay.sandbox.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.sandbox.ReceivedRequest;
import io.github.camelwechatpay.sandbox.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of the right type that WeChat Pay rejects for their length, characters, range or form. */
class ValueRulesTest extends SandboxTestSupport {
    private static final String NATIVE = "/v3/pay/transactions/native";
    private static final String REFUNDS = "/v3/refund/domestic/refunds";

    private static String order(Map<String, String> changed) {
        Map<String, String> members = new TreeMap<>(Map.of(
                "appid", "'wx1'",
                "mchid", "'" + sandbox.mchid() + "'",
                "description", "'d'",
                "out_trade_no", "'order-1'",
                "notify_url", "'https://shop.example/n'",
                "amount", "{'total':1}"));
        members.putAll(changed);
        return json(members);
    }

    private static String json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "'" + member.getKey() + "':" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"))
                .replace('\'', '"');
    }

    private static void assertRefused(WireAnswer answer, String field, String issue) {
        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("PARAM_ERROR");
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.json().at("/detail/issue").asText()).isEqualTo(issue);
        assertThat(answer.json().path("message").asText()).isEqualTo("Wrong parameter " + field + " in body: " + issue);
        assertThat(sandbox.requests()).noneMatch(ReceivedRequest::executed);
    }

    private static void assertTaken(WireAnswer answer) {
        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example/n?x=1",
                "https://shop.example/n?",
                "https://shop.example?x=1",
                "https://shop.example/n#top",
                "https://shop.example/a b",
                " https://shop.example/n",
                "https://shop.example/n\\n",
                "ftp://shop.example/n",
                "shop.example/n",
                "//shop.example/n",
                "https://",
                "https:///n",
                "HTTPS://shop.example/n",
                ""
            })
    void refusesANotifyUrl(String url) {
        String issue =
                url.isEmpty() ? "required and empty" : "not an http or https URL without query, fragment and blanks";

        assertRefused(client.post(NATIVE, order(Map.of("notify_url", "'" + url + "'"))), "/notify_url", issue);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example/n",
                "https://shop.example",
                "https://weixin.qq.com/",
                "http://127.0.0.1:8080/notify/payments",
                "http://localhost:8080/n",
                "https://shop.example/a%20b;c=1,2&d/",
                "https://商户.example/通知"
            })
    void takesANotifyUrl(String url) {
        assertTaken(client.post(NATIVE, order(Map.of("notify_url", "'" + url + "'"))));
    }

    @ParameterizedTest
    @CsvSource({"/contract_notify_url, contract_notify_url", "/success_notify_url, success_notify_url"})
    void refusesOtherUrlsForNotifications(String field, String name) {
        assertThat(ValueRules.of(operation("v3/global/papay/contracts/app-pre-entrust-sign"))
                        .issue(field, StrictJson.tree("https://shop.example/n?" + name)))
                .isPresent();
    }

    private static Operation operation(String path) {
        return Catalog.get().find(path).get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "out_trade_no, 32, a",
        "description, 127, 门",
        "description, 127, 😀",
        "attach, 128, a",
        "goods_tag, 32, a",
        "appid, 32, a"
    })
    void refusesATextThatIsTooLong(String field, int longest, String character) {
        assertRefused(
                client.post(NATIVE, order(Map.of(field, "'" + character.repeat(longest + 1) + "'"))),
                "/" + field,
                "longer than " + longest + " characters");
        sandbox.reset();
        assertTaken(client.post(NATIVE, order(Map.of(field, "'" + character.repeat(longest) + "'"))));
    }

    @Test
    void refusesANotifyUrlThatIsTooLong() {
        String url = "https://shop.example/";
        String path = "n".repeat(255 - url.length());

        assertRefused(
                client.post(NATIVE, order(Map.of("notify_url", "'" + url + path + "n'"))),
                "/notify_url",
                "longer than 255 characters");
        sandbox.reset();
        assertTaken(client.post(NATIVE, order(Map.of("notify_url", "'" + url + path + "'"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"order 1", "order/1", "order.1", "订单1", "order@1", "order#1", "order+1", "order\\n"})
    void refusesANumberWithOtherCharacters(String number) {
        assertRefused(
                client.post(NATIVE, order(Map.of("out_trade_no", "'" + number + "'"))),
                "/out_trade_no",
                "has a character other than 0-9 A-Z a-z _ - | *");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "Order_1-2|3*4", "12345678901234567890123456789012"})
    void takesANumber(String number) {
        assertTaken(client.post(NATIVE, order(Map.of("out_trade_no", "'" + number + "'"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "-9223372036854775809"})
    void refusesATotalBelowOneFen(String total) {
        assertRefused(
                client.post(NATIVE, order(Map.of("amount", "{'total':" + total + "}"))),
                "/amount/total",
                "less than 1");
    }

    @Test
    void refusesAPriceBelowZero() {
        assertRefused(
                client.post(NATIVE, order(Map.of("detail", "{'cost_price':-1}"))), "/detail/cost_price", "less than 0");
        sandbox.reset();
        assertTaken(client.post(NATIVE, order(Map.of("detail", "{'cost_price':0}"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2022-04-21T19:19:48",
                "20220421191948",
                "2022-04-21 19:19:48+08:00",
                "2022-04-21",
                "2022-04-21T19:19+08:00",
                "2022-04-21T19:19:48+0800",
                "2022-04-21T19:19:48+08",
                "2022-02-30T19:19:48+08:00",
                "2022-04-21T25:19:48+08:00",
                "1650539988",
                "tomorrow",
                ""
            })
    void refusesATimeWithoutOffsetOrOfAnotherForm(String time) {
        assertRefused(
                client.post(NATIVE, order(Map.of("time_expire", "'" + time + "'"))),
                "/time_expire",
                "not a time such as 2026-11-30T10:00:00+08:00");
    }

    /** WeChat Pay moves a time in the past, and does not reject it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-30T10:00:00+08:00",
                "2026-11-30T02:00:00Z",
                "2026-11-30T02:00:00.123+00:00",
                "2018-06-08T10:34:56+08:00"
            })
    void takesATimeWithOffset(String time) {
        assertTaken(client.post(NATIVE, order(Map.of("time_expire", "'" + time + "'"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/v3/pay/transactions/jsapi|{'appid':'a','mchid':'MCHID','description':'d','out_trade_no':'o 1',"
                        + "'notify_url':'https://shop.example/n','amount':{'total':1},'payer':{'openid':'o'}}|/out_trade_no",
                "/v3/pay/partner/transactions/native|{'sp_appid':'a','sp_mchid':'MCHID','sub_mchid':'1','description':'d',"
                        + "'out_trade_no':'o','notify_url':'https://shop.example/n?x=1','amount':{'total':1}}|/notify_url",
                "/v3/combine-transactions/native|{'combine_appid':'a','combine_mchid':'MCHID','combine_out_trade_no':'o#1',"
                        + "'notify_url':'https://shop.example/n','sub_orders':[]}|/combine_out_trade_no",
                "/v3/combine-transactions/native|{'combine_appid':'a','combine_mchid':'MCHID','combine_out_trade_no':'o',"
                        + "'notify_url':'https://shop.example/n','sub_orders':[{'mchid':'1','attach':'a','description':'d',"
                        + "'out_trade_no':'o','amount':{'total_amount':0,'currency':'CNY'}}]}|/sub_orders/0/amount/total_amount",
                "/v3/combine-transactions/native|{'combine_appid':'a','combine_mchid':'MCHID','combine_out_trade_no':'o',"
                        + "'notify_url':'https://shop.example/n','time_expire':'20261130100000','sub_orders':[]}|/time_expire",
                REFUNDS + "|{'out_trade_no':'o','out_refund_no':'r 1','amount':{'refund':1,'total':1,'currency':'CNY'}}"
                        + "|/out_refund_no",
                REFUNDS + "|{'out_trade_no':'o','out_refund_no':'r','amount':{'refund':0,'total':1,'currency':'CNY'}}"
                        + "|/amount/refund",
                REFUNDS + "|{'out_trade_no':'o','out_refund_no':'r','amount':{'refund':1,'total':-1,'currency':'CNY'}}"
                        + "|/amount/total",
                REFUNDS + "|{'out_trade_no':'o','out_refund_no':'r','notify_url':'https://shop.example/n?a',"
                        + "'amount':{'refund':1,'total':1,'currency':'CNY'}}|/notify_url"
            })
    void refusesTheSameInOtherOperations(String target, String json, String field) {
        WireAnswer answer = client.post(target, json.replace('\'', '"').replace("MCHID", sandbox.mchid()));

        assertThat(answer.code()).describedAs(answer.text()).isEqualTo("PARAM_ERROR");
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.json().path("message").asText()).startsWith("Wrong parameter " + field + " in body: ");
    }

    /** The pages of combined orders differ in these characters. */
    @ParameterizedTest
    @CsvSource({
        "v3/combine-transactions/jsapi, /combine_out_trade_no",
        "v3/combine-transactions/jsapi, /sub_orders/0/out_trade_no",
        "v3/refund/domestic/refunds, /out_trade_no"
    })
    void takesEachDocumentedCharacterInNumbersOfCombinedOrders(String path, String field) {
        ValueRules rules = ValueRules.of(operation(path));

        assertThat(rules.issue(field, StrictJson.tree("Order_1-2|3*4@5"))).isEmpty();
        assertThat(rules.issue(field, StrictJson.tree("order#1"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"64, 200", "65, 400"})
    void knowsTheLengthOfARefundNumber(int length, int status) {
        client.post(NATIVE, order(Map.of()));
        sandbox.pay("order-1");

        WireAnswer answer = client.post(
                REFUNDS,
                json(Map.of(
                        "out_trade_no", "'order-1'",
                        "out_refund_no", "'" + "r".repeat(length) + "'",
                        "amount", "{'refund':1,'total':1,'currency':'CNY'}")));

        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"out_refund_no, 64", "reason, 80", "notify_url, 256", "transaction_id, 32", "out_trade_no, 64"})
    void knowsTheLengthsOfARefundOfAnECommercePlatform(String field, int longest) {
        ValueRules rules = ValueRules.of(operation("v3/ecommerce/refunds/apply"));
        String text = field.equals("notify_url") ? "https://shop.example/" : "";
        text += "n".repeat(longest - text.length());

        assertThat(rules.issue("/" + field, StrictJson.tree(text))).isEmpty();
        assertThat(rules.issue("/" + field, StrictJson.tree(text + "n")))
                .hasValue("longer than " + longest + " characters");
    }

    @Test
    void neverRepeatsTheValue() {
        for (Map<String, String> wrong : List.of(
                Map.of("out_trade_no", "'secret value'"),
                Map.of("notify_url", "'https://shop.example/?secret'"),
                Map.of("time_expire", "'secret'"))) {
            assertThat(client.post(NATIVE, order(wrong)).text()).doesNotContain("secret");
        }
    }
}
