/**
 * Puts notifications from two nodes into a queue and books each payment once, even if a node dies at any moment.
 * {@link io.github.camelwechatpay.examples.pipeline.NotificationPipeline} runs the example. Copy the routes from
 * {@code NotificationRoutes}, {@code MissedCallbacks} and {@code Payments}.
 *
 * <p>Uses public types of the component and of the sandbox only.
 */
package io.github.camelwechatpay.examples.pipeline;
