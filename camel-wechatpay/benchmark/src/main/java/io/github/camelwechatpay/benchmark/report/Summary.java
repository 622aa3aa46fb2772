package io.github.camelwechatpay.benchmark.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Makes a table of the page with the medians over the rounds of CSV files.
 *
 * @param files names of the CSV files, as a glob
 * @param keys columns that identify a row, by heading
 * @param values columns whose medians are shown, by heading
 */
record Summary(String files, Map<String, String> keys, Map<String, String> values) {

    private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

    String of(Path directory) throws IOException {
        Map<List<String>, List<Map<String, String>>> rounds = new LinkedHashMap<>();
        for (Path file : tables(directory)) {
            for (Map<String, String> line : CsvReader.read(file)) {
                rounds.computeIfAbsent(keys.values().stream().map(line::get).toList(), key -> new ArrayList<>())
                        .add(line);
            }
        }
        List<String> headings = new ArrayList<>(keys.keySet());
        headings.addAll(values.keySet());
        StringBuilder text = new StringBuilder(row(headings));
        text.append(row(headings.stream().map(heading -> "---").toList()));
        rounds.forEach((key, lines) -> {
            List<String> cells = new ArrayList<>(key);
            values.values().forEach(column -> cells.add(median(lines, column)));
            text.append(row(cells));
        });
        return text.toString();
    }

    private Iterable<Path> tables(Path directory) throws IOException {
        TreeSet<Path> sorted = new TreeSet<>();
        try (DirectoryStream<Path> tables = Files.newDirectoryStream(directory, files)) {
            tables.forEach(sorted::add);
        }
        return sorted;
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String median(List<Map<String, String>> lines, String column) {
        BigDecimal median = lines.stream()
                .map(line -> new BigDecimal(line.get(column)))
                .sorted()
                .skip(lines.size() / 2)
                .findFirst()
                .orElseThrow();
        BigDecimal rounded = median.round(DIGITS);
        return (rounded.scale() < 0 ? rounded.setScale(0) : rounded).toPlainString();
    }
}
