package io.github.camelwechatpay.consumer;

import io.github.camelwechatpay.NotificationAnswerSigner;
import io.github.camelwechatpay.body.RequestBody;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Notification;
import io.github.camelwechatpay.notification.NotificationAnswer;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the response to a notification: an acknowledgement, or with option {@code answer=body} the body that the route
 * leaves, which WeChat Pay expects for its request/response callbacks. Thread-safe.
 *
 * @param fromBody whether the body that the route leaves is the response
 * @param signer signs responses, null if option answerSigner is not set
 * @param maxBytes the most bytes that are read of a response that is a stream, option {@code maxFileSize}
 */
public record CallbackAnswers(boolean fromBody, @Nullable NotificationAnswerSigner signer, long maxBytes) {

    private static final Logger LOG = LoggerFactory.getLogger(CallbackAnswers.class);

    /** Begins the event types whose responses must be signed. */
    private static final String SIGNED_ANSWERS = "CROSS_BORDER_PAY.";

    /**
     * Checks an event type of the consumer at start. Warns if a request/response callback would get an acknowledgement.
     *
     * @throws IllegalArgumentException if its response cannot be signed
     */
    public void check(String eventType) {
        if (fromBody) {
            requireSigner(eventType);
        } else if (isCallback(eventType)) {
            LOG.warn(
                    "{} is a question, for which a plain acknowledgement is no answer: set option answer=body",
                    eventType);
        }
    }

    private void requireSigner(String eventType) {
        if (eventType.startsWith(SIGNED_ANSWERS) && signer == null) {
            throw new IllegalArgumentException("The answer to " + eventType + " must be signed in a way that is not"
                    + " documented publicly: set option answerSigner to a bean of type NotificationAnswerSigner");
        }
    }

    /**
     * Returns whether the route must run for every delivery, because its body is the response. Only events that the
     * catalog knows as plain notifications are acknowledged from memory.
     */
    boolean isAnsweredEachTime(String eventType) {
        return fromBody && (Catalog.get().notification(eventType).isEmpty() || isCallback(eventType));
    }

    private static boolean isCallback(String eventType) {
        return Catalog.get()
                .notification(eventType)
                .flatMap(Notification::replyWithin)
                .isPresent();
    }

    /**
     * Makes the response from an exchange whose route has completed.
     *
     * @param notificationBody the body that the route began with
     * @throws Exception if the route left that body, or the response cannot be written or signed
     */
    NotificationAnswer of(Exchange exchange, String eventType, @Nullable Object notificationBody) throws Exception {
        if (!fromBody) {
            return NotificationAnswer.SUCCESS;
        }
        if (exchange.getMessage().getBody() == notificationBody) {
            throw new IllegalStateException("the route left the notification itself as the answer");
        }
        byte[] content = RequestBody.verbatim(maxBytes).of(exchange);
        if (content == null || content.length == 0) {
            return NotificationAnswer.SUCCESS;
        }
        return new NotificationAnswer(200, content, signature(eventType, content));
    }

    private Map<String, String> signature(String eventType, byte[] content) throws GeneralSecurityException {
        if (signer != null) {
            return signer.sign(eventType, content);
        }
        requireSigner(eventType);
        return Map.of();
    }
}
