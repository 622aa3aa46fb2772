package io.github.camelwechatpay.notification;

import java.nio.charset.StandardCharsets;

/**
 * What WeChat Pay gets for a notification (WeChat Pay APIv3, "callback notification"). Success is a 200 with a body,
 * which every page of the documentation accepts; anything else makes it send again. Nothing in it depends on the
 * request.
 *
 * @param status HTTP status
 */
public record NotificationAnswer(int status) {

    public static final String CONTENT_TYPE = "application/json";

    public static final NotificationAnswer SUCCESS = new NotificationAnswer(200);

    public byte[] body() {
        return (status == 200 ? "{\"code\":\"SUCCESS\",\"message\":\"成功\"}" : "{\"code\":\"FAIL\",\"message\":\"失败\"}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
