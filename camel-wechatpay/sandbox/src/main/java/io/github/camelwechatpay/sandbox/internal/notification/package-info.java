/**
 * Makes, signs and posts notifications.
 *
 * <p>Entry: {@link io.github.camelwechatpay.sandbox.internal.notification.NotificationSender}.
 *
 * <p>It may use {@code keys}, {@code http} and {@code common}.
 */
@NullMarked
package io.github.camelwechatpay.sandbox.internal.notification;

import org.jspecify.annotations.NullMarked;
