package io.github.camelwechatpay.benchmark.measure;

import io.github.camelwechatpay.benchmark.client.CryptoChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Collects the samples of one scenario, by client, cryptography and number of calls in flight. */
public final class Figures {

    /** Names what was measured: one median in the printed table, and one line per round in the CSV file. */
    public record Row(String client, CryptoChoice crypto, int concurrency) {}

    private final Map<Row, List<Sample>> samples = new LinkedHashMap<>();

    /** Reads figures that were {@linkplain #write written}. */
    public static Figures of(List<Map<String, String>> lines) {
        Figures figures = new Figures();
        lines.forEach(line -> figures.add(
                new Row(
                        line.get("contender"),
                        CryptoChoice.of(line.get("crypto")),
                        Integer.parseInt(line.get("concurrency"))),
                new Sample(
                        number(line, "calls"),
                        number(line, "cpu_us"),
                        number(line, "calls_per_second"),
                        number(line, "p50_us"),
                        number(line, "p99_us"),
                        number(line, "bytes"))));
        return figures;
    }

    private static double number(Map<String, String> line, String column) {
        return Double.parseDouble(line.get(column));
    }

    public List<String> clients() {
        return distinct(Row::client);
    }

    public List<CryptoChoice> cryptos() {
        return distinct(Row::crypto);
    }

    public List<Integer> concurrencies() {
        return distinct(Row::concurrency);
    }

    private <T> List<T> distinct(Function<Row, T> part) {
        return samples.keySet().stream().map(part).distinct().toList();
    }

    public void add(Row row, Sample sample) {
        samples.computeIfAbsent(row, key -> new ArrayList<>()).add(sample);
    }

    public Sample median(Row row) {
        return Sample.median(samples.get(row));
    }

    /** Returns the median of the ratios of each round, because a disturbance affects both sides of a round. */
    public double ratio(Row row, Row to, ToDoubleFunction<Sample> figure) {
        List<Sample> above = samples.get(row);
        List<Sample> below = samples.get(to);
        return Median.of(IntStream.range(0, above.size())
                .mapToDouble(round -> figure.applyAsDouble(above.get(round)) / figure.applyAsDouble(below.get(round))));
    }

    /** Writes one line per round. */
    public void write(Path file, Conditions conditions) throws IOException {
        CsvWriter csv = new CsvWriter(
                "contender,crypto,concurrency,round,calls,cpu_us,calls_per_second,p50_us,p99_us,bytes", conditions);
        samples.forEach((row, rounds) -> {
            for (int round = 0; round < rounds.size(); round++) {
                Sample sample = rounds.get(round);
                csv.row(
                        "%s,%s,%d,%d,%.0f,%.1f,%.1f,%.1f,%.1f,%.0f",
                        row.client(),
                        row.crypto().label(),
                        row.concurrency(),
                        round + 1,
                        sample.calls(),
                        sample.cpuMicros(),
                        sample.perSecond(),
                        sample.p50Micros(),
                        sample.p99Micros(),
                        sample.bytes());
            }
        });
        csv.write(file);
    }

    public void print() {
        System.out.printf(
                Locale.ROOT,
                "%-11s %-7s %5s %10s %9s %10s %10s %9s%n",
                "contender",
                "crypto",
                "conc",
                "cpu us",
                "calls/s",
                "p50 us",
                "p99 us",
                "bytes");
        samples.keySet().forEach(row -> {
            Sample sample = median(row);
            System.out.printf(
                    Locale.ROOT,
                    "%-11s %-7s %5d %10.0f %9.0f %10.0f %10.0f %9.0f%n",
                    row.client(),
                    row.crypto().label(),
                    row.concurrency(),
                    sample.cpuMicros(),
                    sample.perSecond(),
                    sample.p50Micros(),
                    sample.p99Micros(),
                    sample.bytes());
        });
    }
}
