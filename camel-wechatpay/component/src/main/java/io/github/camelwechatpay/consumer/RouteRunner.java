package io.github.camelwechatpay.consumer;

import io.github.camelwechatpay.WechatpayNotificationException;
import io.github.camelwechatpay.WechatpayNotificationException.Reason;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.concurrent.BoundedPool;
import io.github.camelwechatpay.notification.Notification;
import io.github.camelwechatpay.notification.NotificationAnswer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the routes of a path on a bounded pool. The server's thread waits for a route until the deadline. A route that
 * takes longer continues; after it has completed, the retry of its notification is a duplicate. Thread-safe.
 */
record RouteRunner(BoundedPool routes, NotificationStatistics statistics) {

    private static final Logger LOG = LoggerFactory.getLogger(RouteRunner.class);

    /**
     * Runs the route of a consumer, and returns its response to WeChat Pay.
     *
     * @param recipient the merchant whose keys opened the notification
     * @throws WechatpayNotificationException if the route fails, cannot run now, or has not completed in time
     */
    NotificationAnswer run(
            NotificationHandler handler,
            Notification notification,
            RecipientResolver.Recipient recipient,
            Deadline deadline)
            throws WechatpayNotificationException {
        if (handler.isSuspended()) {
            throw notification.notHandled(Reason.BUSY, "its consumer is suspended");
        }
        if (deadline.isOver()) {
            throw notification.notHandled(Reason.TIMEOUT, "its verification took longer than option replyTimeout");
        }
        CompletableFuture<NotificationAnswer> route = new CompletableFuture<>();
        try {
            if (!routes.tryRun(() -> complete(route, handler, notification, recipient), () -> {})) {
                throw notification.notHandled(Reason.BUSY, "as many routes as allowed are running");
            }
            return route.get(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            throw notification.notHandled(Reason.BUSY, "the component is stopping");
        } catch (TimeoutException e) {
            route.whenComplete((answer, failure) -> late(notification, failure));
            throw notification.notHandled(
                    Reason.TIMEOUT, "the route takes longer than its event or option replyTimeout allows");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notification.notHandled(Reason.BUSY, "the server is stopping");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WechatpayNotificationException refusal) {
                throw refusal;
            }
            throw notification.notHandled(
                    Reason.FAILED,
                    "the route failed with " + e.getCause().getClass().getName(),
                    e.getCause());
        }
    }

    /** Logs the failure of a route after its deadline, because no thread waits for it any more. */
    private void late(Notification notification, @Nullable Throwable failure) {
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
