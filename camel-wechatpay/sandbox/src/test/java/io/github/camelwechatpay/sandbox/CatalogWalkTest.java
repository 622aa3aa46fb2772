package io.github.camelwechatpay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.sandbox.fixture.AnswerCheck;
import io.github.camelwechatpay.sandbox.fixture.Figure;
import io.github.camelwechatpay.sandbox.fixture.RawClient;
import io.github.camelwechatpay.sandbox.fixture.SampleCall;
import io.github.camelwechatpay.sandbox.fixture.TestCrypto;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls every operation of the catalog as a merchant would, and reads each answer. */
class CatalogWalkTest {
    private static final String ORDER = """
            {"appid":"wx1","mchid":"%s","description":"d","out_trade_no":"%s","notify_url":"https://shop.example/n",\
            "amount":{"total":1}}""";
    private static final String PROVIDER_ORDER = """
            {"sp_appid":"wx1","sub_appid":"wx2","sp_mchid":"%s","sub_mchid":"1900000109","description":"d",\
            "out_trade_no":"%s","notify_url":"https://shop.example/n","amount":{"total":1}}""";
    /** Known of paid orders, though some pages leave it out. */
    private static final Set<String> PAID =
            Set.of("/payer", "/payer/openid", "/amount/payer_total", "/amount/payer_currency");

    private static final String DEDUCTION = "{\"out_contract_code\":\"c-deduction\",\"plan_id\":1}";
    private static final String PASSWORD_FREE = """
            {"appid":"wx1","service_id":1,"out_contract_code":"c-free","notify_url":"https://shop.example/n",\
            "contract_display_account":"a","openid":"o"}""";

    private static WechatpaySandbox sandbox;
    private static RawClient client;
    private static PublicKey publicKey;

