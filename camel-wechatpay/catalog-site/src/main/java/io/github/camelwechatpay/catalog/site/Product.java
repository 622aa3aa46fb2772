package io.github.camelwechatpay.catalog.site;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Operation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The operations of one page: those whose paths begin with {@code v3/} and the name.
 *
 * @param name one segment, or two where one would hold more than {@value #MOST} operations, as in the catalog's text files
 */
record Product(String name, List<Operation> operations) {

    private static final int MOST = 40;

    /** All products, sorted by name. */
    static List<Product> of(Catalog catalog) {
        Map<String, Long> sizes =
                catalog.operations().stream().collect(groupingBy(operation -> segments(operation, 1), counting()));
        Map<String, List<Operation>> products = catalog.operations().stream()
                .collect(groupingBy(
                        operation -> segments(operation, sizes.get(segments(operation, 1)) > MOST ? 2 : 1),
                        TreeMap::new,
                        toList()));
        return products.entrySet().stream()
                .map(product -> new Product(product.getKey(), product.getValue()))
                .toList();
    }

    private static String segments(Operation operation, int count) {
        String[] segments = operation.path().split("/");
        return String.join("/", List.of(segments).subList(1, 1 + count));
    }

    /** File name of the page. */
    String page() {
        return name.replace('/', '-') + ".html";
    }
}
