/**
 * Measures small parts of the component and of the catalog with JMH.
 * {@link io.github.camelwechatpay.benchmark.jmh.Parts} runs them.
 *
 * <p>May use {@code client}, {@code gateway}, the catalog and internal types of the component.
 */
package io.github.camelwechatpay.benchmark.jmh;
