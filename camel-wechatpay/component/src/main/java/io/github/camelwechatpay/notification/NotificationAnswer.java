package io.github.camelwechatpay.notification;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Represents the response to a notification (WeChat Pay APIv3, "callback notification"). Success is status 200 with a
 * body, which every official page accepts. After any other response WeChat Pay sends the notification again.
 *
 * @param status HTTP status
 * @param body JSON; not copied, never changed after construction
 * @param headers to add beside the content type
 */
public record NotificationAnswer(int status, byte[] body, Map<String, String> headers) {

    public static final String CONTENT_TYPE = "application/json";

    /** Acknowledges a notification, without business data. */
    public static final NotificationAnswer SUCCESS = plain(200, "{\"code\":\"SUCCESS\",\"message\":\"成功\"}");

    /** Copies the headers. */
    public NotificationAnswer {
        headers = Map.copyOf(headers);
    }

    /** Makes an error response, which does not tell the sender the reason. */
    public static NotificationAnswer failure(int status) {
        return plain(status, "{\"code\":\"FAIL\",\"message\":\"失败\"}");
    }

    private static NotificationAnswer plain(int status, String json) {
        return new NotificationAnswer(status, json.getBytes(StandardCharsets.UTF_8), Map.of());
    }
}
