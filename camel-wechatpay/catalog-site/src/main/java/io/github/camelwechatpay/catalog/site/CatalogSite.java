package io.github.camelwechatpay.catalog.site;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelwechatpay.catalog.Catalog;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The build step that writes the pages of the catalog and its OpenAPI document. */
public final class CatalogSite {

    private CatalogSite() {}

    /**
     * Writes all files, and deletes pages of an earlier time.
     *
     * @param arguments the folder to write to, and the version of the catalog
     * @throws IOException when a file cannot be written or deleted
     */
    public static void main(String[] arguments) throws IOException {
        write(Catalog.get(), Path.of(arguments[0]), arguments[1]);
    }

    static void write(Catalog catalog, Path folder, String version) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> pages = Files.newDirectoryStream(folder, "*.html")) {
            for (Path page : pages) {
                Files.delete(page);
            }
        }
        new Pages().write(catalog, folder);
        new ObjectMapper().writeValue(folder.resolve("openapi.json").toFile(), OpenApiDocument.of(catalog, version));
    }
}
