/** What small parts of the component cost, measured with JMH. */
package io.github.camelwechatpay.benchmark.jmh;
