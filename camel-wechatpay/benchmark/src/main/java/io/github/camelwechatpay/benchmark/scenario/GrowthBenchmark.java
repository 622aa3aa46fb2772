package io.github.camelwechatpay.benchmark.scenario;

import io.github.camelwechatpay.benchmark.client.Client;
import io.github.camelwechatpay.benchmark.client.Clients;
import io.github.camelwechatpay.benchmark.client.CryptoChoice;
import io.github.camelwechatpay.benchmark.client.ManyEndpoints;
import io.github.camelwechatpay.benchmark.gateway.StubAnswer;
import io.github.camelwechatpay.benchmark.gateway.StubProcess;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import io.github.camelwechatpay.benchmark.measure.Conditions;
import io.github.camelwechatpay.benchmark.measure.Figures;
import io.github.camelwechatpay.benchmark.measure.Figures.Row;
import io.github.camelwechatpay.benchmark.measure.Goals;
import io.github.camelwechatpay.benchmark.measure.InterleavedRounds;
import io.github.camelwechatpay.benchmark.measure.Sample;
import io.github.camelwechatpay.benchmark.measure.Soak;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures whether calls become more expensive over time: with many dynamic URIs, with many merchants, and after minutes of
 * load. It uses the fastest cryptography, because growth shows more beside a cheap signature.
 */
final class GrowthBenchmark {

    private static final int CONCURRENCY = 8;
    private static final int URIS = 10_000;
    private static final int MERCHANTS = 200;
    private static final int PARTS = 6;
    private static final double MOST_CPU = 1.10;
    private static final double MOST_HEAP = 1.05;
    private static final String ONE = "one";
    private static final String MANY_URIS = "uris-" + URIS;
    private static final String MANY_MERCHANTS = "merchants-" + MERCHANTS;

    private final CryptoChoice crypto = CryptoChoice.best();
    private final String where = crypto.label() + ", " + CONCURRENCY + " concurrent";
    private final Conditions conditions = Conditions.here();
    private final Goals goals = new Goals();
    private final Path directory;
    private final TestMerchant merchant;
    private final String baseUri;

    private GrowthBenchmark(Path directory, TestMerchant merchant, String baseUri) throws Exception {
        this.directory = directory;
        this.merchant = merchant;
        this.baseUri = baseUri;
    }

    /** @param arguments directory of the figures; {@code quick} for a minute, {@code full} otherwise */
    public static void main(String[] arguments) throws Exception {
        boolean full = arguments[1].equals("full");
        Path directory = Path.of(arguments[0]);
        TestMerchant merchant = TestMerchant.create();
        try (StubProcess gateway = new StubProcess(merchant, Duration.ZERO, false)) {
            GrowthBenchmark benchmark = new GrowthBenchmark(directory, merchant, gateway.baseUri());
            System.out.println("Growth: " + benchmark.conditions);
            if (full) {
                benchmark.many(new InterleavedRounds(5, Duration.ofSeconds(10), Duration.ofSeconds(4)));
                benchmark.load(10, Duration.ofSeconds(5), Duration.ofSeconds(10));
            } else {
                benchmark.many(new InterleavedRounds(3, Duration.ofSeconds(3), Duration.ofMillis(1000)));
                benchmark.load(3, Duration.ofSeconds(1), Duration.ofSeconds(3));
            }
            benchmark.goals.write(directory.resolve("growth-goals.csv"), benchmark.conditions);
        }
    }

    /** Compares many URIs and many merchants with one URI of one merchant. */
    private void many(InterleavedRounds rounds) throws Exception {
        Map<String, InterleavedRounds.Kind> kinds = new LinkedHashMap<>();
        kinds.put(ONE, c -> new ManyEndpoints(1, 1).create(merchant, baseUri, c));
        kinds.put(MANY_URIS, c -> new ManyEndpoints(URIS, 1).create(merchant, baseUri, c));
        kinds.put(MANY_MERCHANTS, c -> new ManyEndpoints(1, MERCHANTS).create(merchant, baseUri, c));
        Figures figures = rounds.run(List.of(crypto), kinds, StubAnswer.PREPAY_ID, CONCURRENCY);
        figures.write(directory.resolve("growth.csv"), conditions);
        figures.print();
        goals.atMost(8, "CPU, " + URIS + " dynamic URIs to one, " + where, MOST_CPU, ratio(figures, MANY_URIS));
        goals.atMost(8, "CPU, " + MERCHANTS + " merchants to one, " + where, MOST_CPU, ratio(figures, MANY_MERCHANTS));
    }

    private double ratio(Figures figures, String client) {
        return figures.ratio(
                new Row(client, crypto, CONCURRENCY), new Row(ONE, crypto, CONCURRENCY), Sample::cpuMicros);
    }

    /** Runs load for minutes in which no URI is called twice and all merchants are used. */
    private void load(int turns, Duration turn, Duration warmUp) throws Exception {
        Figures figures = new Figures();
        Soak soak = new Soak(PARTS, turns, turn, warmUp, crypto, CONCURRENCY, figures);
        crypto.install();
        try (Client ours = new ManyEndpoints(ManyEndpoints.UNBOUNDED, MERCHANTS).create(merchant, baseUri, crypto);
                Client floor = Clients.FLOOR.create(merchant, baseUri, crypto)) {
            soak.run(ours, floor, StubAnswer.PREPAY_ID);
        } finally {
            CryptoChoice.JDK.install();
        }
        figures.write(directory.resolve("growth-load.csv"), conditions);
        soak.heap().write(directory.resolve("growth-heap.csv"), conditions);
        figures.print();
        soak.heap().print();
        long seconds = turn.multipliedBy((long) turns * PARTS).toSeconds();
        goals.atMost(8, "CPU, last to first sixth of " + seconds + " s of load, " + where, MOST_CPU, soak.cpuGrowth());
        goals.atMost(
                8,
                String.format(
                        Locale.ROOT,
                        "heap after GC, %.1f MB after %d s of load to %.1f MB before",
                        soak.heap().last(),
                        seconds,
                        soak.heap().first()),
                MOST_HEAP,
                soak.heap().last() / soak.heap().first());
    }
}
