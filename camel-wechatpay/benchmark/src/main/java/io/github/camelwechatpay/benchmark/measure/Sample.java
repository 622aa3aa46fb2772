package io.github.camelwechatpay.benchmark.measure;

import java.util.List;

/**
 * Represents the figures of one load, or the medians of several loads.
 *
 * @param calls number of calls
 * @param cpuMicros CPU of this JVM per call, in microseconds
 * @param perSecond calls per second
 * @param p50Micros median latency, in microseconds
 * @param p99Micros 99th percentile of the latency, in microseconds
 * @param bytes bytes allocated per call
 */
public record Sample(
        double calls, double cpuMicros, double perSecond, double p50Micros, double p99Micros, double bytes) {

    /** The figures of a load that failed. */
    public static final Sample NONE = new Sample(0, 0, 0, 0, 0, 0);

    /** @param latencies of each call in nanoseconds, sorted */
    static Sample of(long[] latencies, long elapsedNanos, long cpuNanos, long bytes) {
        double calls = latencies.length;
        return new Sample(
                calls,
                cpuNanos / calls / 1e3,
                calls / elapsedNanos * 1e9,
                latencies[latencies.length / 2] / 1e3,
                latencies[(int) (latencies.length * 0.99)] / 1e3,
                bytes / calls);
    }

    /** Returns the median of each figure. */
    static Sample median(List<Sample> samples) {
        return new Sample(
                Median.of(samples, Sample::calls),
                Median.of(samples, Sample::cpuMicros),
                Median.of(samples, Sample::perSecond),
                Median.of(samples, Sample::p50Micros),
                Median.of(samples, Sample::p99Micros),
                Median.of(samples, Sample::bytes));
    }
}
