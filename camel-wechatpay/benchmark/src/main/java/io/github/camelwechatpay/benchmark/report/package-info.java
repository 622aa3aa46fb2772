/**
 * Turns the figures of a run into plots and tables on the site page Performance.
 * {@link io.github.camelwechatpay.benchmark.report.Publication} is the entry.
 *
 * <p>May use {@code client}, {@code measure} and {@code jmh}.
 */
package io.github.camelwechatpay.benchmark.report;
