package io.github.camelwechatpay.benchmark.report;

import io.github.camelwechatpay.benchmark.client.CryptoChoice;
import io.github.camelwechatpay.benchmark.measure.Conditions;
import io.github.camelwechatpay.benchmark.measure.Figures;
import io.github.camelwechatpay.benchmark.measure.Figures.Row;
import io.github.camelwechatpay.benchmark.measure.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Draws the figures of a directory into the same directory. */
final class Plots {

    /** A group of bars: the same figure of each client. */
    private record Group(String name, CryptoChoice crypto, int concurrency, ToDoubleFunction<Sample> figure) {}

    private static final double KB = 1024;

    private final Path directory;
    private final Figures figures;
    private final Conditions conditions;

    private Plots(Path directory, Path file) throws IOException {
        List<Map<String, String>> lines = CsvReader.read(file);
        this.directory = directory;
        figures = Figures.of(lines);
        conditions = Conditions.of(lines.get(0));
    }

    /** @param arguments directory of the figures */
    public static void main(String[] arguments) throws IOException {
        draw(Path.of(arguments[0]));
    }

    static void draw(Path directory) throws IOException {
        Path calls = directory.resolve("call.csv");
        if (Files.exists(calls)) {
            new Plots(directory, calls).calls();
        }
        Path notifications = directory.resolve("notification.csv");
        if (Files.exists(notifications)) {
            new Plots(directory, notifications).notifications();
        }
    }

    private void calls() throws IOException {
        for (CryptoChoice crypto : figures.cryptos()) {
            String by = ", provider: " + crypto.label();
            String file = "-" + crypto.label() + ".svg";
            draw(
                    "cpu" + file,
                    bars("CPU per signed call" + by, "µs", "in flight"),
                    byConcurrency(crypto, Sample::cpuMicros));
            draw(
                    "speed" + file,
                    bars("Signed calls per second" + by, "calls/s", "in flight"),
                    byConcurrency(crypto, Sample::perSecond));
            draw(
                    "latency" + file,
                    bars("Latency of a signed call" + by, "ms", "in flight, percentile")
                            .logarithmic(0.1),
                    figures.concurrencies().stream()
                            .flatMap(concurrency -> Stream.of(
                                    new Group(concurrency + " p50", crypto, concurrency, s -> s.p50Micros() / 1e3),
                                    new Group(concurrency + " p99", crypto, concurrency, s -> s.p99Micros() / 1e3)))
                            .toList());
        }
        draw("bytes.svg", bars("Allocated per signed call, 64 in flight", "KB", "provider"), byCrypto(64));
    }

    private void notifications() throws IOException {
        draw(
                "notification-cpu.svg",
                bars("CPU per notification", "µs", "provider"),
                figures.cryptos().stream()
                        .map(crypto -> new Group(crypto.label(), crypto, 1, Sample::cpuMicros))
                        .toList());
        draw("notification-bytes.svg", bars("Allocated per notification", "KB", "provider"), byCrypto(1));
    }

    private List<Group> byConcurrency(CryptoChoice crypto, ToDoubleFunction<Sample> figure) {
        return figures.concurrencies().stream()
                .map(concurrency -> new Group(Integer.toString(concurrency), crypto, concurrency, figure))
                .toList();
    }

    private List<Group> byCrypto(int concurrency) {
        return figures.cryptos().stream()
                .map(crypto -> new Group(crypto.label(), crypto, concurrency, sample -> sample.bytes() / KB))
                .toList();
    }

    private BarPlot bars(String title, String unit, String groups) {
        return new BarPlot(title, unit, groups, conditions);
    }

    private void draw(String file, BarPlot bars, List<Group> groups) throws IOException {
        List<String> names = groups.stream().map(Group::name).toList();
        for (String client : figures.clients()) {
            bars.add(
                    client,
                    names,
                    groups.stream().map(group -> value(client, group)).toList());
        }
        bars.write(directory.resolve(file));
    }

    private double value(String client, Group group) {
        return group.figure().applyAsDouble(figures.median(new Row(client, group.crypto(), group.concurrency())));
    }
}
