/** Notifications into a queue from two nodes that may die at any moment, nothing lost, nothing booked twice. */
package io.github.camelwechatpay.examples.pipeline;
