package io.github.camelwechatpay.examples.benchmark;

import io.github.camelwechatpay.examples.benchmark.CallFigures.Row;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** What the signed call may cost. */
final class CallGoals {

    private static final double KB = 1024;

    private final CallFigures figures;

    CallGoals(CallFigures figures) {
        this.figures = figures;
    }

    void print() {
        for (Crypto crypto : new Crypto[] {Crypto.NATIVE, Crypto.JDK}) {
            for (int concurrency : new int[] {8, 64}) {
                String where = where(crypto, concurrency);
                atMost(1, "CPU, ours to floor, " + where, 1.10, cpu(Contenders.FLOOR, crypto, crypto, concurrency));
            }
        }
        for (Crypto crypto : new Crypto[] {Crypto.NATIVE, Crypto.JDK}) {
            for (int concurrency : new int[] {8, 64}) {
                String where = where(crypto, concurrency);
                atMost(2, "CPU, ours to SDK, " + where, 0.97, cpu(Contenders.SDK, crypto, crypto, concurrency));
                atLeast(2, "calls/s, ours to SDK, " + where, 1.0, speed(crypto, crypto, concurrency));
            }
        }
        for (int concurrency : new int[] {8, 64}) {
            String where = concurrency + " concurrent";
            atMost(
                    3,
                    "CPU, ours native to SDK as shipped, " + where,
                    0.57,
                    cpu(Contenders.SDK, Crypto.NATIVE, Crypto.JDK, concurrency));
            atLeast(
                    3,
                    "calls/s, ours native to SDK as shipped, " + where,
                    1.8,
                    speed(Crypto.NATIVE, Crypto.JDK, concurrency));
        }
        atMost(4, "KB per call, native", 36, kilobytes(Crypto.NATIVE));
        atMost(4, "KB per call, jdk", 87, kilobytes(Crypto.JDK));
        for (Crypto crypto : new Crypto[] {Crypto.NATIVE, Crypto.JDK}) {
            Sample sample = figures.median(new Row(Contenders.OURS_ASYNC, crypto, 256));
            atMost(
                    5,
                    "p99 to p50, ours asynchronous, " + where(crypto, 256),
                    2,
                    sample.p99Micros() / sample.p50Micros());
        }
    }

    private static String where(Crypto crypto, int concurrency) {
        return crypto.name().toLowerCase(Locale.ROOT) + ", " + concurrency + " concurrent";
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
                                figures.median(new Row(Contenders.OURS, crypto, (int) concurrency))
                                        .bytes(),
                                figures.median(new Row(Contenders.OURS_ASYNC, crypto, (int) concurrency))
                                        .bytes()))
                        .max()
                        .orElseThrow()
                / KB;
    }

    /** Both of our ways: a goal is met when the dearer one meets it. */
    private DoubleStream worse(
            Contenders to, Crypto ours, Crypto theirs, int concurrency, ToDoubleFunction<Sample> figure) {
        Row below = new Row(to, theirs, concurrency);
        return DoubleStream.of(
                figures.ratio(new Row(Contenders.OURS, ours, concurrency), below, figure),
                figures.ratio(new Row(Contenders.OURS_ASYNC, ours, concurrency), below, figure));
    }

    private static void atMost(int goal, String what, double limit, double figure) {
        print(goal, what, "at most", limit, figure, figure <= limit);
    }

    private static void atLeast(int goal, String what, double limit, double figure) {
        print(goal, what, "at least", limit, figure, figure >= limit);
    }

    private static void print(int goal, String what, String relation, double limit, double figure, boolean met) {
        System.out.printf(
                Locale.ROOT,
                "goal %d: %.2f, %s (%s; %s %.2f)%n",
                goal,
                figure,
                met ? "met" : "missed",
                what,
                relation,
                limit);
    }
}
