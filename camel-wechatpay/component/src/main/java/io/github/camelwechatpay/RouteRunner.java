package io.github.camelwechatpay;

import io.github.camelwechatpay.WechatpayNotificationException.Reason;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.notification.Notification;
import io.github.camelwechatpay.notification.NotificationAnswer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the routes of a path on a bounded pool. The server's thread waits for a route until the deadline. A route that
 * takes longer goes on: when it has completed, the retry of its notification is a duplicate. Thread-safe.
 */
record RouteRunner(BoundedPool routes, NotificationStatistics statistics) {

    private static final Logger LOG = LoggerFactory.getLogger(RouteRunner.class);

    /**
     * @param recipient whose keys opened the notification
     * @throws WechatpayNotificationException when the route has not completed in time
     */
    NotificationAnswer run(
            NotificationHandler handler,
            Notification notification,
            RecipientResolver.Recipient recipient,
            Deadline deadline)
            throws WechatpayNotificationException {
        if (handler.isSuspended()) {
            throw WechatpayNotificationException.notHandled(
                    Reason.BUSY, notification, "its consumer is suspended", null);
        }
        if (deadline.isOver()) {
            throw WechatpayNotificationException.notHandled(
                    Reason.TIMEOUT, notification, "its verification took longer than option replyTimeout", null);
        }
        CompletableFuture<NotificationAnswer> route = new CompletableFuture<>();
        try {
            if (!routes.tryRun(() -> complete(route, handler, notification, recipient), () -> {})) {
                throw WechatpayNotificationException.notHandled(
                        Reason.BUSY, notification, "as many routes as allowed are running", null);
            }
            return route.get(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            throw WechatpayNotificationException.notHandled(
                    Reason.BUSY, notification, "the component is stopping", null);
        } catch (TimeoutException e) {
            route.whenComplete((answer, failure) -> late(notification, failure));
            throw WechatpayNotificationException.notHandled(
                    Reason.TIMEOUT,
                    notification,
                    "the route takes longer than its event or option replyTimeout allows",
                    null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw WechatpayNotificationException.notHandled(Reason.BUSY, notification, "the server is stopping", null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WechatpayNotificationException refusal) {
                throw refusal;
            }
            throw WechatpayNotificationException.notHandled(
                    Reason.FAILED,
                    notification,
                    "the route failed with " + e.getCause().getClass().getName(),
                    e.getCause());
        }
    }

    /** Nobody waits any more: the failure of what was answered with an error is told here or nowhere. */
    private void late(Notification notification, Throwable failure) {
        if (failure == null) {
            statistics.addLate();
        } else {
            LOG.warn(
                    "Notification {} ({}) failed after an error had been answered because of the time: {}",
                    notification.id(),
                    notification.eventType(),
                    failure.getClass().getName());
            LOG.debug("Notification {}", notification.id(), failure);
        }
    }

    private void complete(
            CompletableFuture<NotificationAnswer> route,
            NotificationHandler handler,
            Notification notification,
            RecipientResolver.Recipient recipient) {
        try {
            route.complete(handler.handle(notification, recipient, statistics));
        } catch (Throwable e) {
            route.completeExceptionally(e);
        }
    }
}
