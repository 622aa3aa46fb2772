package io.github.camelwechatpay.sandbox;

/**
 * What became of a notification.
 *
 * @param status of the last answer; 0 when there was none
 * @param body of the last answer; when there was none, why
 * @param attempts how often it was sent
 */
public record Delivery(int status, String body, int attempts) {
    /** WeChat Pay takes 200 and 204 as accepted, and would send again after anything else. */
    public boolean accepted() {
        return status == 200 || status == 204;
    }
}
