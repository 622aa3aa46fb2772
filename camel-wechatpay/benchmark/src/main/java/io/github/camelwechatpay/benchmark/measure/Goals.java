package io.github.camelwechatpay.benchmark.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares figures with goals, and prints each result at once. */
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
        CsvWriter csv = new CsvWriter("goal,what,relation,limit,figure,result", conditions);
        rows.forEach(row -> csv.row(
                "%d,\"%s\",%s,%.2f,%.2f,%s",
                row.goal(), row.what(), row.relation(), row.limit(), row.figure(), row.met() ? "met" : "missed"));
        csv.write(file);
    }
}
