package io.github.camelwechatpay.benchmark.measure;

import io.github.camelwechatpay.benchmark.client.CryptoChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Collects the times until the first call of new JVMs. */
public final class StartFigures {

    /**
     * Represents the times of one JVM, in milliseconds since its start.
     *
     * @param main when {@code main} began
     * @param ready when the client was ready to call
     * @param answered when the first call had its response
     * @param cpu CPU time of all threads until then
     */
    public record Sample(double main, double ready, double answered, double cpu) {

        public static Sample parse(String line) {
            double[] values =
                    Stream.of(line.split(",")).mapToDouble(Double::parseDouble).toArray();
            return new Sample(values[0], values[1], values[2], values[3]);
        }

        public String line() {
            return String.format(Locale.ROOT, "%.1f,%.1f,%.1f,%.0f", main, ready, answered, cpu);
        }
    }

    private record Row(String client, CryptoChoice crypto) {}

    private final Map<Row, List<Sample>> samples = new LinkedHashMap<>();

    public void add(String client, CryptoChoice crypto, Sample sample) {
        samples.computeIfAbsent(new Row(client, crypto), key -> new ArrayList<>())
                .add(sample);
    }

    public void write(Path file, Conditions conditions) throws IOException {
        CsvWriter csv = new CsvWriter("contender,crypto,round,main_ms,ready_ms,answered_ms,cpu_ms", conditions);
        samples.forEach((row, rounds) -> {
            for (int round = 0; round < rounds.size(); round++) {
                csv.row(
                        "%s,%s,%d,%s",
                        row.client(),
                        row.crypto().label(),
                        round + 1,
                        rounds.get(round).line());
            }
        });
        csv.write(file);
    }

    public void print() {
        System.out.printf(
                Locale.ROOT,
                "%-11s %-7s %8s %9s %11s %9s%n",
                "contender",
                "crypto",
                "main ms",
                "ready ms",
                "answered ms",
                "cpu ms");
        samples.forEach((row, rounds) -> System.out.printf(
                Locale.ROOT,
                "%-11s %-7s %8.0f %9.0f %11.0f %9.0f%n",
                row.client(),
                row.crypto().label(),
                Median.of(rounds, Sample::main),
                Median.of(rounds, Sample::ready),
                Median.of(rounds, Sample::answered),
                Median.of(rounds, Sample::cpu)));
    }
}
