package io.github.camelwechatpay.examples.benchmark;

import io.github.camelwechatpay.examples.benchmark.contender.Contenders;
import io.github.camelwechatpay.examples.benchmark.contender.Crypto;
import io.github.camelwechatpay.examples.benchmark.measure.Figures;
import io.github.camelwechatpay.examples.benchmark.measure.Figures.Row;
import io.github.camelwechatpay.examples.benchmark.measure.Goals;
import io.github.camelwechatpay.examples.benchmark.measure.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the signed call may cost. */
final class CallGoals {

    private static final double KB = 1024;
    private static final int[] BUSY = {8, 64};
    private static final int MANY = 256;
    private static final List<Contenders> WAYS = List.of(Contenders.OURS, Contenders.OURS_ASYNC);

    private final Figures figures;
    private final Goals goals;

    CallGoals(Figures figures, Goals goals) {
        this.figures = figures;
        this.goals = goals;
    }

    void add() {
        for (Crypto crypto : Crypto.available()) {
            for (int concurrency : BUSY) {
                againstFloor(crypto, concurrency);
            }
        }
        for (Crypto crypto : Crypto.available()) {
            for (int concurrency : BUSY) {
                againstSdk(crypto, concurrency);
            }
        }
        if (Crypto.NATIVE.isAvailable()) {
            for (int concurrency : BUSY) {
                againstSdkAsShipped(concurrency);
            }
        }
        for (Crypto crypto : Crypto.available()) {
            goals.atMost(4, "KB per call, " + crypto.label(), crypto == Crypto.NATIVE ? 36 : 87, kilobytes(crypto));
        }
        for (Crypto crypto : Crypto.available()) {
            Sample sample = figures.median(new Row(Contenders.OURS_ASYNC.label(), crypto, MANY));
            goals.atMost(
                    5, "p99 to p50, ours-async, " + where(crypto, MANY), 2, sample.p99Micros() / sample.p50Micros());
        }
    }

    private void againstFloor(Crypto crypto, int concurrency) {
        for (Contenders way : WAYS) {
            goals.atMost(
                    1,
                    "CPU, " + way.label() + " to floor, " + where(crypto, concurrency),
                    1.10,
                    ratio(way, crypto, Contenders.FLOOR, crypto, concurrency, Sample::cpuMicros));
        }
    }

    private void againstSdk(Crypto crypto, int concurrency) {
        for (Contenders way : WAYS) {
            goals.atMost(
                    2,
                    "CPU, " + way.label() + " to SDK, " + where(crypto, concurrency),
                    0.97,
                    ratio(way, crypto, Contenders.SDK, crypto, concurrency, Sample::cpuMicros));
            goals.atLeast(
                    2,
                    "calls/s, " + way.label() + " to SDK, " + where(crypto, concurrency),
                    1.0,
                    ratio(way, crypto, Contenders.SDK, crypto, concurrency, Sample::perSecond));
        }
    }

    private void againstSdkAsShipped(int concurrency) {
        for (Contenders way : WAYS) {
            String where = way.label() + " with native to SDK as shipped, " + concurrency + " concurrent";
            goals.atLeast(
                    3,
                    "calls/s, " + where,
                    1.8,
                    ratio(way, Crypto.NATIVE, Contenders.SDK, Crypto.JDK, concurrency, Sample::perSecond));
            goals.atMost(
                    3,
                    "CPU, " + where,
                    0.57,
                    ratio(way, Crypto.NATIVE, Contenders.SDK, Crypto.JDK, concurrency, Sample::cpuMicros));
        }
    }

    private static String where(Crypto crypto, int concurrency) {
        return crypto.label() + ", " + concurrency + " concurrent";
    }

    private double ratio(
            Contenders ours,
            Crypto with,
            Contenders theirs,
            Crypto its,
            int concurrency,
            ToDoubleFunction<Sample> figure) {
        return figures.ratio(
                new Row(ours.label(), with, concurrency), new Row(theirs.label(), its, concurrency), figure);
    }

    /** Of the dearer way. */
    private double kilobytes(Crypto crypto) {
        return WAYS.stream()
                        .flatMap(way -> Arrays.stream(BUSY)
                                .mapToObj(concurrency -> figures.median(new Row(way.label(), crypto, concurrency))))
                        .mapToDouble(Sample::bytes)
                        .max()
                        .orElseThrow()
                / KB;
    }
}
