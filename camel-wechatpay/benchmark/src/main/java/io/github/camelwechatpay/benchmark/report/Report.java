package io.github.camelwechatpay.benchmark.report;

import io.github.camelwechatpay.benchmark.jmh.Parts;
import io.github.camelwechatpay.benchmark.measure.Conditions;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the tables of the page from published figures: goals, reasons for missed goals, medians, and small parts. */
final class Report {

    /** Name of the hand-written file with the reason for each missed goal, by number of the goal. */
    static final String REASONS = "reasons.properties";

    private static final String GOALS = "-goals.csv";

    private static final Map<String, Summary> SUMMARIES = Map.of(
            "flight",
            new Summary(
                    "flight-jdk*[0-9].csv",
                    columns("Who", "contender", "Gateway, ms", "delay_ms", "JDK", "jdk"),
                    columns(
                            "Calls/s",
                            "calls_per_second",
                            "CPU, us",
                            "cpu_us",
                            "p50, us",
                            "p50_us",
                            "p99, us",
                            "p99_us",
                            "Platform threads",
                            "platform_threads")),
            "bill",
            new Summary(
                    "bill.csv",
                    columns("Who", "contender"),
                    columns("Seconds", "seconds", "CPU, s", "cpu_seconds", "Heap, MB", "heap_mb")),
            "growth",
            new Summary(
                    "growth.csv",
                    columns("What changes", "contender", "Crypto", "crypto"),
                    columns("CPU, us", "cpu_us", "Bytes", "bytes")),
            "heap",
            new Summary(
                    "growth-heap.csv", columns("Seconds of load", "seconds"), columns("Heap after GC, MB", "heap_mb")),
            "start",
            new Summary(
                    "start.csv",
                    columns("Who", "contender", "Crypto", "crypto"),
                    columns(
                            "Main, ms",
                            "main_ms",
                            "Ready, ms",
                            "ready_ms",
                            "Answered, ms",
                            "answered_ms",
                            "CPU, ms",
                            "cpu_ms")));

    private static final Pattern PACKAGES = Pattern.compile("^([a-z0-9]+[.])+");
    private static final MathContext DIGITS = new MathContext(3);

    private final Path directory;

    Report(Path directory) {
        this.directory = directory;
    }

    /** Returns the page with new text between its marks. */
    String in(String page) throws IOException {
        String text = replace(replace(page, "goals", goals()), "parts", parts());
        for (Map.Entry<String, Summary> summary : SUMMARIES.entrySet()) {
            text = replace(text, summary.getKey(), summary.getValue().of(directory));
        }
        return text;
    }

    private static Map<String, String> columns(String... headingsAndNames) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (int i = 0; i < headingsAndNames.length; i += 2) {
            columns.put(headingsAndNames[i], headingsAndNames[i + 1]);
        }
        return columns;
    }

    private static String replace(String page, String name, String text) {
        String begin = "<!-- " + name + ": written by -Dbenchmark.publish -->\n";
        String end = "<!-- end of " + name + " -->\n";
        int from = page.indexOf(begin);
        int to = page.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("The page has no place for " + name);
        }
        return page.substring(0, from + begin.length()) + "\n" + text + "\n" + page.substring(to);
    }

    private String goals() throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        Map<Conditions, Set<String>> runs = new LinkedHashMap<>();
        for (Path file : goalFiles()) {
            String name = file.getFileName().toString().replace(GOALS, "");
            for (Map<String, String> row : CsvReader.read(file)) {
                rows.add(row);
                runs.computeIfAbsent(Conditions.of(row), key -> new LinkedHashSet<>())
                        .add(name);
            }
        }
        rows.sort(Comparator.comparing(Report::goal));
        StringBuilder text =
                new StringBuilder("| Goal | Figure | Should be | Is | |\n| --- | --- | --- | --- | --- |\n");
        rows.forEach(row -> text.append("| %s | %s | %s %s | %s | %s |\n"
                .formatted(
                        goal(row),
                        row.get("what"),
                        row.get("relation"),
                        row.get("limit"),
                        row.get("figure"),
                        isMissed(row) ? "**missed**" : "met")));
        text.append('\n');
        runs.forEach((conditions, names) -> text.append("- %s: %s\n".formatted(String.join(", ", names), conditions)));
        reasons(rows).forEach((goal, reason) -> text.append("\nGoal %s is missed: %s\n".formatted(goal, reason)));
        return text.toString();
    }

    private List<Path> goalFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(GOALS))
                    .sorted()
                    .toList();
        }
    }

    private static int goal(Map<String, String> row) {
        return Integer.parseInt(row.get("goal"));
    }

    private static boolean isMissed(Map<String, String> row) {
        return row.get("result").equals("missed");
    }

    private Map<Integer, String> reasons(List<Map<String, String>> rows) throws IOException {
        Properties known = new Properties();
        Path file = directory.resolve(REASONS);
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                known.load(reader);
            }
        }
        return rows.stream()
                .filter(Report::isMissed)
                .collect(Collectors.toMap(
                        Report::goal,
                        row -> known.getProperty(row.get("goal"), "the reason is not known yet."),
                        (one, same) -> one,
                        TreeMap::new));
    }

    private String parts() throws IOException {
        StringBuilder text = new StringBuilder("| Part | Provider | Time |\n| --- | --- | --- |\n");
        Path file = directory.resolve(Parts.FILE);
        if (Files.exists(file)) {
            for (Map<String, String> line : CsvReader.read(file)) {
                text.append("| %s | %s | %s %s |\n"
                        .formatted(
                                PACKAGES.matcher(line.get("Benchmark")).replaceFirst(""),
                                line.getOrDefault("Param: crypto", ""),
                                new BigDecimal(line.get("Score")).round(DIGITS).toPlainString(),
                                line.get("Unit").replace("/op", "")));
            }
        }
        return text.toString();
    }
}