    @BeforeAll
    static void start() {
        sandbox = WechatpaySandbox.start();
        client = new RawClient(sandbox);
        publicKey = TestCrypto.publicKey(sandbox.publicKeyPem());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static WireAnswer ok(WireAnswer answer) {
        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
        return answer;
    }

    private static WireAnswer post(String target, String json) {
        return ok(client.request("POST", target)
                .header("Wechatpay-Serial", sandbox.publicKeyId())
                .json(json)
                .send());
    }

    /** The flows with state refuse numbers that they do not know, so the walk finds an order, a refund, two contracts. */
    private static Map<String, String> values() {
        for (String number : List.of("o-open", "o-paid", "o-refundable")) {
            post("/v3/pay/transactions/native", ORDER.formatted(sandbox.mchid(), number));
        }
        for (String number : List.of("p-open", "p-paid")) {
            post("/v3/pay/partner/transactions/native", PROVIDER_ORDER.formatted(sandbox.mchid(), number));
        }
        sandbox.pay("p-paid");
        sandbox.pay("o-paid");
        sandbox.pay("o-refundable");
        post(
                "/v3/refund/domestic/refunds",
                "{\"out_trade_no\":\"o-paid\",\"out_refund_no\":\"r-1\","
                        + "\"amount\":{\"refund\":1,\"total\":1,\"currency\":\"CNY\"}}");
        post("/v3/global/papay/contracts/app-pre-entrust-sign", DEDUCTION);
        sandbox.sign("c-deduction");
        post("/v3/password-exempt-contract/contracts/normal/pre-entrust-sign/mini-program", PASSWORD_FREE);
        sandbox.sign("c-free");
        JsonNode paid = order("o-paid");
        JsonNode provided = ok(client.get(
                        "/v3/pay/partner/transactions/out-trade-no/p-paid?sub_mchid=1900000109&sp_mchid="
                                + sandbox.mchid()))
                .json();
        JsonNode contract = ok(client.get("/v3/global/papay/contracts/out-contract-code/c-deduction"))
                .json();
        Map<String, String> values = new HashMap<>(Map.of(
                "mchid",
                sandbox.mchid(),
                "sp_mchid",
                sandbox.mchid(),
                "transaction_id",
                paid.path("transaction_id").asText(),
                "GET v3/pay/partner/transactions/id/{transaction_id} /transaction_id",
                provided.path("transaction_id").asText(),
                "out_refund_no",
                "r-1",
                "contract_id",
                contract.path("contract_id").asText(),
                "POST v3/refund/domestic/refunds /out_trade_no",
                "o-refundable",
                "POST v3/refund/domestic/refunds /out_refund_no",
                "r-2",
                "GET v3/global/papay/contracts/out-contract-code/{out_contract_code} /out_contract_code",
                "c-deduction"));
        values.put("GET v3/certificates /algorithm_type", "RSA");
        values.put(
                "POST v3/refund/domestic/refunds /transaction_id",
                order("o-refundable").path("transaction_id").asText());
        Map.of("v3/pay/transactions/", "o", "v3/pay/partner/transactions/", "p").forEach((root, kind) -> {
            String number = root + "out-trade-no/{out_trade_no}";
            values.put("GET " + number + " /out_trade_no", kind + "-paid");
            values.put("POST " + number + "/close /out_trade_no", kind + "-open");
            values.put("POST " + number + "/reverse /out_trade_no", kind + "-paid");
        });
        String code =
                "v3/password-exempt-contract/contracts/service-id/{service_id}/out-contract-code/{out_contract_code}";
        values.put("GET " + code + " /out_contract_code", "c-free");
        values.put("POST " + code + "/terminate /out_contract_code", "c-free");
        for (Operation operation : Catalog.get().operations()) {
            // One number is one order or contract, so each creation gets its own
            for (String name : List.of("out_trade_no", "out_contract_code")) {
                values.putIfAbsent(operation + " /" + name, name + operation.hashCode());
            }
        }
        return values;
    }

    private static JsonNode order(String number) {
        return ok(client.get("/v3/pay/transactions/out-trade-no/" + number + "?mchid=" + sandbox.mchid()))
                .json();
    }

    @ParameterizedTest(name = "all fields: {0}")
    @ValueSource(booleans = {true, false})
    void answersEveryOperation(boolean allFields) {
        sandbox.reset();
        SampleCall calls = new SampleCall(sandbox, allFields, values());
        List<String> wrong = new ArrayList<>();
        int decrypted = 0;
        int files = 0;
        for (Operation operation : Catalog.get().operations()) {
            AnswerCheck check = new AnswerCheck(TestCrypto.privateKey(sandbox.privateKeyPem()));
            WireAnswer answer = wantsToken(operation) ? download(operation) : calls.send(client, operation);
            check(operation, answer, check);
            check.wrong().stream()
                    .filter(message -> !PAID.contains(message.replace(" is not documented", "")))
                    .forEach(message -> wrong.add(operation + ": " + message));
            decrypted += check.decrypted();
            files += operation.download() ? 1 : 0;
        }
        int count = Catalog.get().operations().size();
        Figure.print(
                "walk-" + allFields,
                "walk on raw sockets (%s): called %d operations, %d files, %d fields decrypted"
                        .formatted(allFields ? "all fields" : "required fields", count, files, decrypted));
        assertThat(wrong).isEmpty();
        assertThat(count).isGreaterThan(1000);
    }

    private static boolean wantsToken(Operation operation) {
        return operation.download()
                && operation.query().stream().anyMatch(field -> field.name().equals("token"));
    }

    /** Addresses of files come from an earlier answer. */
    private static WireAnswer download(Operation operation) {
        JsonNode answer = switch (operation.path()) {
            case "v3/billdownload/file" ->
                ok(client.get("/v3/bill/tradebill?bill_date=2026-01-01")).json();
            case "v3/transferdownload/signfile" ->
                ok(client.get("/v3/fund-app/mch-transfer/elecsign/out-bill-no/b1"))
                        .json();
            case "v3/transferdownload/elecvoucherfile" ->
                ok(client.get("/v3/transfer/bill-receipt/b1")).json();
            default ->
                ok(client.get("/v3/new-tax-control-fapiao/fapiao-applications/f1/fapiao-files"
                                + "?sub_mchid=1900000109&fapiao_id=f1"))
                        .json()
                        .at("/fapiao_download_info_list/0");
        };
        String url = answer.path("download_url").asText();
        assertThat(url).startsWith(sandbox.baseUri() + "/" + operation.path() + "?");
        return client.get(url.substring(sandbox.baseUri().length()));
    }

    private static void check(Operation operation, WireAnswer answer, AnswerCheck check) {
        if (answer.status() != operation.successStatus()) {
            check.wrong().add("status " + answer.status() + " " + answer.text());
            return;
        }
        if (operation.unsignedAnswer()) {
            if (answer.headers().keySet().stream().anyMatch(name -> name.startsWith("Wechatpay-"))) {
                check.wrong().add("signed");
            }
        } else if (!TestCrypto.verifies(answer, publicKey, signed(operation, answer))) {
            check.wrong().add("wrong signature");
        }
        if (operation.download()) {
            String type = answer.header("Content-Type");
            if (answer.body().length == 0
                    || !operation.produces().isEmpty() && !operation.produces().contains(type)) {
                check.wrong().add("no file of the documented type: " + type);
            }
        } else if (operation.successStatus() == 200) {
            boolean state = answer.json().has("trade_state")
                    || operation.path().startsWith("v3/refund/domestic")
                    || operation.path().contains("contract")
                    || operation.path().equals("v3/security/echo");
            check.object(answer.json(), operation.answer(), !state, "");
        } else if (answer.body().length > 0) {
            check.wrong().add("not empty");
        }
    }

    private static byte[] signed(Operation operation, WireAnswer answer) {
        return operation
                .answerSignedOver()
                .map(header -> ("{\"sha1\":\"" + answer.header(header) + "\"}").getBytes(StandardCharsets.US_ASCII))
                .orElse(answer.body());
    }
}
