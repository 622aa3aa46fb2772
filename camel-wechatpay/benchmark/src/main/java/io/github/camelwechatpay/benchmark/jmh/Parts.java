package io.github.camelwechatpay.benchmark.jmh;

import io.github.camelwechatpay.benchmark.client.CryptoChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the JMH benchmarks and writes their results as a CSV file. */
public final class Parts {

    public static final String FILE = "jmh.csv";

    private static final String LOAD = CatalogLoad.class.getName();

    private Parts() {}

    /** @param arguments directory of the figures; {@code quick} for less than a minute, {@code full} otherwise */
    public static void main(String[] arguments) throws Exception {
        // JMH formats numbers in the default locale
        Locale.setDefault(Locale.ROOT);
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        Collection<RunResult> results = arguments[1].equals("full") ? run(options()) : quick();
        ResultFormatFactory.getInstance(
                        ResultFormatType.CSV, directory.resolve(FILE).toString())
                .writeOut(results);
    }

    private static Collection<RunResult> quick() throws RunnerException {
        TimeValue time = TimeValue.milliseconds(200);
        List<RunResult> results = new ArrayList<>(run(options()
                .exclude(LOAD)
                .forks(1)
                .warmupIterations(1)
                .warmupTime(time)
                .measurementIterations(2)
                .measurementTime(time)));
        results.addAll(run(options().include(LOAD).forks(3)));
        return results;
    }

    private static ChainedOptionsBuilder options() {
        return new OptionsBuilder()
                .param(
                        "crypto",
                        CryptoChoice.available().stream()
                                .map(CryptoChoice::label)
                                .toArray(String[]::new));
    }

    private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).run();
    }
}
