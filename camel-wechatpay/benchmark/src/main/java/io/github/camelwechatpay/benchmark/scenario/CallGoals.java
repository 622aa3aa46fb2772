package io.github.camelwechatpay.benchmark.scenario;

import io.github.camelwechatpay.benchmark.client.Clients;
import io.github.camelwechatpay.benchmark.client.CryptoChoice;
import io.github.camelwechatpay.benchmark.measure.Figures;
import io.github.camelwechatpay.benchmark.measure.Figures.Row;
import io.github.camelwechatpay.benchmark.measure.Goals;
import io.github.camelwechatpay.benchmark.measure.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Compares the figures of the signed call with goals 1 to 5. */
final class CallGoals {

    private static final double KB = 1024;
    private static final int[] BUSY = {8, 64};
    private static final int MANY = 256;
    private static final List<Clients> WAYS = List.of(Clients.OURS, Clients.OURS_ASYNC);

    private final Figures figures;
    private final Goals goals;

    CallGoals(Figures figures, Goals goals) {
        this.figures = figures;
        this.goals = goals;
    }

    void add() {
        for (CryptoChoice crypto : CryptoChoice.available()) {
            for (int concurrency : BUSY) {
                againstFloor(crypto, concurrency);
            }
        }
        for (CryptoChoice crypto : CryptoChoice.available()) {
            for (int concurrency : BUSY) {
                againstSdk(crypto, concurrency);
            }
        }
        if (CryptoChoice.NATIVE.isAvailable()) {
            for (int concurrency : BUSY) {
                againstSdkAsShipped(concurrency);
            }
        }
        for (CryptoChoice crypto : CryptoChoice.available()) {
            goals.atMost(
                    4, "KB per call, " + crypto.label(), crypto == CryptoChoice.NATIVE ? 36 : 87, kilobytes(crypto));
        }
        for (CryptoChoice crypto : CryptoChoice.available()) {
            Sample sample = figures.median(new Row(Clients.OURS_ASYNC.label(), crypto, MANY));
            goals.atMost(
                    5, "p99 to p50, ours-async, " + where(crypto, MANY), 2, sample.p99Micros() / sample.p50Micros());
        }
    }

    private void againstFloor(CryptoChoice crypto, int concurrency) {
        for (Clients way : WAYS) {
            goals.atMost(
                    1,
                    "CPU, " + way.label() + " to floor, " + where(crypto, concurrency),
                    1.10,
                    ratio(way, crypto, Clients.FLOOR, crypto, concurrency, Sample::cpuMicros));
        }
    }

    private void againstSdk(CryptoChoice crypto, int concurrency) {
        for (Clients way : WAYS) {
            goals.atMost(
                    2,
                    "CPU, " + way.label() + " to SDK, " + where(crypto, concurrency),
                    0.97,
                    ratio(way, crypto, Clients.SDK, crypto, concurrency, Sample::cpuMicros));
            goals.atLeast(
                    2,
                    "calls/s, " + way.label() + " to SDK, " + where(crypto, concurrency),
                    1.0,
                    ratio(way, crypto, Clients.SDK, crypto, concurrency, Sample::perSecond));
        }
    }

    private void againstSdkAsShipped(int concurrency) {
        for (Clients way : WAYS) {
            String where = way.label() + " with native to SDK as shipped, " + concurrency + " concurrent";
            goals.atLeast(
                    3,
                    "calls/s, " + where,
                    1.8,
                    ratio(way, CryptoChoice.NATIVE, Clients.SDK, CryptoChoice.JDK, concurrency, Sample::perSecond));
            goals.atMost(
                    3,
                    "CPU, " + where,
                    0.57,
                    ratio(way, CryptoChoice.NATIVE, Clients.SDK, CryptoChoice.JDK, concurrency, Sample::cpuMicros));
        }
    }

    private static String where(CryptoChoice crypto, int concurrency) {
        return crypto.label() + ", " + concurrency + " concurrent";
    }

    private double ratio(
            Clients ours,
            CryptoChoice with,
            Clients theirs,
            CryptoChoice its,
            int concurrency,
            ToDoubleFunction<Sample> figure) {
        return figures.ratio(
                new Row(ours.label(), with, concurrency), new Row(theirs.label(), its, concurrency), figure);
    }

    /** Returns the KB that a call allocates; of all ways and concurrencies the highest median. */
    private double kilobytes(CryptoChoice crypto) {
        return WAYS.stream()
                        .flatMap(way -> Arrays.stream(BUSY)
                                .mapToObj(concurrency -> figures.median(new Row(way.label(), crypto, concurrency))))
                        .mapToDouble(Sample::bytes)
                        .max()
                        .orElseThrow()
                / KB;
    }
}
