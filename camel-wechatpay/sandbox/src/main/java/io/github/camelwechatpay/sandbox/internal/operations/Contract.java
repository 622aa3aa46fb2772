package io.github.camelwechatpay.sandbox.internal.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.sandbox.internal.call.Call;
import io.github.camelwechatpay.sandbox.internal.common.RandomText;

/**
 * A deduction or password-free contract.
 *
 * @param creation the call that opened the signing
 * @param state in WeChat Pay's words
 * @param remark why it was terminated
 */
public record Contract(
        Call creation, State state, String contractId, String signedTime, String terminatedTime, String remark) {
    enum State {
        UNSIGNED,
        SIGNED,
        TERMINATED
    }

    static Contract opened(Call creation) {
        return new Contract(creation, State.UNSIGNED, "42" + RandomText.secure().digits(26), "", "", "");
    }

    Contract signed(String time) {
        return new Contract(creation, State.SIGNED, contractId, time, "", "");
    }

    Contract terminated(String time, String why) {
        return new Contract(creation, State.TERMINATED, contractId, signedTime, time, why);
    }

    /** Returns the URL of notifications, which the two products name differently. */
    public String notifyUrl() {
        JsonNode body = creation.body();
        return body.path(body.has("notify_url") ? "notify_url" : "success_notify_url")
                .asText();
    }

    /** Returns everything that is known, under the names of both products and of the notifications. */
    ObjectNode view() {
        ObjectNode view = creation.body().deepCopy();
        view.put("mchid", creation.caller().mchid())
                .put("openid", view.path("openid").asText("sandbox-openid"))
                .put("contract_id", contractId)
                .put("state", state.name())
                .put("contract_state", state.name())
                .put("signed_time", signedTime)
                .put("contract_signed_time", signedTime)
                .put("operate_time", signedTime);
        if (view.has("expired_time")) {
            view.set("contract_expired_time", view.get("expired_time"));
        }
        if (state == State.TERMINATED) {
            view.put("terminated_time", terminatedTime)
                    .put("termination_mode", "MERCHANT")
                    .put("termination_note", remark)
                    .put("contract_termination_mode", "MERCHANT")
                    .put("operate_time", terminatedTime)
                    .putObject("contract_terminate_info")
                    .put("contract_termination_mode", "MERCHANT")
                    .put("contract_terminated_time", terminatedTime)
                    .put("contract_termination_remark", remark);
        }
        return view;
    }
}
