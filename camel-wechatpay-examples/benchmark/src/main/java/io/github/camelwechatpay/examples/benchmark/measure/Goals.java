package io.github.camelwechatpay.examples.benchmark.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Figures beside what they should be; each is printed when it is known. */
public final class Goals {

    private record Row(int goal, String what, String relation, double limit, double figure, boolean met) {

        String line() {
            return String.format(
                    Locale.ROOT,
                    "goal %d: %.2f, %s (%s; %s %.2f)",
                    goal,
                    figure,
                    met ? "met" : "missed",
                    what,
                    relation,
                    limit);
        }

        String csv() {
            return String.format(
                    Locale.ROOT,
                    "%d,\"%s\",%s,%.2f,%.2f,%s",
                    goal,
                    what,
                    relation,
                    limit,
                    figure,
                    met ? "met" : "missed");
        }
    }

    private final List<Row> rows = new ArrayList<>();

    public void atMost(int goal, String what, double limit, double figure) {
        add(new Row(goal, what, "at most", limit, figure, figure <= limit));
    }

    public void atLeast(int goal, String what, double limit, double figure) {
        add(new Row(goal, what, "at least", limit, figure, figure >= limit));
    }

    private void add(Row row) {
        rows.add(row);
        System.out.println(row.line());
    }

    public void write(Path file, Conditions conditions) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, (Iterable<String>) Stream.concat(
                Stream.of("goal,what,relation,limit,figure,result," + Conditions.COLUMNS),
                rows.stream().map(row -> row.csv() + ',' + conditions.csv()))::iterator);
    }
}
