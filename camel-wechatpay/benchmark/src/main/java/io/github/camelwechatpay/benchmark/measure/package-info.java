/** How is measured: load, time, memory, and the figures and goals that come of it. */
package io.github.camelwechatpay.benchmark.measure;
