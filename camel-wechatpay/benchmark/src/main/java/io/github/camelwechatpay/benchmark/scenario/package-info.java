/** What the component costs beside others: the benchmarks, each with a {@code main}. */
package io.github.camelwechatpay.benchmark.scenario;
