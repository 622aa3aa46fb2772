package io.github.camelwechatpay.sandbox.internal.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.sandbox.internal.call.BusinessNumber;
import io.github.camelwechatpay.sandbox.internal.call.Call;
import io.github.camelwechatpay.sandbox.internal.call.CallHandler;
import io.github.camelwechatpay.sandbox.internal.common.RandomText;
import io.github.camelwechatpay.sandbox.internal.http.Refusal;
import java.util.Optional;

/** Executes any operation from the catalog alone. The same business number always gets the same values. */
public final class GenericOperation implements CallHandler {
    private final DocumentedValues documented;
    private final Ledger ledger;
    private final String seed = RandomText.secure().alphanumeric(32);

    public GenericOperation(Catalog catalog, Ledger ledger) {
        this.documented = new DocumentedValues(catalog);
        this.ledger = ledger;
    }

    @Override
    public ObjectNode execute(Call call) throws Refusal {
        Optional<BusinessNumber> unique = BusinessNumber.unique(call);
        return unique.isPresent()
                ? ledger.once(call, unique.get(), () -> generate(call, fresh()))
                : generate(
                        call,
                        BusinessNumber.main(call)
                                .map(BusinessNumber::toString)
                                .orElseGet(() -> call.operation().method().equals("GET")
                                        ? call.request().target()
                                        : fresh()));
    }

    private ObjectNode generate(Call call, String key) {
        return new GeneratedAnswer(documented, seed, call, key, ledger.since(key)).generate();
    }

    private static String fresh() {
        return RandomText.secure().hex(32);
    }
}
