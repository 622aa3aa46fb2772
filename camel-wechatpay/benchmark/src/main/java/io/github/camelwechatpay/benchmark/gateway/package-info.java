/**
 * Stands for WeChat Pay in the benchmarks: test keys, signed responses, bills and notifications. Each benchmark starts a
 * {@link io.github.camelwechatpay.benchmark.gateway.StubProcess}.
 *
 * <p>Uses neither the component nor another package of the benchmark.
 */
package io.github.camelwechatpay.benchmark.gateway;
