package io.github.camelwechatpay.sandbox.internal.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.sandbox.internal.call.Call;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import java.util.List;

/**
 * A payment order.
 *
 * @param creation the call that created it
 * @param transactionId the number that it gets when it is paid
 * @param successTime empty until it is paid
 */
public record Order(Call creation, State state, String transactionId, String successTime) {
    enum State {
        NOTPAY,
        SUCCESS,
        CLOSED,
        REFUND,
        REVOKED
    }

    Order become(State next) {
        return new Order(creation, next, transactionId, successTime);
    }

    Order paid(String time) {
        return new Order(creation, State.SUCCESS, transactionId, time);
    }

    String number() {
        return creation.body().path("out_trade_no").asText();
    }

    public String notifyUrl() {
        return creation.body().path("notify_url").asText();
    }

    long total() {
        return creation.body().at("/amount/total").asLong();
    }

    boolean wasPaid() {
        return !successTime.isEmpty();
    }

    /** Returns everything that is known: the parameters of the merchant and, after the payment, who paid what and when. */
    ObjectNode view() {
        ObjectNode view = creation.body().deepCopy();
        view.put("trade_state", state.name()).put("trade_state_desc", "Sandbox: " + state.name());
        if (wasPaid()) {
            view.put("transaction_id", transactionId)
                    .put("trade_type", tradeType())
                    .put("bank_type", "OTHERS")
                    .put("success_time", successTime);
            view.set("payer", payer());
            ObjectNode amount = view.withObject("/amount");
            if (!amount.has("currency")) {
                amount.put("currency", "CNY");
            }
            amount.put("payer_total", total())
                    .put("payer_currency", amount.get("currency").asText());
        }
        return view;
    }

    /** Returns the content of TRANSACTION.SUCCESS. */
    public ObjectNode resource() {
        return view().without(List.of("notify_url", "detail", "settle_info", "time_expire", "goods_tag"));
    }

    private ObjectNode payer() {
        ObjectNode payer = StrictJson.object();
        String name = creation.body().has("sp_mchid") ? "sp_openid" : "openid";
        payer.put(name, creation.body().at("/payer/" + name).asText("sandbox-" + name));
        if (creation.body().at("/payer").has("sub_openid")) {
            payer.set("sub_openid", creation.body().at("/payer/sub_openid"));
        }
        return payer;
    }

    private String tradeType() {
        String path = creation.operation().path();
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (last.startsWith("h5")) {
            return "MWEB";
        }
        if (last.startsWith("native")) {
            return "NATIVE";
        }
        if (last.startsWith("codepay")) {
            return "MICROPAY";
        }
        return last.startsWith("app") ? "APP" : "JSAPI";
    }
}
