package io.github.camelwechatpay.sandbox.cli;

import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Prints the operations of the catalog, one per line. */
final class OperationList {
    static final String COMMAND = "operations";

    private static final String JSON = "--json";

    private final PrintStream out;

    OperationList(PrintStream out) {
        this.out = out;
    }

    /** @return false when the arguments are wrong, and nothing was printed */
    boolean print(List<String> arguments) {
        List<Operation> operations = Catalog.get().operations();
        if (arguments.equals(List.of(JSON))) {
            operations.forEach(operation -> out.println(StrictJson.text(OperationJson.of(operation))));
            return true;
        }
        if (arguments.size() > 1 || arguments.stream().anyMatch(argument -> argument.startsWith("-"))) {
            return false;
        }
        String search = String.join("", arguments).toLowerCase(Locale.ROOT);
        operations.stream()
                .map(operation -> operation + "  " + operation.name())
                .filter(line -> line.toLowerCase(Locale.ROOT).contains(search))
                .forEach(out::println);
        return true;
    }
}
