package io.github.camelwechatpay.catalog;

import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Prints what the catalog knows about an operation or an event, with a route to start from:
 * {@code java -jar wechatpay-catalog.jar v3/pay/transactions/jsapi}.
 */
public final class CatalogMain {

    private static final int FOUND = 0;
    private static final int NOT_FOUND = 1;
    private static final int USAGE = 2;
    private static final int NEAREST = 5;
    private static final int LONGEST_ECHO = 200;
    private static final Set<String> ASKS_FOR_HELP = Set.of("-h", "--help");

    private static final String HELP = """
            Usage: java -jar wechatpay-catalog.jar WHAT
            WHAT is a path (v3/pay/transactions/jsapi, or POST v3/pay/transactions/jsapi), the same in chain notation
            (v3.pay.transactions.jsapi), an event type (TRANSACTION.SUCCESS), or words to search for (query refund).
            """;

    private CatalogMain() {}

    /**
     * Prints, and ends the process: with status 0, 1 when nothing was found, or 2 when nothing was asked.
     *
     * @param words a path, a chain, an event type, words that are all in the path or the name, or {@code --help}
     */
    public static void main(String[] words) {
        System.exit(run(Catalog.get(), String.join(" ", words).strip(), System.out, System.err));
    }

    static int run(Catalog catalog, String what, PrintStream out, PrintStream err) {
        if (ASKS_FOR_HELP.contains(what)) {
            out.print(HELP);
            return FOUND;
        }
        if (what.isEmpty()) {
            err.print(HELP);
            return USAGE;
        }
        Search hits = Search.of(catalog, what);
        if (hits.size() == 0) {
            err.print(nothing(what, Search.nearest(catalog, what, NEAREST)));
            return NOT_FOUND;
        }
        out.print(hits.exact() || hits.size() == 1 ? facts(catalog, hits) : list(hits));
        return FOUND;
    }

    private static String facts(Catalog catalog, Search hits) {
        return String.join(
                "\n\n",
                Stream.concat(
                                hits.operations().stream().map(operation -> FactSheet.of(catalog, operation)),
                                hits.notifications().stream().map(FactSheet::of))
                        .toList());
    }

    private static String list(Search hits) {
        StringBuilder list = new StringBuilder();
        hits.operations().forEach(operation -> line(list, operation.toString(), operation.name()));
        hits.notifications().forEach(event -> line(list, event.toString(), event.name()));
        return list.append('\n')
                .append(hits.size())
                .append(" found: name one for its facts\n")
                .toString();
    }

    private static void line(StringBuilder list, String subject, String name) {
        list.append(subject).append("  ").append(name).append('\n');
    }

    private static String nothing(String what, List<String> nearest) {
        String shown = what.length() > LONGEST_ECHO ? what.substring(0, LONGEST_ECHO) + "..." : what;
        String head = "The catalog has nothing called " + shown.replaceAll("\\p{Cc}", "?");
        return nearest.isEmpty() ? head + "\n" : head + ". Near are:\n  " + String.join("\n  ", nearest) + "\n";
    }
}
