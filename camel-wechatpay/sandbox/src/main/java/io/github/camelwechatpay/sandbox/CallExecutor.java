package io.github.camelwechatpay.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.catalog.Operation;
import java.util.Map;

/** Executes a call: by a handler of its own where the operation has one, else generically. */
final class CallExecutor {
    private final Map<String, CallHandler> handlers;
    private final CallHandler generic;
    private final FileServer files;
    private final DownloadLinks links;
    private final Ledger ledger;

    /**
     * @param handlers by {@link Operation#toString()}: method and path template, with a space between
     */
    CallExecutor(
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

    /** The answer without a signature. */
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
        new FieldEncryption(call.caller().merchantKey()).encrypt(answer, operation.answer());
        return GatewayAnswer.json(200, StrictJson.bytes(answer));
    }
}
