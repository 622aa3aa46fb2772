package io.github.camelwechatpay.notification;

import io.github.camelwechatpay.WechatpayNotificationException;
import io.github.camelwechatpay.WechatpayNotificationException.Reason;

/**
 * A notification that was verified and decrypted. Texts of the envelope hold no control or formatting characters, so that
 * they are fit for logs and headers.
 *
 * @param key the id as sent, which tells notifications apart; not fit for logs
 * @param id the id as it is shown
 * @param createTime RFC 3339
 * @param eventType such as {@code TRANSACTION.SUCCESS}
 * @param resourceType {@code encrypt-resource}
 * @param originalType type of the resource before encryption, or null
 * @param summary WeChat Pay's remark, or null
 * @param requestId header Request-ID of the delivery, or null
 * @param serial the key that verified the notification
 * @param resource the decrypted resource as plain values, a {@link io.github.camelwechatpay.json.JsonObject} where it is an
 *     object; shared, not copied
 * @param content the bytes of the decrypted resource, as sent
 */
public record Notification(
        String key,
        String id,
        String createTime,
        String eventType,
        String resourceType,
        String originalType,
        String summary,
        String requestId,
        String serial,
        Object resource,
        byte[] content) {

    /**
     * Makes the exception for a notification that was verified and not handled, so that WeChat Pay sends it again.
     *
     * @param why holds no content
     */
    public WechatpayNotificationException notHandled(Reason reason, String why) {
        return notHandled(reason, why, null);
    }

    /**
     * Makes the exception for a notification that was verified and not handled, so that WeChat Pay sends it again.
     *
     * @param why holds no content
     * @param cause may be null
     */
    public WechatpayNotificationException notHandled(Reason reason, String why, Throwable cause) {
        return new WechatpayNotificationException(
                reason,
                eventType,
                "Notification " + id + " (" + eventType + ") not handled: " + why
                        + ". WeChat Pay is told to send the notification again",
                cause);
    }
}
