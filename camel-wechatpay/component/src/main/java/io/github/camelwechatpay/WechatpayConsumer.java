package io.github.camelwechatpay;

import io.github.camelwechatpay.WechatpayNotificationException.Reason;
import io.github.camelwechatpay.call.Region;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.notification.Notification;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives the notifications of one path that have one of its event types, verified and decrypted. */
public class WechatpayConsumer extends DefaultConsumer implements Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(WechatpayConsumer.class);

    private final WechatpayEndpoint endpoint;
    private final WechatpayConfiguration configuration;

    private BodyType bodyType;
    private Set<String> eventTypes = Set.of();
    private Merchant merchant;
    private NotificationDispatcher dispatcher;

    WechatpayConsumer(WechatpayEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.configuration = endpoint.getConfiguration();
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        bodyType = BodyType.of(endpoint.getCamelContext(), configuration.getBodyType(), "bodyType");
        if (endpoint.getEventTypes() != null) {
            eventTypes = parse(endpoint.getEventTypes());
            eventTypes.forEach(WechatpayConsumer::warnIfUnknown);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Region region = Region.orDefault(configuration.getRegion());
        merchant = endpoint.getComponent().merchant(configuration, region);
        dispatcher = endpoint.getComponent().dispatcher(endpoint);
        dispatcher.join(
                this,
                new NotificationDispatcher.Settings(
                        MerchantFactory.Options.of(configuration, region),
                        configuration.getMaxBodySize(),
                        Duration.ofMillis(configuration.getReplyTimeout()),
                        configuration.getUnmatched()),
                merchant);
    }

    @Override
    protected void doStop() throws Exception {
        if (dispatcher != null) {
            dispatcher.leave(this);
        }
        super.doStop();
    }

    @Override
    public boolean isHostedService() {
        return true;
    }

    /** The event types that this consumer wants, empty for those that no other consumer of the path wants. */
    Set<String> eventTypes() {
        return eventTypes;
    }

    /**
     * Runs the route, and returns when it has completed.
     *
     * @throws Exception what failed in it
     */
    void route(Notification notification) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            createUoW(exchange);
            fill(exchange.getIn(), notification);
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            if (exchange.isRollbackOnly()) {
                throw new IllegalStateException("the route was marked for rollback");
            }
        } finally {
            doneUoW(exchange);
            releaseExchange(exchange, false);
        }
    }

    private void fill(Message message, Notification notification) throws WechatpayNotificationException {
        try {
            message.setBody(body(notification));
        } catch (IOException | GeneralSecurityException e) {
            throw new WechatpayNotificationException(
                    Reason.FAILED,
                    "Notification " + notification.id() + " (" + notification.eventType() + ") not handled: "
                            + e.getMessage()
                            + " (options bodyType and encryption) - WeChat Pay is told to send it again",
                    e);
        }
        message.setHeader(WechatpayConstants.MCHID, merchant.mchid());
        message.setHeader(WechatpayConstants.EVENT_TYPE, notification.eventType());
        message.setHeader(WechatpayConstants.NOTIFICATION_ID, notification.id());
        message.setHeader(WechatpayConstants.CREATE_TIME, notification.createTime());
        message.setHeader(WechatpayConstants.RESOURCE_TYPE, notification.resourceType());
        message.setHeader(WechatpayConstants.ORIGINAL_TYPE, notification.originalType());
        message.setHeader(WechatpayConstants.SUMMARY, notification.summary());
        message.setHeader(WechatpayConstants.REQUEST_ID, notification.requestId());
        message.setHeader(WechatpayConstants.SERIAL, notification.serial());
    }

    private Object body(Notification notification) throws IOException, GeneralSecurityException {
        List<Field> fields = Catalog.get()
                .notification(notification.eventType())
                .map(io.github.camelwechatpay.catalog.Notification::fields)
                .orElse(List.of());
        boolean decrypting = !"off".equals(configuration.getEncryption());
        return bodyType.read(
                notification.content(),
                notification::resource,
                decrypting ? fields : List.of(),
                merchant::decryptField);
    }

    private static Set<String> parse(String eventTypes) {
        Set<String> types = new LinkedHashSet<>();
        Arrays.stream(eventTypes.split(","))
                .map(String::strip)
                .filter(type -> !type.isEmpty())
                .forEach(types::add);
        if (types.isEmpty()) {
            throw new IllegalArgumentException(
                    "Option eventTypes is empty: name event types such as TRANSACTION.SUCCESS, or drop the option");
        }
        return types;
    }

    private static void warnIfUnknown(String eventType) {
        if (Catalog.get().notification(eventType).isEmpty()) {
            LOG.warn(
                    "The catalog does not know event type {}: if it is a typo, the nearest are {}",
                    eventType,
                    Catalog.get().nearestEventTypes(eventType, 3));
        }
    }
}
