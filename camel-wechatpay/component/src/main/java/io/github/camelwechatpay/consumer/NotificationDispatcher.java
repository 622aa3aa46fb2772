package io.github.camelwechatpay.consumer;

import io.github.camelwechatpay.WechatpayNotificationException;
import io.github.camelwechatpay.WechatpayNotificationException.Reason;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.concurrent.BoundedPool;
import io.github.camelwechatpay.merchant.MerchantSettings;
import io.github.camelwechatpay.notification.Notification;
import io.github.camelwechatpay.notification.NotificationAnswer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the notifications of one path of the HTTP server for all consumers of that path. Verifies and decrypts on
 * the server's thread, then runs the route of the consumer that wants the event type. The response is a success only
 * after the route has completed. Thread-safe.
 */
public final class NotificationDispatcher extends ServiceSupport implements Processor {

    /**
     * Holds the options on which all consumers of a path must agree, because they are applied before the event type is
     * known.
     *
     * @param profile value of option merchant, null if the option is not set or the path names the profile
     * @param maxBodySize in bytes
     * @param allowedSources null for all sources
     */
    public record Settings(
            @Nullable String profile,
            MerchantSettings merchant,
            int maxBodySize,
            Duration replyTimeout,
            String unmatched,
            @Nullable SourceNetworks allowedSources) {

        boolean isAcknowledgingUnmatched() {
            return "ack".equals(unmatched);
        }
    }

    private record Subscriptions(Settings settings, RecipientResolver recipients, List<NotificationHandler> handlers) {

