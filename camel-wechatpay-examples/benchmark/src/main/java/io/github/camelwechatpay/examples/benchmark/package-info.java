/** What parts of the component cost. */
package io.github.camelwechatpay.examples.benchmark;
