package io.github.camelwechatpay.benchmark.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes figures as a CSV file whose rows also say where and when they were measured. */
public final class CsvWriter {

    private final List<String> lines = new ArrayList<>();
    private final Conditions conditions;

    /** @param columns names of the columns, separated by commas */
    public CsvWriter(String columns, Conditions conditions) {
        this.conditions = conditions;
        lines.add(columns + ',' + Conditions.COLUMNS);
    }

    /**
     * Adds a row.
     *
     * @param format format of the whole row, with commas between the values
     */
    public void row(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values) + ',' + conditions.csv());
    }

    /** Writes the file, and creates its directory if needed. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
    }
}
