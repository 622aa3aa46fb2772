package io.github.camelwechatpay.catalog;

import io.github.camelwechatpay.catalog.compiler.CatalogCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Catalogs made up for a test. */
final class SampleCatalog {

    private SampleCatalog() {}

    static Catalog of(Path folder, String text) throws IOException {
        return new Catalog(IndexReader.of(compile(folder, text)));
    }

    static byte[] compile(Path folder, String text) throws IOException {
        Files.writeString(folder.resolve("x.txt"), text);
        return CatalogCompiler.compile(folder);
    }

    /** Operations of file {@code x.txt}, given as {@code METHOD path}. */
    static Catalog of(Path folder, Stream<String> operations) throws IOException {
        return of(folder, operations.map(head -> head + "  Name\n").collect(Collectors.joining()));
    }
}
