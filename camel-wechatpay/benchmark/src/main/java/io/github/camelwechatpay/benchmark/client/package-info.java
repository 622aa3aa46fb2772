/** Those who are compared: at a call, at a notification, and at a bill. */
package io.github.camelwechatpay.benchmark.client;
