package io.github.camelwechatpay.sandbox.internal.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelwechatpay.sandbox.fixture.Receiver;
import io.github.camelwechatpay.sandbox.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.fixture.TestCrypto;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentFlowTest extends SandboxTestSupport {
    private static final String ORDERS = "/v3/pay/transactions/";
    private static final String REFUNDS = "/v3/refund/domestic/refunds";

    private static String order(String number, String notifyUrl, int total) {
        return "{\"appid\":\"wx1\",\"mchid\":\"%s\",\"description\":\"d\",\"out_trade_no\":\"%s\",\"notify_url\":\"%s\","
                        .formatted(sandbox.mchid(), number, notifyUrl)
                + "\"amount\":{\"total\":" + total + "},\"scene_info\":{}}";
    }

    private static WireAnswer post(String target, String json) {
        return client.request("POST", target)
                .header("Wechatpay-Serial", sandbox.platformSerialNumber())
                .json(json)
                .send();
    }

    private static JsonNode ok(WireAnswer answer) {
        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static JsonNode query(String number) {
        return ok(client.get(ORDERS + "out-trade-no/" + number + "?mchid=" + sandbox.mchid()));
    }

    private static WireAnswer close(String number) {
        return post(ORDERS + "out-trade-no/" + number + "/close", "{\"mchid\":\"" + sandbox.mchid() + "\"}");
    }

    private static String refund(String number, String orderNumber, int amount, int total) {
        return "{\"out_refund_no\":\"%s\",\"out_trade_no\":\"%s\",\"amount\":{\"refund\":%d,\"total\":%d,\"currency\":\"CNY\"}"
                        .formatted(number, orderNumber, amount, total)
                + "}";
    }

    private static JsonNode resource(WireAnswer notification) throws Exception {
        JsonNode sealed = notification.json().path("resource");
        return new ObjectMapper()
                .readTree(TestCrypto.openResource(
                        sandbox.secretKey(),
                        sealed.path("nonce").asText(),
                        sealed.path("associated_data").asText(),
                        sealed.path("ciphertext").asText()));
    }

    @ParameterizedTest
    @CsvSource({
        "jsapi,prepay_id,.{32},JSAPI",
        "app,prepay_id,.{32},APP",
        "native,code_url,weixin://wxpay/bizpayurl\\?pr=.+,NATIVE",
        "h5,h5_url,https://.+,MWEB"
    })
    void takesAnOrderFromCreationToPayment(String way, String field, String pattern, String type) throws Exception {
        try (Receiver receiver = Receiver.answering(204, "")) {
            String json = order("n1", receiver.url(), 5);
            if (way.equals("jsapi")) {
                json = json.replace("\"scene_info\"", "\"payer\":{\"openid\":\"o1\"},\"scene_info\"");
            }
            JsonNode created = ok(post(ORDERS + way, json));
            assertThat(created.path(field).asText()).matches(pattern);
            assertThat(query("n1").path("trade_state").asText()).isEqualTo("NOTPAY");
            assertThat(query("n1").has("transaction_id")).isFalse();

            assertThat(sandbox.pay("n1").accepted()).isTrue();

            JsonNode paid = query("n1");
            assertThat(paid.path("trade_state").asText()).isEqualTo("SUCCESS");
            assertThat(paid.path("trade_type").asText()).isEqualTo(type);
            assertThat(paid.at("/amount/payer_total").asInt()).isEqualTo(5);
            assertThat(paid.at("/payer/openid").asText()).isEqualTo(way.equals("jsapi") ? "o1" : "sandbox-openid");
            assertThat(ok(client.get(
                            ORDERS + "id/" + paid.path("transaction_id").asText() + "?mchid=" + sandbox.mchid())))
                    .isEqualTo(paid);
            WireAnswer notification = receiver.received().get(0);
            assertThat(notification.json().path("event_type").asText()).isEqualTo("TRANSACTION.SUCCESS");
            assertThat(notification.json().at("/resource/original_type").asText())
                    .isEqualTo("transaction");
            assertThat(resource(notification).path("transaction_id")).isEqualTo(paid.path("transaction_id"));
        }
    }

    @Test
    void createsAnOrderOnce() {
        JsonNode first = ok(post(ORDERS + "native", order("n1", "https://shop.example/n", 5)));

        assertThat(ok(post(ORDERS + "native", order("n1", "https://shop.example/n", 5))))
                .isEqualTo(first);
        assertThat(post(ORDERS + "native", order("n1", "https://shop.example/n", 6))
                        .code())
                .isEqualTo("INVALID_REQUEST");
        assertThat(post(ORDERS + "app", order("n1", "https://shop.example/n", 5))
                        .code())
                .isEqualTo("INVALID_REQUEST");
        assertThat(sandbox.pay("n1").status()).isZero();
        assertThat(post(ORDERS + "native", order("n1", "https://shop.example/n", 5))
                        .code())
                .isEqualTo("ORDER_PAID");
        assertThatThrownBy(() -> sandbox.pay("n1")).hasMessageContaining("SUCCESS");
        assertThatThrownBy(() -> sandbox.pay("n2")).hasMessageContaining("n2");
    }

    @Test
    void closesAnOrderThatIsNotPaid() {
        post(ORDERS + "native", order("n1", "https://shop.example/n", 5));
        post(ORDERS + "native", order("n2", "https://shop.example/n", 5));
        sandbox.pay("n2");

        assertThat(close("n1").status()).isEqualTo(204);
        assertThat(close("n1").status()).isEqualTo(204);
        assertThat(query("n1").path("trade_state").asText()).isEqualTo("CLOSED");
        assertThat(close("n2").code()).isEqualTo("ORDER_PAID");
        assertThat(close("n3").code()).isEqualTo("ORDER_NOT_EXIST");
        assertThat(close("n3").status()).isEqualTo(404);
        assertThatThrownBy(() -> sandbox.pay("n1")).hasMessageContaining("CLOSED");
    }

    @Test
    void doesNotShowAMerchantsOrderToAProvider() {
        post(ORDERS + "native", order("n1", "https://shop.example/n", 5));

        WireAnswer answer = client.get(
                "/v3/pay/partner/transactions/out-trade-no/n1?sub_mchid=1900000109&sp_mchid=" + sandbox.mchid());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("ORDER_NOT_EXIST");
    }

    @Test
    void refundsAPaidOrder() throws Exception {
        try (Receiver receiver = Receiver.answering(204, "")) {
            post(ORDERS + "native", order("n1", "https://shop.example/n", 5));
            sandbox.pay("n1");
            String json = refund("r1", "n1", 2, 5);
            json = json.substring(0, json.length() - 1) + ",\"notify_url\":\"" + receiver.url() + "\"}";

            JsonNode created = ok(client.post(REFUNDS, json));

            assertThat(created.path("status").asText()).isEqualTo("PROCESSING");
            JsonNode queried = ok(client.get(REFUNDS + "/r1"));
            assertThat(queried.path("status").asText()).isEqualTo("SUCCESS");
            assertThat(queried.path("refund_id")).isEqualTo(created.path("refund_id"));
            assertThat(queried.at("/amount/refund").asInt()).isEqualTo(2);
            assertThat(query("n1").path("trade_state").asText()).isEqualTo("REFUND");
            Awaitility.await().until(() -> receiver.received().size() == 1);
            assertThat(receiver.received().get(0).json().path("event_type").asText())
                    .isEqualTo("REFUND.SUCCESS");
            assertThat(resource(receiver.received().get(0))
                            .path("refund_status")
                            .asText())
                    .isEqualTo("SUCCESS");
            assertThat(ok(client.post(REFUNDS, json))).isEqualTo(created);
            assertThat(client.post(REFUNDS, refund("r1", "n1", 3, 5)).code()).isEqualTo("INVALID_REQUEST");
            assertThat(client.post(REFUNDS, refund("r2", "n1", 4, 5)).code()).isEqualTo("INVALID_REQUEST");
            assertThat(client.post(REFUNDS, refund("r2", "n1", 3, 6)).field()).isEqualTo("/amount/total");
            assertThat(client.post(REFUNDS, refund("r2", "n1", 3, 5).replaceFirst("[{]", "{\"transaction_id\":\"42\","))
                            .field())
                    .isEqualTo("/transaction_id");
            assertThat(ok(client.post(REFUNDS, refund("r2", "n1", 3, 5)))
                            .path("out_refund_no")
                            .asText())
                    .isEqualTo("r2");
        }
    }

    @Test
    void refundsNothingThatWasNotPaid() {
        post(ORDERS + "native", order("n1", "https://shop.example/n", 5));

        assertThat(client.post(REFUNDS, refund("r1", "n1", 5, 5)).code()).isEqualTo("INVALID_REQUEST");
        for (WireAnswer answer : List.of(client.post(REFUNDS, refund("r1", "n2", 5, 5)), client.get(REFUNDS + "/r1"))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("RESOURCE_NOT_EXISTS");
        }
    }

    @Test
    void paysByControlCall() {
        post(ORDERS + "native", order("n1", "https://shop.example/n", 5));

        WireAnswer answer = client.request("POST", "/_sandbox/pay")
                .json("{\"outTradeNo\":\"n1\"}")
                .send();

        assertThat(ok(answer).path("status").asInt()).isZero();
        assertThat(query("n1").path("trade_state").asText()).isEqualTo("SUCCESS");
        assertThat(client.request("POST", "/_sandbox/pay")
                        .json("{\"outTradeNo\":\"n2\"}")
                        .send()
                        .status())
                .isEqualTo(400);
    }
}
