package io.github.camelwechatpay.sandbox.internal.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.sandbox.fixture.Receiver;
import io.github.camelwechatpay.sandbox.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ContractFlowTest extends SandboxTestSupport {
    private static final String DEDUCTION = "/v3/global/papay/contracts/";
    private static final String PASSWORD_FREE = "/v3/password-exempt-contract/contracts/";

    private static JsonNode ok(WireAnswer answer) {
        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static String event(WireAnswer notification) {
        return notification.json().path("event_type").asText();
    }

    @Test
    void takesADeductionContractFromSigningToTermination() throws Exception {
        try (Receiver receiver = Receiver.answering(204, "")) {
            String open =
                    "{\"out_contract_code\":\"c1\",\"plan_id\":7,\"success_notify_url\":\"" + receiver.url() + "\"}";
            assertThat(ok(client.post(DEDUCTION + "app-pre-entrust-sign", open)).has("session_id"))
                    .isTrue();
            assertThat(client.get(DEDUCTION + "out-contract-code/c1").status()).isEqualTo(404);

            assertThat(sandbox.sign("c1").accepted()).isTrue();

            assertThat(event(receiver.received().get(0))).isEqualTo("PAPAY.SIGN");
            JsonNode contract = ok(client.get(DEDUCTION + "out-contract-code/c1"));
            assertThat(contract.path("state").asText()).isEqualTo("SIGNED");
            assertThat(contract.path("plan_id").asInt()).isEqualTo(7);
            String id = contract.path("contract_id").asText();
            assertThat(ok(client.get(DEDUCTION + id))).isEqualTo(contract);
            assertThatThrownBy(() -> sandbox.sign("c1")).hasMessageContaining("c1");

            assertThat(client.post(DEDUCTION + id + "/terminate", "{\"termination_note\":\"over\"}")
                            .status())
                    .isEqualTo(204);

            Awaitility.await().until(() -> receiver.received().size() == 2);
            assertThat(event(receiver.received().get(1))).isEqualTo("PAPAY.TERMINATE");
            JsonNode terminated = ok(client.get(DEDUCTION + id));
            assertThat(terminated.path("state").asText()).isEqualTo("TERMINATED");
            assertThat(terminated.path("termination_note").asText()).isEqualTo("over");
            assertThat(client.post(DEDUCTION + id + "/terminate", "{}").code()).isEqualTo("INVALID_REQUEST");
        }
    }

    @Test
    void takesAPasswordFreeContractFromSigningToTermination() {
        String open = "{\"appid\":\"wx1\",\"service_id\":7,\"out_contract_code\":\"c1\",\"openid\":\"o\","
                + "\"notify_url\":\"https://shop.example/n\",\"contract_display_account\":\"a\"}";
        ok(client.post(PASSWORD_FREE + "normal/pre-entrust-sign/mini-program", open));

        WireAnswer signed = client.request("POST", "/_sandbox/sign")
                .json("{\"outContractCode\":\"c1\"}")
                .send();

        assertThat(ok(signed).path("status").asInt()).isZero();
        String target = PASSWORD_FREE + "service-id/7/out-contract-code/c1";
        assertThat(ok(client.get(target)).path("contract_state").asText()).isEqualTo("SIGNED");
        ok(client.post(target + "/terminate", "{\"contract_termination_remark\":\"over\"}"));
        JsonNode terminated = ok(client.get(target));
        assertThat(terminated.path("contract_state").asText()).isEqualTo("TERMINATED");
        assertThat(terminated
                        .at("/contract_terminate_info/contract_termination_remark")
                        .asText())
                .isEqualTo("over");
    }

    @Test
    void knowsNoOtherContract() {
        for (String target : new String[] {
            DEDUCTION + "out-contract-code/c1", DEDUCTION + "c1", PASSWORD_FREE + "service-id/7/out-contract-code/c1"
        }) {
            WireAnswer answer = client.get(target);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("RESOURCE_NOT_EXISTS");
        }
        assertThatThrownBy(() -> sandbox.sign("c1")).isInstanceOf(IllegalArgumentException.class);
    }
}
