package io.github.camelwechatpay.sandbox;

/**
 * The result of posting a notification.
 *
 * @param status the status of the last response; 0 without a response
 * @param body the body of the last response; without a response, the reason
 * @param attempts how often the notification was sent
 */
public record Delivery(int status, String body, int attempts) {
    /**
     * Tells whether the receiver accepted the notification: WeChat Pay accepts 200 and 204, and sends again after any
     * other status.
     */
    public boolean accepted() {
        return status == 200 || status == 204;
    }
}
