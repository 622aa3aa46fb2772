package io.github.camelwechatpay;

import io.github.camelwechatpay.WechatpayNotificationException.Reason;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.notification.Notification;
import io.github.camelwechatpay.notification.NotificationAnswer;
import io.github.camelwechatpay.notification.NotificationReader;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the notifications of one path of the HTTP server for all consumers of that path: verifies and decrypts on
 * the server's thread, runs the route of the consumer that wants the event type on a bounded pool, and answers. Success
 * is answered only after the route has completed. Thread-safe.
 */
final class NotificationDispatcher extends ServiceSupport implements Processor {

    /** What all consumers of a path must agree on, because it is applied before the event type is known. */
    record Settings(MerchantFactory.Options merchant, int maxBodySize, Duration replyTimeout, String unmatched) {

        boolean isAcknowledgingUnmatched() {
            return "ack".equals(unmatched);
        }
    }

    private record Desk(Settings settings, NotificationReader reader, List<WechatpayConsumer> consumers) {

        WechatpayConsumer consumer(String eventType) {
            return consumers.stream()
                    .filter(consumer -> consumer.eventTypes().contains(eventType))
                    .findFirst()
                    .or(() -> consumers.stream()
                            .filter(consumer -> consumer.eventTypes().isEmpty())
                            .findFirst())
                    .orElse(null);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(NotificationDispatcher.class);

    private final NotificationServer server;
    private final BoundedPool routes;
    private final RefusalLog refusals;
    private final ReentrantLock lock = new ReentrantLock();

    private volatile Desk desk;
    private Consumer receiver;

    NotificationDispatcher(NotificationServer server, BoundedPool routes, Clock clock) {
        this.server = server;
        this.routes = routes;
        this.refusals = new RefusalLog(server.path(), clock);
    }

    /**
     * Adds a consumer; the first one takes the path of the server.
     *
     * @throws Exception when it does not agree with the others, or there is no server
     */
    void join(WechatpayConsumer consumer, Settings settings, Merchant merchant) throws Exception {
        lock.lock();
        try {
            if (desk != null) {
                check(consumer, settings);
                desk = new Desk(
                        settings,
                        desk.reader,
                        Stream.concat(desk.consumers.stream(), Stream.of(consumer))
                                .toList());
                return;
            }
            desk = new Desk(
                    settings,
                    new NotificationReader(merchant.verifier(), merchant.requireResourceCipher()),
                    List.of(consumer));
            try {
                receiver = server.start(this);
            } catch (Exception e) {
                desk = null;
                throw e;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Removes a consumer; the last one gives the path back. */
    void leave(WechatpayConsumer consumer) {
        lock.lock();
        try {
            if (desk == null) {
                return;
            }
            List<WechatpayConsumer> others =
                    desk.consumers.stream().filter(each -> each != consumer).toList();
            if (others.isEmpty()) {
                doStop();
            } else {
                desk = new Desk(desk.settings, desk.reader, others);
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
            desk = null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void process(Exchange exchange) {
        HttpNotification http = new HttpNotification(exchange);
        NotificationAnswer answer;
        try {
            receive(http);
            answer = NotificationAnswer.SUCCESS;
        } catch (WechatpayNotificationException e) {
            refusals.add(e);
            answer = new NotificationAnswer(e.getReason().status());
        } catch (RuntimeException e) {
            LOG.error("{}: a notification was not handled because of an unexpected failure", server.path(), e);
            answer = new NotificationAnswer(Reason.FAILED.status());
        }
        http.answer(answer);
    }

    private void receive(HttpNotification http) throws WechatpayNotificationException {
        Desk current = desk;
        if (current == null) {
            throw new WechatpayNotificationException(Reason.BUSY, "Notification not handled: the consumer is stopping");
        }
        Deadline deadline = Deadline.in(current.settings.replyTimeout());
        byte[] body = http.body(current.settings.maxBodySize());
        Notification notification = current.reader.read(http.headers(), http.requestId(), body, deadline);
        WechatpayConsumer consumer = current.consumer(notification.eventType());
        if (consumer != null) {
            run(consumer, notification, deadline);
        } else if (!current.settings.isAcknowledgingUnmatched()) {
            throw new WechatpayNotificationException(
                    Reason.UNMATCHED,
                    notification.eventType(),
                    "Notification " + notification.id() + " not handled: no consumer of this path wants "
                            + notification.eventType()
                            + " - add it to option eventTypes of one, or set unmatched=ack to"
                            + " drop such events");
        }
    }

    private void run(WechatpayConsumer consumer, Notification notification, Deadline deadline)
            throws WechatpayNotificationException {
        if (consumer.isSuspendingOrSuspended()) {
            throw failure(Reason.BUSY, notification, "its consumer is suspended", null);
        }
        if (deadline.isOver()) {
            throw failure(Reason.TIMEOUT, notification, "its verification took longer than option replyTimeout", null);
        }
        CompletableFuture<Void> route = new CompletableFuture<>();
        try {
            if (!routes.tryRun(() -> complete(route, consumer, notification), () -> {})) {
                throw failure(Reason.BUSY, notification, "as many routes as allowed are running", null);
            }
            route.get(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            throw failure(Reason.BUSY, notification, "the component is stopping", null);
        } catch (TimeoutException e) {
            throw failure(Reason.TIMEOUT, notification, "the route takes longer than option replyTimeout", null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(Reason.BUSY, notification, "the server is stopping", null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WechatpayNotificationException refusal) {
                throw refusal;
            }
            throw failure(
                    Reason.FAILED,
                    notification,
                    "the route failed with " + e.getCause().getClass().getName(),
                    e.getCause());
        }
    }

    private static void complete(CompletableFuture<Void> route, WechatpayConsumer consumer, Notification notification) {
        try {
            consumer.route(notification);
            route.complete(null);
        } catch (Throwable e) {
            route.completeExceptionally(e);
        }
    }

    private static WechatpayNotificationException failure(
            Reason reason, Notification notification, String why, Throwable cause) {
        return new WechatpayNotificationException(
                reason,
                "Notification " + notification.id() + " (" + notification.eventType() + ") not handled: " + why
                        + " - WeChat Pay is told to send it again",
                cause);
    }

    private void check(WechatpayConsumer consumer, Settings settings) {
        if (!settings.equals(desk.settings)) {
            throw new IllegalArgumentException("The consumers of path " + server.path() + " differ in their keys,"
                    + " maxBodySize, replyTimeout or unmatched: these are applied before the event type is known and must"
                    + " be the same");
        }
        for (WechatpayConsumer other : desk.consumers) {
            boolean bothTakeTheRest =
                    other.eventTypes().isEmpty() && consumer.eventTypes().isEmpty();
            consumer.eventTypes().stream()
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
