package io.github.camelwechatpay.examples.benchmark;

import io.github.camelwechatpay.examples.benchmark.Figures.Row;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** What the signed call may cost. */
final class CallGoals {

    private static final double KB = 1024;

    private final Figures figures;
    private final Goals goals;

    CallGoals(Figures figures, Goals goals) {
        this.figures = figures;
        this.goals = goals;
    }

    void add() {
        for (Crypto crypto : new Crypto[] {Crypto.NATIVE, Crypto.JDK}) {
            for (int concurrency : new int[] {8, 64}) {
                String where = where(crypto, concurrency);
                goals.atMost(
                        1, "CPU, ours to floor, " + where, 1.10, cpu(Contenders.FLOOR, crypto, crypto, concurrency));
            }
        }
        for (Crypto crypto : new Crypto[] {Crypto.NATIVE, Crypto.JDK}) {
            for (int concurrency : new int[] {8, 64}) {
                String where = where(crypto, concurrency);
                goals.atMost(2, "CPU, ours to SDK, " + where, 0.97, cpu(Contenders.SDK, crypto, crypto, concurrency));
                goals.atLeast(2, "calls/s, ours to SDK, " + where, 1.0, speed(crypto, crypto, concurrency));
            }
        }
        for (int concurrency : new int[] {8, 64}) {
            String where = concurrency + " concurrent";
            goals.atMost(
                    3,
                    "CPU, ours native to SDK as shipped, " + where,
                    0.57,
                    cpu(Contenders.SDK, Crypto.NATIVE, Crypto.JDK, concurrency));
            goals.atLeast(
                    3,
                    "calls/s, ours native to SDK as shipped, " + where,
                    1.8,
                    speed(Crypto.NATIVE, Crypto.JDK, concurrency));
        }
        goals.atMost(4, "KB per call, native", 36, kilobytes(Crypto.NATIVE));
        goals.atMost(4, "KB per call, jdk", 87, kilobytes(Crypto.JDK));
        for (Crypto crypto : new Crypto[] {Crypto.NATIVE, Crypto.JDK}) {
            Sample sample = figures.median(new Row(Contenders.OURS_ASYNC.label(), crypto, 256));
            goals.atMost(
                    5,
                    "p99 to p50, ours asynchronous, " + where(crypto, 256),
                    2,
                    sample.p99Micros() / sample.p50Micros());
        }
    }

    private static String where(Crypto crypto, int concurrency) {
        return crypto.label() + ", " + concurrency + " concurrent";
    }

    private double cpu(Contenders to, Crypto ours, Crypto theirs, int concurrency) {
        return worse(to, ours, theirs, concurrency, Sample::cpuMicros).max().orElseThrow();
    }

    private double speed(Crypto ours, Crypto theirs, int concurrency) {
        return worse(Contenders.SDK, ours, theirs, concurrency, Sample::perSecond)
                .min()
                .orElseThrow();
    }

    private double kilobytes(Crypto crypto) {
        return DoubleStream.of(8, 64)
                        .flatMap(concurrency -> DoubleStream.of(
                                figures.median(new Row(Contenders.OURS.label(), crypto, (int) concurrency))
                                        .bytes(),
                                figures.median(new Row(Contenders.OURS_ASYNC.label(), crypto, (int) concurrency))
                                        .bytes()))
                        .max()
                        .orElseThrow()
                / KB;
    }

    /** Both of our ways: a goal is met when the dearer one meets it. */
    private DoubleStream worse(
            Contenders to, Crypto ours, Crypto theirs, int concurrency, ToDoubleFunction<Sample> figure) {
        Row below = new Row(to.label(), theirs, concurrency);
        return DoubleStream.of(
                figures.ratio(new Row(Contenders.OURS.label(), ours, concurrency), below, figure),
                figures.ratio(new Row(Contenders.OURS_ASYNC.label(), ours, concurrency), below, figure));
    }
}
