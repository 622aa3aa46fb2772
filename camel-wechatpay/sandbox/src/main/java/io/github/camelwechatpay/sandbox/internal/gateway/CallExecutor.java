package io.github.camelwechatpay.sandbox.internal.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.sandbox.internal.call.Call;
import io.github.camelwechatpay.sandbox.internal.call.CallHandler;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import io.github.camelwechatpay.sandbox.internal.http.GatewayAnswer;
import io.github.camelwechatpay.sandbox.internal.http.Refusal;
import io.github.camelwechatpay.sandbox.internal.keys.FieldEncryption;
import io.github.camelwechatpay.sandbox.internal.operations.DownloadLinks;
import io.github.camelwechatpay.sandbox.internal.operations.FileServer;
import io.github.camelwechatpay.sandbox.internal.operations.Ledger;
import java.util.Map;

/** Executes a call: by the handler of its operation if there is one, else generically. */
public final class CallExecutor {
    private final Map<String, CallHandler> handlers;
    private final CallHandler generic;
    private final FileServer files;
    private final DownloadLinks links;
    private final Ledger ledger;

    /** @param handlers by {@link Operation#toString()}: method and path template, with a space between */
    public CallExecutor(
            Map<String, CallHandler> handlers,
            CallHandler generic,
            FileServer files,
            DownloadLinks links,
            Ledger ledger) {
        this.handlers = Map.copyOf(handlers);
        this.generic = generic;
        this.files = files;
        this.links = links;
        this.ledger = ledger;
    }

    /** Returns the response without a signature. */
    GatewayAnswer execute(Call call) throws Refusal {
        Operation operation = call.operation();
        GatewayAnswer answer = operation.download() ? files.serve(call) : json(call);
        ledger.count(call);
        return answer;
    }

    private GatewayAnswer json(Call call) throws Refusal {
        Operation operation = call.operation();
        ObjectNode answer = handlers.getOrDefault(operation.toString(), generic).execute(call);
        if (operation.successStatus() != 200) {
            return GatewayAnswer.empty(operation.successStatus());
        }
        links.fill(call, answer);
        new FieldEncryption(call.caller().requireMerchantKey()).encrypt(answer, operation.answer());
        return GatewayAnswer.json(200, StrictJson.bytes(answer));
    }
}
