package io.github.camelwechatpay.catalog.site;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.github.camelwechatpay.catalog.Catalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The HTML pages, one a product, and what their search needs. They work without a server and without network. */
final class Pages {

    private static final List<String> ASSETS = List.of("catalog.css", "search.js", "copy.js");
    private static final String NOTIFICATIONS_PAGE = "notifications.html";

    /** What a template is filled with, beside its frame. */
    record Page(String title, List<Section> sections) {}

    /** A line of the index. */
    record Line(String title, String page, int size) {}

    record Index(int operations, int notifications, List<Line> lines) {}

    private final Mustache.Compiler templates =
            Mustache.compiler().emptyStringIsFalse(true).withLoader(name -> resource(name + ".html"));
    private final Template page = templates.loadTemplate("page");
    private final Template index = templates.loadTemplate("index");

    void write(Catalog catalog, Path folder) throws IOException {
        List<Line> lines = new ArrayList<>();
        List<List<Object>> searched = new ArrayList<>();
        List<Product> products = Product.of(catalog);
        Map<String, String> addresses = addresses(products);
        for (Product product : products) {
            List<Section> sections = product.operations().stream()
                    .map(operation -> Section.of(catalog, operation, addresses))
                    .toList();
            Line line = new Line("v3/" + product.name(), product.page(), sections.size());
            write(folder, line, sections, searched);
            lines.add(line);
        }
        List<Section> events = catalog.notifications().stream().map(Section::of).toList();
        write(folder, new Line("Notifications", NOTIFICATIONS_PAGE, events.size()), events, searched);
        Index all = new Index(catalog.operations().size(), events.size(), lines);
        Files.writeString(folder.resolve("index.html"), index.execute(all));
        Files.writeString(
                folder.resolve("catalog-index.js"),
                "const CATALOG = " + new ObjectMapper().writeValueAsString(searched) + ";\n");
        for (String asset : ASSETS) {
            try (InputStream in = Pages.class.getResourceAsStream(asset)) {
                Files.write(folder.resolve(asset), in.readAllBytes());
            }
        }
    }

    private static Map<String, String> addresses(List<Product> products) {
        Map<String, String> addresses = new HashMap<>();
        products.forEach(product -> product.operations().forEach(operation -> {
            String address = product.page() + '#' + Identifier.of(operation.name());
            addresses.putIfAbsent(operation.path(), address);
            addresses.put(operation.path() + '#' + operation.method().toLowerCase(Locale.ROOT), address);
        }));
        return addresses;
    }

    private void write(Path folder, Line line, List<Section> sections, List<List<Object>> searched) throws IOException {
        Files.writeString(folder.resolve(line.page()), html(new Page(line.title(), sections)));
        sections.forEach(section -> searched.add(List.of(
                section.kind(),
                section.subject(),
                section.name(),
                line.page() + '#' + section.id(),
                String.join(" ", section.fieldNames()))));
    }

    String html(Page content) {
        return page.execute(content);
    }

    private static Reader resource(String name) {
        InputStream in = Pages.class.getResourceAsStream(name);
        if (in == null) {
            throw new UncheckedIOException(new IOException("No template " + name));
        }
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }
}
