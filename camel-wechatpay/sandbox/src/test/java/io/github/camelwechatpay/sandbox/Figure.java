package io.github.camelwechatpay.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Something that a test counted: the build shows it. */
final class Figure {

    private Figure() {}

    /** @param name of the figure, unique in the module */
    static void print(String name, String text) {
        try {
            Path figures = Files.createDirectories(Path.of("target", "figures"));
            Files.writeString(figures.resolve(name + ".txt"), text + System.lineSeparator());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
