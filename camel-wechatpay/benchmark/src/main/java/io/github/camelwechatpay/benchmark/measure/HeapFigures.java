package io.github.camelwechatpay.benchmark.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects the heap after garbage collections, during minutes of load. */
public final class HeapFigures {

    private record Row(double seconds, double megabytes) {}

    private final List<Row> rows = new ArrayList<>();

    /**
     * Measures the heap now.
     *
     * @param seconds seconds of load until now
     */
    void add(double seconds) {
        rows.add(new Row(seconds, Heap.megabytes()));
    }

    public double first() {
        return rows.get(0).megabytes();
    }

    public double last() {
        return rows.get(rows.size() - 1).megabytes();
    }

    public void write(Path file, Conditions conditions) throws IOException {
        CsvWriter csv = new CsvWriter("seconds,heap_mb", conditions);
        rows.forEach(row -> csv.row("%.0f,%.2f", row.seconds(), row.megabytes()));
        csv.write(file);
    }

    public void print() {
        rows.forEach(row -> System.out.printf(
                Locale.ROOT, "heap after %4.0f s of load: %.2f MB%n", row.seconds(), row.megabytes()));
    }
}
