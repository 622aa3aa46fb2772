/** From the figures of a run to plots and to the page of the site. */
package io.github.camelwechatpay.benchmark.report;
