/**
 * Turns the bytes of a notification into verified and decrypted content. Knows nothing of Camel. Internal, no API.
 *
 * <p>Entry type: {@link io.github.camelwechatpay.notification.NotificationReader}. May use {@code keys}, {@code
 * call}, {@code crypto} and {@code json}, beside the catalog and the leaf types of the root package.
 */
@NullMarked
package io.github.camelwechatpay.notification;

import org.jspecify.annotations.NullMarked;