        /** Returns the consumer that wants an event type, null if there is none. */
        @Nullable
        NotificationHandler handler(String eventType) {
            return handlers.stream()
                    .filter(handler -> handler.eventTypes().contains(eventType))
                    .findFirst()
                    .or(() -> handlers.stream()
                            .filter(handler -> handler.eventTypes().isEmpty())
                            .findFirst())
                    .orElse(null);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(NotificationDispatcher.class);

    private final NotificationServer server;
    private final Supplier<List<NotificationHandler>> ofRoutes;
    private final BoundedPool audits;
    private final RouteRunner runner;
    private final NotificationStatistics statistics = new NotificationStatistics();
    private final RefusalLog refusals;
    private final ReentrantLock lock = new ReentrantLock();

    private volatile @Nullable Subscriptions subscriptions;
    private @Nullable Consumer receiver;

    /**
     * @param ofRoutes gives the consumers of the path that belong to a route of the context, started or not
     * @param routes runs the routes of notifications
     * @param audits runs the exception handlers of consumers
     */
    public NotificationDispatcher(
            NotificationServer server,
            Supplier<List<NotificationHandler>> ofRoutes,
            BoundedPool routes,
            BoundedPool audits,
            Clock clock) {
        this.server = server;
        this.ofRoutes = ofRoutes;
        this.audits = audits;
        this.runner = new RouteRunner(routes, statistics);
        this.refusals = new RefusalLog(server.path(), clock);
    }

    public NotificationStatistics statistics() {
        return statistics;
    }

    /** Returns the path whose notifications it receives. */
    public String path() {
        return server.path();
    }

    /**
     * Adds a consumer. The first consumer takes the path of the server.
     *
     * @throws Exception if the consumer does not agree with the others, or there is no server
     */
    public void join(NotificationHandler handler, Settings settings, RecipientResolver recipients) throws Exception {
        lock.lock();
        try {
            Subscriptions current = subscriptions;
            if (current != null) {
                check(current, handler, settings);
                subscriptions = new Subscriptions(
                        settings,
                        current.recipients,
                        Stream.concat(current.handlers.stream(), Stream.of(handler))
                                .toList());
                return;
            }
            subscriptions = new Subscriptions(settings, recipients, List.of(handler));
            try {
                receiver = server.start(this);
            } catch (Exception e) {
                subscriptions = null;
                throw e;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Removes a consumer. The last consumer gives the path back to the server. */
    public void leave(NotificationHandler handler) {
        lock.lock();
        try {
            Subscriptions current = subscriptions;
            if (current == null) {
                return;
            }
            List<NotificationHandler> others =
                    current.handlers.stream().filter(each -> each != handler).toList();
            if (others.isEmpty()) {
                doStop();
            } else {
                subscriptions = new Subscriptions(current.settings, current.recipients, others);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void doStop() {
        lock.lock();
        try {
            ServiceHelper.stopAndShutdownService(receiver);
            receiver = null;
            subscriptions = null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void process(Exchange exchange) {
        HttpNotification http = new HttpNotification(exchange);
        statistics.addReceived();
        NotificationAnswer answer;
        try {
            answer = receive(http);
            statistics.addAcknowledged();
        } catch (WechatpayNotificationException e) {
            refuse(e, http);
            answer = NotificationAnswer.failure(e.getReason().getStatus());
        } catch (RuntimeException | Error e) {
            LOG.error("{}: a notification was not handled because of an unexpected failure", server.path(), e);
            statistics.addRefused(Reason.FAILED);
            answer = NotificationAnswer.failure(Reason.FAILED.getStatus());
        }
        http.answer(answer);
    }

    private NotificationAnswer receive(HttpNotification http) throws WechatpayNotificationException {
        Subscriptions current = subscriptions;
        if (current == null) {
            throw new WechatpayNotificationException(Reason.BUSY, "Notification not handled: the consumer is stopping");
        }
        Settings settings = current.settings;
        Deadline deadline = Deadline.in(settings.replyTimeout());
        checkSource(http, settings);
        byte[] body = http.body(settings.maxBodySize());
        RecipientResolver.Recipient recipient = current.recipients.of(http);
        Notification notification = recipient.reader().read(http.headers(), http.requestId(), body, deadline);
        statistics.addVerified();
        recipient.check(notification);
        NotificationHandler handler = current.handler(notification.eventType());
        requireNoneWaiting(current, handler, notification);
        if (handler != null) {
            return runner.run(handler, notification, recipient, earlier(deadline, settings, notification));
        }
        if (settings.isAcknowledgingUnmatched()) {
            return NotificationAnswer.SUCCESS;
        }
        throw new WechatpayNotificationException(
                Reason.UNMATCHED,
                notification.eventType(),
                "Notification " + notification.id() + " not handled: no consumer of this path wants "
                        + notification.eventType()
                        + " - add it to option eventTypes of one, or set unmatched=ack to"
                        + " drop such events",
                null);
    }

    /**
     * Rejects an event whose consumer does not run, because its route is starting, is stopped or was never started. The
     * event would be lost for that consumer if another consumer took it, or if the path dropped it.
     */
    private void requireNoneWaiting(
            Subscriptions current, @Nullable NotificationHandler chosen, Notification notification)
            throws WechatpayNotificationException {
        boolean named = chosen != null && chosen.eventTypes().contains(notification.eventType());
        boolean waiting = !named
                && ofRoutes.get().stream()
                        .filter(handler -> !current.handlers.contains(handler))
                        .anyMatch(handler -> handler.eventTypes().contains(notification.eventType())
                                || chosen == null && handler.eventTypes().isEmpty());
        if (waiting) {
            throw notification.notHandled(
                    Reason.BUSY, "the route of its consumer is not started. Start or remove that route");
        }
    }

    private static void checkSource(HttpNotification http, Settings settings) throws WechatpayNotificationException {
        if (settings.allowedSources() == null) {
            return;
        }
        String source = http.source();
        if (source == null) {
            throw new WechatpayNotificationException(
                    Reason.SOURCE,
                    "Notification refused: the HTTP server does not tell where it came from - drop option"
                            + " allowedSources, or set httpServerComponent to platform-http or netty-http");
        }
        if (!settings.allowedSources().contain(source)) {
            throw new WechatpayNotificationException(
                    Reason.SOURCE,
                    "Notification refused: it came from " + source + ", which option allowedSources does not"
                            + " list");
        }
    }

    /**
     * Returns the deadline of an event for which the catalog has a shorter time. A fifth of that time is kept for the
     * network, as in the default of option replyTimeout: 4 s of 5 s.
     */
    private static Deadline earlier(Deadline deadline, Settings settings, Notification notification) {
        return Catalog.get()
                .notification(notification.eventType())
                .flatMap(io.github.camelwechatpay.catalog.Notification::replyWithin)
                .map(within -> within.multipliedBy(4).dividedBy(5))
                .filter(within -> within.compareTo(settings.replyTimeout()) < 0)
                .map(within -> deadline.earlierBy(settings.replyTimeout().minus(within)))
                .orElse(deadline);
    }

    private void refuse(WechatpayNotificationException refusal, HttpNotification http) {
        statistics.addRefused(refusal.getReason());
        refusals.add(refusal);
        Subscriptions current = subscriptions;
        if (current != null && refusal.getReason().isBeforeRoute()) {
            String source = http.source();
            String requestId = http.requestId();
            current.handlers.stream()
                    .filter(NotificationHandler::isTakingRefusals)
                    .findFirst()
                    .ifPresent(handler -> audit(handler, refusal, source, requestId));
        }
    }

    /** Uses a small pool of its own, so that a flood of forgeries keeps no route from running. */
    private void audit(
            NotificationHandler handler,
            WechatpayNotificationException refusal,
            @Nullable String source,
            @Nullable String requestId) {
        try {
            if (audits.tryRun(() -> handler.refused(refusal, source, requestId), () -> {})) {
                return;
            }
        } catch (RejectedExecutionException e) {
            // The component is stopping: the rejection is dropped, as if the pool were full
        }
        LOG.debug("{}: a rejected notification did not reach the exception handler, which is busy", server.path());
    }

    private void check(Subscriptions current, NotificationHandler handler, Settings settings) {
        if (!settings.equals(current.settings)) {
            throw new IllegalArgumentException("The consumers of path " + server.path() + " differ in their keys,"
                    + " maxBodySize, replyTimeout, unmatched or allowedSources: these are applied before the event type"
                    + " is known and must be the same");
        }
        for (NotificationHandler other : current.handlers) {
            boolean bothTakeTheRest =
                    other.eventTypes().isEmpty() && handler.eventTypes().isEmpty();
            handler.eventTypes().stream()
                    .filter(other.eventTypes()::contains)
                    .findFirst()
                    .ifPresent(type -> {
                        throw overlap("want event type " + type);
                    });
            if (bothTakeTheRest) {
                throw overlap("are without option eventTypes");
            }
        }
    }

    private IllegalArgumentException overlap(String how) {
        return new IllegalArgumentException("Two consumers of path " + server.path() + " " + how
                + ": an event goes to one consumer; give each its own eventTypes");
    }
}
