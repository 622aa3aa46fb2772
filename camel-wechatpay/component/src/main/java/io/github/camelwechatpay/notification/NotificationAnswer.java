package io.github.camelwechatpay.notification;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What WeChat Pay gets for a notification (WeChat Pay APIv3, "callback notification"). Success is a 200 with a body,
 * which every page of the documentation accepts; anything else makes it send again.
 *
 * @param status HTTP status
 * @param body JSON; not copied, never changed after construction
 * @param headers to be added
 */
public record NotificationAnswer(int status, byte[] body, Map<String, String> headers) {

    public static final String CONTENT_TYPE = "application/json";

    /** A plain acknowledgement. */
    public static final NotificationAnswer SUCCESS = plain(200, "{\"code\":\"SUCCESS\",\"message\":\"成功\"}");

    /** Copies the headers. */
    public NotificationAnswer {
        headers = Map.copyOf(headers);
    }

    /** An error, which says no more than that. */
    public static NotificationAnswer failure(int status) {
        return plain(status, "{\"code\":\"FAIL\",\"message\":\"失败\"}");
    }

    private static NotificationAnswer plain(int status, String json) {
        return new NotificationAnswer(status, json.getBytes(StandardCharsets.UTF_8), Map.of());
    }
}
