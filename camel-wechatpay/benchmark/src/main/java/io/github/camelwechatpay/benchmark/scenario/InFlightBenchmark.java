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
 * Measures many calls that wait for a slow gateway: what becomes of them, and how many threads they hold. Where the JVM has
 * virtual threads, Camel is told to use them.
 */
final class InFlightBenchmark {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int IN_FLIGHT = 500;
    private static final int VIRTUAL_THREADS = 21;
    private static final String VIRTUAL = "camel.threads.virtual.enabled";
    private static final String COLUMNS =
            "contender,crypto,in_flight,delay_ms,round,calls,failed,calls_per_second,cpu_us,p50_us,p99_us,platform_threads";

    /** @param sample {@link Sample#NONE} when a call failed */
    private record Flight(Clients client, Duration delay, Sample sample, int threads) {

        boolean failed() {
            return sample.equals(Sample.NONE);
        }
    }

    private final CryptoChoice crypto;
    private final Duration each;
    private final List<Flight> flights = new ArrayList<>();

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

    /** Each client lives alone, since threads of the others would be counted with its own. */
    private void round(Duration delay) throws Exception {
        TestMerchant merchant = TestMerchant.create();
        crypto.install();
        try (StubProcess gateway = new StubProcess(merchant, delay, false)) {
            for (Clients kind : Clients.values()) {
                try (Client client = kind.create(merchant, gateway.baseUri(), crypto);
                        Load load = new Load()) {
                    flights.add(fly(kind, client, load, delay));
                }
            }
        } finally {
            CryptoChoice.JDK.install();
        }
    }

    private Flight fly(Clients kind, Client client, Load load, Duration delay) {
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
        Flight flight = new Flight(kind, delay, sample, THREADS.getPeakThreadCount());
        System.out.printf(
                Locale.ROOT,
                "%-11s %5d ms %9.0f calls/s %8.0f us CPU %9.0f us p50 %9.0f us p99 %5d platform threads%s%n",
                kind.label(),
                delay.toMillis(),
                flight.sample.perSecond(),
                flight.sample.cpuMicros(),
                flight.sample.p50Micros(),
                flight.sample.p99Micros(),
                flight.threads,
                flight.failed() ? ", failed" : "");
        return flight;
    }

    private void write(Path file, Conditions conditions) throws Exception {
        CsvWriter csv = new CsvWriter(COLUMNS, conditions);
        for (int i = 0; i < flights.size(); i++) {
            Flight flight = flights.get(i);
            csv.row(
                    "%s,%s,%d,%d,%d,%.0f,%s,%.1f,%.1f,%.1f,%.1f,%d",
                    flight.client.label(),
                    crypto.label(),
                    IN_FLIGHT,
                    flight.delay.toMillis(),
                    1 + i / (2 * Clients.values().length),
                    flight.sample.calls(),
                    flight.failed(),
                    flight.sample.perSecond(),
                    flight.sample.cpuMicros(),
                    flight.sample.p50Micros(),
                    flight.sample.p99Micros(),
                    flight.threads);
        }
        csv.write(file);
    }

    private void judge(Goals goals, int java) {
        goals.atMost(
                5,
                IN_FLIGHT + " in flight at 100 ms and 1 s, runs with a failed call, JDK " + java,
                0,
                ours().filter(Flight::failed).count());
        if (java >= VIRTUAL_THREADS) {
            goals.atMost(
                    5,
                    IN_FLIGHT + " in flight, platform threads, JDK " + java + " with virtual threads",
                    Runtime.getRuntime().availableProcessors() + 20,
                    ours().filter(flight -> flight.client == Clients.OURS_ASYNC)
                            .mapToInt(Flight::threads)
                            .max()
                            .orElseThrow());
        }
    }

    private Stream<Flight> ours() {
        return flights.stream().filter(flight -> flight.client == Clients.OURS || flight.client == Clients.OURS_ASYNC);
    }
}
