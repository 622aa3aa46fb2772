package io.github.camelwechatpay.benchmark.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Publishes the figures of a run on the site: copies the CSV files, draws plots, and writes the tables of the page. */
final class Publication {

    private Publication() {}

    /** @param arguments directory of the figures, directory of the published figures, and the page */
    public static void main(String[] arguments) throws IOException {
        Path published = Path.of(arguments[1]);
        copy(Path.of(arguments[0]), published);
        Plots.draw(published);
        Path page = Path.of(arguments[2]);
        Files.writeString(page, new Report(published).in(Files.readString(page)));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        if (Files.exists(from)) {
            try (DirectoryStream<Path> tables = Files.newDirectoryStream(from, "*.csv")) {
                for (Path table : tables) {
                    Files.copy(table, to.resolve(table.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
