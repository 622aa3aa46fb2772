package io.github.camelwechatpay.examples.benchmark;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the page says of published figures: goals, with the reasons for those that are missed, and small parts. */
final class Report {

    /** Written by hand: the reason by the number of the goal. */
    static final String REASONS = "reasons.properties";

    private static final String GOALS = "-goals.csv";

    private final Path directory;

    Report(Path directory) {
        this.directory = directory;
    }

    /** The page, with new text between its marks. */
    String in(String page) throws IOException {
        return replace(replace(page, "goals", goals()), "parts", parts());
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
        Map<Conditions, List<String>> conditions = new LinkedHashMap<>();
        for (Path file : goalFiles()) {
            List<Map<String, String>> lines = Csv.read(file);
            rows.addAll(lines);
            String name = file.getFileName().toString();
            for (Conditions where : lines.stream().map(Conditions::of).collect(Collectors.toSet())) {
                conditions
                        .computeIfAbsent(where, key -> new ArrayList<>())
                        .add(name.substring(0, name.length() - GOALS.length()));
            }
        }
        rows.sort((one, other) -> Integer.compare(goal(one), goal(other)));
        StringBuilder text =
                new StringBuilder("| Goal | Figure | Should be | Is | |\n| --- | --- | --- | --- | --- |\n");
        rows.forEach(row -> text.append("| ")
                .append(row.get("goal"))
                .append(" | ")
                .append(row.get("what"))
                .append(" | ")
                .append(row.get("relation"))
                .append(' ')
                .append(row.get("limit"))
                .append(" | ")
                .append(row.get("figure"))
                .append(" | ")
                .append(isMissed(row) ? "**missed**" : "met")
                .append(" |\n"));
        text.append('\n');
        conditions.forEach((where, names) -> text.append("- ")
                .append(String.join(", ", names))
                .append(": ")
                .append(where)
                .append('\n'));
        reasons(rows).forEach((goal, reason) -> text.append("\nGoal ")
                .append(goal)
                .append(" is missed: ")
                .append(reason)
                .append('\n'));
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
            for (Map<String, String> line : Csv.read(file)) {
                String name = line.get("Benchmark");
                text.append("| ")
                        .append(name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1))
                        .append(" | ")
                        .append(line.getOrDefault("Param: crypto", ""))
                        .append(" | ")
                        .append(line.get("Score"))
                        .append(' ')
                        .append(line.get("Unit").replace("/op", ""))
                        .append(" |\n");
            }
        }
        return text.toString();
    }
}
