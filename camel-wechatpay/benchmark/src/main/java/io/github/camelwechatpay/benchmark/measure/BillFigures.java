package io.github.camelwechatpay.benchmark.measure;

import io.github.camelwechatpay.benchmark.client.BillClients;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects the figures of bill downloads. */
public final class BillFigures {

    /**
     * Represents one download.
     *
     * @param heap highest heap in use, in MB
     * @param live highest heap after a garbage collection, in MB
     * @param bytes bytes that were read; fewer than the bill has if the download failed
     */
    public record Sample(double seconds, double cpuSeconds, double heap, double live, long bytes) {}

    private final Map<BillClients, List<Sample>> samples = new EnumMap<>(BillClients.class);

    public void add(BillClients client, Sample sample) {
        samples.computeIfAbsent(client, key -> new ArrayList<>()).add(sample);
    }

    /** Returns the highest heap of all rounds in MB; infinite if a round did not read the whole bill. */
    public double heap(BillClients client, long bytes) {
        return samples.get(client).stream()
                .mapToDouble(sample -> sample.bytes() == bytes ? sample.heap() : Double.POSITIVE_INFINITY)
                .max()
                .orElseThrow();
    }

    public void write(Path file, Conditions conditions) throws IOException {
        CsvWriter csv = new CsvWriter("contender,round,seconds,cpu_seconds,heap_mb,live_mb,bytes", conditions);
        samples.forEach((client, rounds) -> {
            for (int round = 0; round < rounds.size(); round++) {
                Sample sample = rounds.get(round);
                csv.row(
                        "%s,%d,%.3f,%.3f,%.1f,%.1f,%d",
                        client.label(),
                        round + 1,
                        sample.seconds(),
                        sample.cpuSeconds(),
                        sample.heap(),
                        sample.live(),
                        sample.bytes());
            }
        });
        csv.write(file);
    }

    public void print() {
        System.out.printf(
                Locale.ROOT,
                "%-11s %9s %9s %9s %9s %10s%n",
                "contender",
                "seconds",
                "cpu s",
                "heap MB",
                "live MB",
                "bytes");
        samples.forEach((client, rounds) -> System.out.printf(
                Locale.ROOT,
                "%-11s %9.2f %9.2f %9.1f %9.1f %10.0f%n",
                client.label(),
                Median.of(rounds, Sample::seconds),
                Median.of(rounds, Sample::cpuSeconds),
                Median.of(rounds, Sample::heap),
                Median.of(rounds, Sample::live),
                Median.of(rounds, Sample::bytes)));
    }
}
