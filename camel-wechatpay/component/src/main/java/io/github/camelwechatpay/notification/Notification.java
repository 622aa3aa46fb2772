package io.github.camelwechatpay.notification;

import io.github.camelwechatpay.WechatpayNotificationException;
import io.github.camelwechatpay.WechatpayNotificationException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Represents a notification that was verified and decrypted. Texts of the envelope hold no control or formatting
 * characters, so they are fit for logs and headers. Immutable, except that the resource and the content are shared.
 *
 * @param key the id as sent, by which duplicates are detected; not fit for logs
 * @param id the id as logs and headers show it
 * @param createTime RFC 3339
 * @param eventType such as {@code TRANSACTION.SUCCESS}
 * @param resourceType {@code encrypt-resource}
 * @param originalType type of the resource before encryption
 * @param summary remark of WeChat Pay
 * @param requestId header Request-ID of the delivery
 * @param serial serial number or ID of the key that verified the notification
 * @param resource the decrypted resource as plain values: an object is a {@link
 *     io.github.camelwechatpay.json.JsonObject}, and JSON null is null; not copied
 * @param content the bytes of the decrypted resource, as sent; not copied
 */
public record Notification(
        String key,
        String id,
        String createTime,
        String eventType,
        String resourceType,
        @Nullable String originalType,
        @Nullable String summary,
        @Nullable String requestId,
        String serial,
        @Nullable Object resource,
        byte[] content) {

    /**
     * Makes the exception for a notification that was verified but not handled. WeChat Pay sends the notification
     * again.
     *
     * @param why holds no content
     */
    public WechatpayNotificationException notHandled(Reason reason, String why) {
        return notHandled(reason, why, null);
    }

    /**
     * Makes the exception for a notification that was verified but not handled. WeChat Pay sends the notification
     * again.
     *
     * @param why holds no content
     */
    public WechatpayNotificationException notHandled(Reason reason, String why, @Nullable Throwable cause) {
        return new WechatpayNotificationException(
                reason,
                eventType,
                "Notification " + id + " (" + eventType + ") not handled: " + why
                        + ". WeChat Pay is told to send the notification again",
                cause);
    }
}
