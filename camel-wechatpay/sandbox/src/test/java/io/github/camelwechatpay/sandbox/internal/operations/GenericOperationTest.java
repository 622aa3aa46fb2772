package io.github.camelwechatpay.sandbox.internal.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.sandbox.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.fixture.TestCrypto;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that come from the catalog alone. */
class GenericOperationTest extends SandboxTestSupport {
    private static final String TRANSFER = """
            {"appid":"wx1","out_bill_no":"%s","transfer_scene_id":"1000","openid":"o1","transfer_amount":%d,\
            "transfer_remark":"r","transfer_scene_report_infos":[{"info_type":"a","info_content":"b"}]}""";
    private static final String TRANSFERS = "/v3/fund-app/mch-transfer/transfer-bills";

    private static JsonNode ok(WireAnswer answer) {
        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static WireAnswer transfer(String number, int amount) {
        return client.request("POST", TRANSFERS)
                .header("Wechatpay-Serial", sandbox.platformSerialNumber())
                .json(TRANSFER.formatted(number, amount))
                .send();
    }

    /** The same text encrypted twice differs. */
    private static JsonNode clear(JsonNode transfer) {
        ObjectNode clear = transfer.deepCopy();
        String name = TestCrypto.decryptField(
                TestCrypto.privateKey(sandbox.privateKeyPem()),
                transfer.path("user_name").asText());
        return clear.put("user_name", name);
    }

    @Test
    void tellsTheSameOfTheSameNumber() {
        JsonNode created = ok(transfer("b1", 5));
        sandbox.clockOffset(Duration.ofMinutes(1));
        JsonNode queried = ok(client.get(TRANSFERS + "/out-bill-no/b1"));

        assertThat(queried.path("out_bill_no").asText()).isEqualTo("b1");
        assertThat(queried.path("mch_id").asText()).isEqualTo(sandbox.mchid());
        assertThat(queried.path("transfer_bill_no")).isEqualTo(created.path("transfer_bill_no"));
        assertThat(queried.path("create_time")).isEqualTo(created.path("create_time"));
        JsonNode again = ok(client.get(TRANSFERS + "/out-bill-no/b1"));
        assertThat(clear(again)).isEqualTo(clear(queried));
        assertThat(ok(client.get(TRANSFERS + "/out-bill-no/b2")).path("transfer_bill_no"))
                .isNotEqualTo(queried.path("transfer_bill_no"));
        assertThat(sandbox.executions("v3/fund-app/mch-transfer/transfer-bills", "b1"))
                .isEqualTo(1);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/v3/merchant/fund/balance/OTHER|400|/account_type",
                "GET|/v3/applyment4sub/applyment/applyment_id/x|400|/applyment_id",
                "GET|/v3/applyment4sub/applyment/applyment_id/1|200|",
                "GET|/v3/bill/tradebill|400|/bill_date",
                "GET|/v3/bill/tradebill?bill_date=2026-01-01&tar_type=ZIP|400|/tar_type",
                "GET|/hk/v3/refunds/id/1|200|",
                "GET|/v3/refunds/id/1|404|",
                "GET|/hk/v3/bill/tradebill?bill_date=2026-01-01|404|",
                "POST|/v3/applyment4sub/applyment|404|",
                "GET|/v3/applyment4sub/applyment/|405|"
            })
    void checksTheTarget(String method, String target, int status, String field) {
        WireAnswer answer = client.request(method, target).send();

        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(status);
        if (field != null) {
            assertThat(answer.field()).isEqualTo(field);
        }
    }

    @Test
    void takesADeleteWithABody() {
        WireAnswer answer = client.request("DELETE", "/v3/marketing/goods-subsidy-activity/retail-store-act/b1/stores")
                .json("{\"stores\":1}")
                .send();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/detail/location").asText()).isEqualTo("body");
    }
}
