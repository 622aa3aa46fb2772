package io.github.camelwechatpay.catalog.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProductTest {

    private static final Path TEXTS = Path.of("..", "catalog", "src", "main", "catalog");

    private final List<Product> products = Product.of(Catalog.get());

    @Test
    void areThoseOfTheTextFiles() throws IOException {
        try (Stream<Path> files = Files.walk(TEXTS)) {
            assertThat(products.stream().map(product -> TEXTS.resolve(product.name() + ".txt")))
                    .containsExactlyInAnyOrderElementsOf(files.filter(
                                    file -> file.toString().endsWith(".txt") && !file.endsWith("notifications.txt"))
                            .toList());
        }
    }

    @Test
    void holdEveryOperationOnce() {
        assertThat(products.stream().flatMap(product -> product.operations().stream()))
                .containsExactlyInAnyOrderElementsOf(Catalog.get().operations());
        assertThat(products)
                .allSatisfy(product -> assertThat(product.operations())
                        .allSatisfy(operation ->
                                assertThat(operation.path() + '/').startsWith("v3/" + product.name() + '/')));
    }

    @Test
    void haveEachAPage() {
        assertThat(products.stream().map(Product::page))
                .doesNotHaveDuplicates()
                .doesNotContain("index.html", "notifications.html")
                .contains("ebike.html", "marketing-membercard-open.html");
    }
}
