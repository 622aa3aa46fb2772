package io.github.camelwechatpay.consumer;

import io.github.camelwechatpay.WechatpayNotificationException;
import io.github.camelwechatpay.notification.Notification;
import io.github.camelwechatpay.notification.NotificationAnswer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Represents one consumer of a path to the dispatcher of that path. Implementations are thread-safe. */
public interface NotificationHandler {

    /**
     * Returns the event types that the consumer wants; empty for all types that no other consumer of the path wants.
     */
    Set<String> eventTypes();

    /** Returns whether the route of the consumer takes no notification at the moment. */
    boolean isSuspended();

    /**
     * Runs the route, unless it has completed for this notification before, and returns when it has completed.
     *
     * @param recipient the merchant whose keys opened the notification
     * @param statistics counts duplicates
     * @return the response to WeChat Pay
     * @throws Exception that failed the route
     */
    NotificationAnswer handle(
            Notification notification, RecipientResolver.Recipient recipient, NotificationStatistics statistics)
            throws Exception;

    /** Returns whether rejected notifications go to an exception handler of the application. */
    boolean isTakingRefusals();

    /**
     * Hands a rejected notification to the exception handler of the application.
     *
     * @param source the address that the request came from, null if the HTTP server does not tell the address
     * @param requestId header Request-ID of the request, null if it has none
     */
    void refused(WechatpayNotificationException refusal, @Nullable String source, @Nullable String requestId);
}
