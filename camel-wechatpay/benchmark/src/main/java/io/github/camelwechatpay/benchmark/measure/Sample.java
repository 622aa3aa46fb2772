package io.github.camelwechatpay.benchmark.measure;

import java.util.List;

/**
 * What one load showed, or the medians of several.
 *
 * @param calls number of calls
 * @param cpuMicros CPU of this JVM per call, in microseconds
 * @param perSecond calls per second
 * @param p50Micros latency, in microseconds
 * @param p99Micros latency, in microseconds
 * @param bytes allocated per call
 */
public record Sample(
        double calls, double cpuMicros, double perSecond, double p50Micros, double p99Micros, double bytes) {

    /** Of a load that failed. */
    public static final Sample NONE = new Sample(0, 0, 0, 0, 0, 0);

    /** @param latencies sorted */
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

    /** Each figure for itself. */
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
