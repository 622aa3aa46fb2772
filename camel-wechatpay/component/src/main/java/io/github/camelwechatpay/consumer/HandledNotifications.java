package io.github.camelwechatpay.consumer;

import io.github.camelwechatpay.WechatpayNotificationException;
import io.github.camelwechatpay.WechatpayNotificationException.Reason;
import io.github.camelwechatpay.notification.Notification;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which notifications were handled, and which are being processed on this node. A key is added to the
 * repository only after its route has completed; otherwise a node that dies would lose the notification. The price is
 * that two nodes may process the same notification at the same time. Thread-safe.
 */
public final class HandledNotifications {

    private static final Logger LOG = LoggerFactory.getLogger(HandledNotifications.class);

    private final IdempotentRepository repository;
    private final Set<String> inProcess = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean warned = new AtomicBoolean();

    public HandledNotifications(IdempotentRepository repository) {
        this.repository = repository;
    }

    /**
     * Begins to process a notification, until the work is closed.
     *
     * @throws WechatpayNotificationException if this node is processing the same notification already
     */
    Work begin(Exchange exchange, Notification notification, String key) throws WechatpayNotificationException {
        if (!inProcess.add(key)) {
            throw notification.notHandled(
                    Reason.IN_WORK, "the same notification is still being processed on this node");
        }
        return new Work(exchange, notification, key);
    }

    /** Represents the work on one notification. */
    final class Work implements AutoCloseable {

        private final Exchange exchange;
        private final Notification notification;
        private final String key;

        private Work(Exchange exchange, Notification notification, String key) {
            this.exchange = exchange;
            this.notification = notification;
            this.key = key;
        }

        /**
         * Returns whether the route has completed for the notification before.
         *
         * @throws WechatpayNotificationException if the repository fails
         */
        boolean isDone() throws WechatpayNotificationException {
            try {
                return repository.contains(exchange, key);
            } catch (RuntimeException e) {
                throw unreachable("whether it was handled before is not known", e);
            }
        }

        /**
         * Notes that the route has completed.
         *
         * @return false if another node has noted the same notification meanwhile
         * @throws WechatpayNotificationException if the repository fails; WeChat Pay sends the notification again
         */
        boolean done() throws WechatpayNotificationException {
            boolean added;
            try {
                added = repository.add(exchange, key);
                repository.confirm(exchange, key);
            } catch (RuntimeException e) {
                throw unreachable("the route has completed, which could not be noted", e);
            }
            if (!added && !warned.getAndSet(true)) {
                LOG.warn(
                        "Notification {} ({}) ran twice: when its route completed, the repository of option"
                                + " idempotentRepository already had its key from another node. Let the receiver of your"
                                + " route detect duplicates by a business key. Further ones are counted as"
                                + " NotificationsRunTwice",
                        notification.id(),
                        notification.eventType());
            }
            return added;
        }

        private WechatpayNotificationException unreachable(String why, RuntimeException e) {
            return notification.notHandled(
                    Reason.REPOSITORY,
                    why + ", because the repository of option idempotentRepository failed with "
                            + e.getClass().getName(),
                    e);
        }

        @Override
        public void close() {
            inProcess.remove(key);
        }
    }
}
