package io.github.camelwechatpay.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.catalog.Operation;
import java.util.Map;
import java.util.Optional;

/** Executes a call: by a handler of its own where the operation has one, else by an answer made from the catalog. */
final class CallExecutor {
    private final Map<String, CallHandler> handlers;
    private final GeneratedAnswer generator;
    private final Ledger ledger;
    private final FieldEncryption encryption;

    /**
     * @param handlers by method and path template, with a space between
     */
    CallExecutor(
            Map<String, CallHandler> handlers, GeneratedAnswer generator, Ledger ledger, FieldEncryption encryption) {
        this.handlers = Map.copyOf(handlers);
        this.generator = generator;
        this.ledger = ledger;
        this.encryption = encryption;
    }

    /** The answer without a signature. */
    GatewayAnswer execute(Call call) throws Refusal {
        Operation operation = call.operation();
        ObjectNode answer = handlers.getOrDefault(operation.method() + " " + operation.path(), this::generate)
                .execute(call);
        ledger.count(call);
        if (operation.successStatus() != 200) {
            return GatewayAnswer.empty(operation.successStatus());
        }
        encryption.encrypt(answer, operation.answer());
        return GatewayAnswer.json(200, StrictJson.bytes(answer));
    }

    private ObjectNode generate(Call call) throws Refusal {
        Optional<BusinessNumber> number = BusinessNumber.of(call.body());
        if (number.isPresent()) {
            return ledger.once(call, number.get(), () -> fresh(call));
        }
        return call.operation().method().equals("GET") ? generator.generate(call, call.target()) : fresh(call);
    }

    private ObjectNode fresh(Call call) {
        return generator.generate(call, RandomText.secure().hex(32));
    }
}
