package io.github.camelwechatpay.benchmark.scenario;

import io.github.camelwechatpay.benchmark.client.Client;
import io.github.camelwechatpay.benchmark.client.Clients;
import io.github.camelwechatpay.benchmark.client.CryptoChoice;
import io.github.camelwechatpay.benchmark.gateway.StubAnswer;
import io.github.camelwechatpay.benchmark.gateway.StubProcess;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import io.github.camelwechatpay.benchmark.measure.Conditions;
import io.github.camelwechatpay.benchmark.measure.CsvWriter;
import io.github.camelwechatpay.benchmark.measure.Goals;
import io.github.camelwechatpay.benchmark.measure.Load;
import io.github.camelwechatpay.benchmark.measure.Sample;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures 500 calls in flight that wait for a slow gateway: whether a call fails, and how many threads they hold. If the
 * JVM has virtual threads (JDK 21 or later), it configures Camel to use them.
 */
final class InFlightBenchmark {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int IN_FLIGHT = 500;
    private static final int VIRTUAL_THREADS = 21;
    private static final String VIRTUAL = "camel.threads.virtual.enabled";
    private static final String COLUMNS =
            "contender,crypto,in_flight,delay_ms,round,calls,failed,calls_per_second,cpu_us,p50_us,p99_us,platform_threads";

    /**
     * Represents one measurement.
     *
     * @param sample {@link Sample#NONE} if a call failed
     * @param threads highest number of platform threads in the JVM
     */
    private record Measurement(Clients client, Duration delay, Sample sample, int threads) {

        boolean failed() {
            return sample.equals(Sample.NONE);
        }
    }

    private final CryptoChoice crypto;
    private final Duration each;
    private final List<Measurement> measurements = new ArrayList<>();

    private InFlightBenchmark(CryptoChoice crypto, Duration each) {
        this.crypto = crypto;
        this.each = each;
    }

    /** @param arguments directory of the figures; {@code quick} for less than a minute, {@code full} otherwise */
    public static void main(String[] arguments) throws Exception {
        int java = Runtime.version().feature();
        if (java >= VIRTUAL_THREADS) {
            System.setProperty(VIRTUAL, "true");
        }
        boolean full = arguments[1].equals("full");
        Conditions conditions = Conditions.here();
        System.out.println(IN_FLIGHT + " in flight: " + conditions);
        InFlightBenchmark benchmark = new InFlightBenchmark(CryptoChoice.best(), Duration.ofMillis(full ? 2000 : 1000));
        for (int round = 0; round < (full ? 3 : 1); round++) {
            benchmark.round(Duration.ofMillis(100));
            benchmark.round(Duration.ofSeconds(1));
        }
        String name = "flight-jdk" + java;
        benchmark.write(Path.of(arguments[0], name + ".csv"), conditions);
        Goals goals = new Goals();
        benchmark.judge(goals, java);
        goals.write(Path.of(arguments[0], name + "-goals.csv"), conditions);
    }

    /** Measures each client alone, because the thread count is that of the whole JVM. */
    private void round(Duration delay) throws Exception {
        TestMerchant merchant = TestMerchant.create();
        crypto.install();
        try (StubProcess gateway = new StubProcess(merchant, delay, false)) {
            for (Clients kind : Clients.values()) {
                try (Client client = kind.create(merchant, gateway.baseUri(), crypto);
                        Load load = new Load()) {
                    measurements.add(measure(kind, client, load, delay));
                }
            }
        } finally {
            CryptoChoice.JDK.install();
        }
    }

    private Measurement measure(Clients kind, Client client, Load load, Duration delay) {
        Sample sample = Sample.NONE;
        try {
            load.run(client, StubAnswer.PREPAY_ID, IN_FLIGHT, each);
            THREADS.resetPeakThreadCount();
            sample = load.run(client, StubAnswer.PREPAY_ID, IN_FLIGHT, each);
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                System.out.println("A call failed: " + cause);
            }
        }
        Measurement measurement = new Measurement(kind, delay, sample, THREADS.getPeakThreadCount());
        System.out.printf(
                Locale.ROOT,
                "%-11s %5d ms %9.0f calls/s %8.0f us CPU %9.0f us p50 %9.0f us p99 %5d platform threads%s%n",
                kind.label(),
                delay.toMillis(),
                measurement.sample.perSecond(),
                measurement.sample.cpuMicros(),
                measurement.sample.p50Micros(),
                measurement.sample.p99Micros(),
                measurement.threads,
                measurement.failed() ? ", failed" : "");
        return measurement;
    }

    private void write(Path file, Conditions conditions) throws Exception {
        CsvWriter csv = new CsvWriter(COLUMNS, conditions);
        for (int i = 0; i < measurements.size(); i++) {
            Measurement measurement = measurements.get(i);
            csv.row(
                    "%s,%s,%d,%d,%d,%.0f,%s,%.1f,%.1f,%.1f,%.1f,%d",
                    measurement.client.label(),
                    crypto.label(),
                    IN_FLIGHT,
                    measurement.delay.toMillis(),
                    1 + i / (2 * Clients.values().length),
                    measurement.sample.calls(),
                    measurement.failed(),
                    measurement.sample.perSecond(),
                    measurement.sample.cpuMicros(),
                    measurement.sample.p50Micros(),
                    measurement.sample.p99Micros(),
                    measurement.threads);
        }
        csv.write(file);
    }

    private void judge(Goals goals, int java) {
        goals.atMost(
                5,
                IN_FLIGHT + " in flight at 100 ms and 1 s, runs with a failed call, JDK " + java,
                0,
                ours().filter(Measurement::failed).count());
        if (java >= VIRTUAL_THREADS) {
            goals.atMost(
                    5,
                    IN_FLIGHT + " in flight, platform threads, JDK " + java + " with virtual threads",
                    Runtime.getRuntime().availableProcessors() + 20,
                    ours().filter(measurement -> measurement.client == Clients.OURS_ASYNC)
                            .mapToInt(Measurement::threads)
                            .max()
                            .orElseThrow());
        }
    }

    private Stream<Measurement> ours() {
        return measurements.stream()
                .filter(measurement -> measurement.client == Clients.OURS || measurement.client == Clients.OURS_ASYNC);
    }
}
