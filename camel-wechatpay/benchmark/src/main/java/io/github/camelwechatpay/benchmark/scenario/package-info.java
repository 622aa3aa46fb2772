/**
 * Runs the benchmarks: each measures one situation, has a {@code main} and writes its figures as CSV files.
 * {@link io.github.camelwechatpay.benchmark.scenario.CallBenchmark} is the one to read first. The profile {@code benchmark}
 * of the POM runs them all.
 *
 * <p>May use {@code client}, {@code gateway} and {@code measure}. No other package uses this one.
 */
package io.github.camelwechatpay.benchmark.scenario;
