package io.github.camelwechatpay;

import java.security.GeneralSecurityException;
import java.util.Map;

/**
 * Signs the response to a request/response callback. WeChat Pay requires a signature for {@code CROSS_BORDER_PAY.*}, but
 * documents the signed text only to institutions, not publicly. If you have that document, implement this interface and set
 * option {@code answerSigner}. Implementations must be thread-safe.
 */
@FunctionalInterface
public interface NotificationAnswerSigner {

    /**
     * Signs a response.
     *
     * @param eventType the event type of the notification
     * @param answer the body of the response, as it is sent; do not change it
     * @return HTTP headers to add to the response, such as {@code Authorization}; may be empty
     * @throws GeneralSecurityException if it cannot sign; the component then responds with an error
     */
    Map<String, String> sign(String eventType, byte[] answer) throws GeneralSecurityException;
}
