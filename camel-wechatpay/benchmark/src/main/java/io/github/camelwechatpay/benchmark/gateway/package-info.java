/** WeChat Pay as the benchmarks meet it: its keys, its answers, its bills and its notifications. */
package io.github.camelwechatpay.benchmark.gateway;
