/**
 * Receives notifications: from the request of the HTTP server to the route of the consumer that wants the event,
 * and back to the response. Internal, no API.
 *
 * <p>Entry type: {@link io.github.camelwechatpay.consumer.NotificationDispatcher}. May use {@code body}, {@code
 * merchant}, {@code notification}, {@code keys}, {@code call}, {@code crypto}, {@code json} and {@code
 * concurrent}, beside the catalog and the leaf types of the root package.
 */
@NullMarked
package io.github.camelwechatpay.consumer;

import org.jspecify.annotations.NullMarked;
