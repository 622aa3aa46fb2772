package io.github.camelwechatpay;

import java.security.GeneralSecurityException;
import java.util.Map;

/**
 * Signs the answer to a notification that is a question. WeChat Pay demands it for {@code CROSS_BORDER_PAY.*}, but how the
 * text to be signed is made is not documented publicly (protocol reference, section 5.4), so whoever has the institution's
 * document brings it: a bean of this type in option {@code answerSigner}. Must be thread-safe.
 */
@FunctionalInterface
public interface NotificationAnswerSigner {

    /**
     * Signs an answer.
     *
     * @param eventType of the notification
     * @param answer the body of the answer, as it will be sent; not to be changed
     * @return headers to add to the answer, such as {@code Authorization}
     * @throws GeneralSecurityException when it cannot sign: an error is answered
     */
    Map<String, String> sign(String eventType, byte[] answer) throws GeneralSecurityException;
}
