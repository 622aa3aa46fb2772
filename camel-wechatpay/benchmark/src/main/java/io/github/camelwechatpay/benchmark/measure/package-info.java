/**
 * Produces load and measures time, CPU, allocation and heap; keeps the figures and compares them with goals.
 * {@link io.github.camelwechatpay.benchmark.measure.InterleavedRounds} is the one to read first.
 *
 * <p>May use {@code client}.
 */
package io.github.camelwechatpay.benchmark.measure;
