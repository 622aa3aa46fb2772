/**
 * The clients under comparison: for a call, for a notification and for a bill.
 * {@link io.github.camelwechatpay.benchmark.client.Clients} lists those for a call.
 *
 * <p>May use {@code gateway} and the component. Only {@code ComponentNotification} uses internal types of the component.
 */
package io.github.camelwechatpay.benchmark.client;
