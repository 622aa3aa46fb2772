package io.github.camelwechatpay.consumer;

import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.WechatpayNotificationException;
import io.github.camelwechatpay.WechatpayNotificationException.Reason;
import io.github.camelwechatpay.body.BodyType;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.merchant.Merchant;
import io.github.camelwechatpay.notification.Notification;
import io.github.camelwechatpay.notification.NotificationAnswer;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Expression;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the route of one consumer with verified notifications: makes the exchange, skips duplicates, and makes the
 * response. Thread-safe.
 *
 * @param consumer the consumer whose route runs
 * @param bodyType the body that the route gets
 * @param decrypting whether encrypted fields are decrypted
 * @param idempotencyKey option {@code idempotencyKey}, null for the notification's own key
 * @param keyPrefix stands in front of a key of the option, so that paths that share a memory do not mix their events
 */
public record NotificationRoute(
        DefaultConsumer consumer,
        BodyType bodyType,
        boolean decrypting,
        CallbackAnswers answers,
        HandledNotifications handled,
        @Nullable Expression idempotencyKey,
        String keyPrefix) {

    private static final Logger LOG = LoggerFactory.getLogger(NotificationRoute.class);

    /**
     * Runs the route, unless it has completed for this notification before, and returns when it has completed.
     *
     * @throws Exception that failed the route
     */
    public NotificationAnswer run(
            Notification notification, RecipientResolver.Recipient recipient, NotificationStatistics statistics)
            throws Exception {
        Exchange exchange = consumer.createExchange(false);
        try {
            fill(exchange.getIn(), notification, recipient);
            if (answers.fromBody()) {
                // InOut, so that an asynchronous reply is awaited
                exchange.setPattern(ExchangePattern.InOut);
            }
            return answers.isAnsweredEachTime(notification.eventType())
                    ? route(exchange, notification)
                    : once(exchange, notification, recipient, statistics);
        } finally {
            consumer.releaseExchange(exchange, false);
        }
    }

    private NotificationAnswer once(
            Exchange exchange,
            Notification notification,
            RecipientResolver.Recipient recipient,
            NotificationStatistics statistics)
            throws Exception {
        try (HandledNotifications.Work work =
                handled.begin(exchange, notification, key(exchange, notification, recipient))) {
            if (work.isDone()) {
                statistics.addDuplicate();
                LOG.debug("Notification {} ({}) was handled before", notification.id(), notification.eventType());
                return NotificationAnswer.SUCCESS;
            }
            NotificationAnswer answer = route(exchange, notification);
            if (!work.done()) {
                statistics.addRunTwice();
            }
            return answer;
        }
    }

    private NotificationAnswer route(Exchange exchange, Notification notification) throws Exception {
        Object body = exchange.getIn().getBody();
        return RouteExecution.inUnitOfWork(consumer, exchange, () -> {
            RouteExecution.route(consumer, exchange);
            return answers.of(exchange, notification.eventType(), body);
        });
    }

    private String key(Exchange exchange, Notification notification, RecipientResolver.Recipient recipient)
            throws WechatpayNotificationException {
        if (idempotencyKey == null) {
            return recipient.merchant().mchid() + ":" + notification.key();
        }
        String key;
        try {
            key = evaluate(idempotencyKey, exchange, notification);
        } catch (RuntimeException e) {
            // The cause is left out, because it may quote the content
            throw notification.notHandled(
                    Reason.UNCONVERTIBLE,
                    "option idempotencyKey fails with " + e.getClass().getName());
        }
        if (key == null || key.isBlank()) {
            throw notification.notHandled(Reason.UNCONVERTIBLE, "option idempotencyKey gives no key for it");
        }
        return keyPrefix + key;
    }

    /** Evaluates the option on the members of the content, whatever body the route gets. */
    private static @Nullable String evaluate(Expression option, Exchange exchange, Notification notification) {
        Message message = exchange.getIn();
        Object body = message.getBody();
        message.setBody(notification.resource());
        try {
            return option.evaluate(exchange, String.class);
        } finally {
            message.setBody(body);
        }
    }

    private void fill(Message message, Notification notification, RecipientResolver.Recipient recipient)
            throws WechatpayNotificationException {
        try {
            message.setBody(body(notification, recipient.merchant()));
        } catch (IOException | GeneralSecurityException e) {
            throw notification.notHandled(
                    Reason.UNCONVERTIBLE, e.getMessage() + " (options bodyType and encryption)", e);
        }
        if (recipient.profile() != null) {
            message.setHeader(WechatpayConstants.MERCHANT, recipient.profile());
        }
        message.setHeader(WechatpayConstants.MCHID, recipient.merchant().mchid());
        message.setHeader(WechatpayConstants.EVENT_TYPE, notification.eventType());
        message.setHeader(WechatpayConstants.NOTIFICATION_ID, notification.id());
        message.setHeader(WechatpayConstants.CREATE_TIME, notification.createTime());
        message.setHeader(WechatpayConstants.RESOURCE_TYPE, notification.resourceType());
        message.setHeader(WechatpayConstants.ORIGINAL_TYPE, notification.originalType());
        message.setHeader(WechatpayConstants.SUMMARY, notification.summary());
        message.setHeader(WechatpayConstants.REQUEST_ID, notification.requestId());
        message.setHeader(WechatpayConstants.SERIAL, notification.serial());
    }

    private @Nullable Object body(Notification notification, Merchant merchant)
            throws IOException, GeneralSecurityException {
        List<Field> fields = Catalog.get()
                .notification(notification.eventType())
                .map(io.github.camelwechatpay.catalog.Notification::fields)
                .orElse(List.of());
        return bodyType.read(
                notification.content(),
                notification::resource,
                decrypting ? fields : List.of(),
                merchant::decryptField);
    }
}
