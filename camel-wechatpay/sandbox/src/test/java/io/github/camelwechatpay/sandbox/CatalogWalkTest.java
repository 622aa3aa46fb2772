package io.github.camelwechatpay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.sandbox.fixture.AnswerCheck;
import io.github.camelwechatpay.sandbox.fixture.Figure;
import io.github.camelwechatpay.sandbox.fixture.FlowValues;
import io.github.camelwechatpay.sandbox.fixture.RawClient;
import io.github.camelwechatpay.sandbox.fixture.SampleCall;
import io.github.camelwechatpay.sandbox.fixture.TestCrypto;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls every operation of the catalog as a merchant would, and reads each answer. */
class CatalogWalkTest {
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

    @ParameterizedTest(name = "all fields: {0}")
    @ValueSource(booleans = {true, false})
    void answersEveryOperation(boolean allFields) {
        sandbox.reset();
        SampleCall calls = new SampleCall(sandbox, allFields, FlowValues.create(sandbox));
        List<String> wrong = new ArrayList<>();
        int decrypted = 0;
        int files = 0;
        for (Operation operation : Catalog.get().operations()) {
            AnswerCheck check = new AnswerCheck(TestCrypto.privateKey(sandbox.privateKeyPem()));
            WireAnswer answer = wantsToken(operation) ? download(operation) : calls.send(client, operation);
            check(operation, answer, check);
            check.wrong().stream()
                    .filter(message -> !FlowValues.PAID.contains(message.replace(" is not documented", "")))
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
