package io.github.camelwechatpay;

import io.github.camelwechatpay.body.BodyType;
import io.github.camelwechatpay.call.Region;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.consumer.CallbackAnswers;
import io.github.camelwechatpay.consumer.NotificationDispatcher;
import io.github.camelwechatpay.consumer.NotificationHandler;
import io.github.camelwechatpay.consumer.NotificationRoute;
import io.github.camelwechatpay.consumer.NotificationStatistics;
import io.github.camelwechatpay.consumer.RecipientResolver;
import io.github.camelwechatpay.consumer.SourceNetworks;
import io.github.camelwechatpay.merchant.MerchantEnvironment;
import io.github.camelwechatpay.merchant.MerchantSettings;
import io.github.camelwechatpay.notification.Notification;
import io.github.camelwechatpay.notification.NotificationAnswer;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives the notifications of one path that have one of its event types. Its route gets them verified and decrypted. */
public class WechatpayConsumer extends DefaultConsumer implements Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(WechatpayConsumer.class);

    private final WechatpayEndpoint endpoint;
    private final WechatpayConfiguration configuration;

    /** Camel's own handler, which gets no rejected notification because it would log each a second time. */
    private final ExceptionHandler standardHandler;

    private BodyType bodyType;
    private final Set<String> eventTypes;
    private final NotificationHandler handler = new Handler();
    private CallbackAnswers answers;

    /** Null if the option is not set. */
    private @Nullable Expression idempotencyKey;

    /** Null before the first start. */
    private @Nullable NotificationDispatcher dispatcher;

    private volatile NotificationRoute route;

    WechatpayConsumer(WechatpayEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.configuration = endpoint.getConfiguration();
        this.standardHandler = getExceptionHandler();
        // Read before the start, because a consumer that was never started keeps its event types too
        this.eventTypes = endpoint.getEventTypes() == null ? Set.of() : parse(endpoint.getEventTypes());
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        bodyType = BodyType.of(endpoint.getCamelContext(), configuration.getBodyType(), "bodyType");
        eventTypes.forEach(WechatpayConsumer::warnIfUnknown);
        answers = new CallbackAnswers(
                "body".equals(configuration.getAnswer()),
                configuration.getAnswerSigner(),
                configuration.getMaxFileSize());
        eventTypes.forEach(answers::check);
        if (configuration.getIdempotencyKey() != null) {
            idempotencyKey = endpoint.getCamelContext()
                    .resolveLanguage("simple")
                    .createExpression(configuration.getIdempotencyKey());
            idempotencyKey.init(endpoint.getCamelContext());
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Region region = Region.orDefault(configuration.getRegion());
        WechatpayComponent component = endpoint.getComponent();
        MerchantEnvironment environment = component.merchantEnvironment(configuration);
        String profile = endpoint.isNamingMerchant() ? null : configuration.getMerchant();
        RecipientResolver recipients;
        if (endpoint.isNamingMerchant()) {
            recipients =
                    RecipientResolver.named(endpoint.notificationPath(), component.merchants(), environment, region);
        } else if (profile != null) {
            recipients = RecipientResolver.profile(profile, component.merchants(), environment, region);
        } else {
            recipients = RecipientResolver.only(component.merchants().of(configuration, environment, region));
        }
        dispatcher = component.dispatcher(endpoint);
        route = new NotificationRoute(
                this,
                bodyType,
                !"off".equals(configuration.getEncryption()),
                answers,
                component.handledNotifications(endpoint),
                idempotencyKey,
                configuration.getIdempotentRepository() == null
                        ? configuration.getHttpServerComponent() + ':' + dispatcher.path() + ' '
                        : "");
        dispatcher.join(
                handler,
                new NotificationDispatcher.Settings(
                        profile,
                        MerchantSettings.of(configuration, environment, region),
                        configuration.getMaxBodySize(),
                        Duration.ofMillis(configuration.getReplyTimeout()),
                        configuration.getUnmatched(),
                        configuration.getAllowedSources() == null
                                ? null
                                : SourceNetworks.of(configuration.getAllowedSources())),
                recipients);
    }

    @Override
    protected void doStop() throws Exception {
        if (dispatcher != null) {
            dispatcher.leave(handler);
        }
        super.doStop();
    }

    @Override
    public WechatpayEndpoint getEndpoint() {
        return endpoint;
    }

    @Override
    public boolean isHostedService() {
        return true;
    }

    NotificationHandler handler() {
        return handler;
    }

    private final class Handler implements NotificationHandler {

        @Override
        public Set<String> eventTypes() {
            return eventTypes;
        }

        @Override
        public boolean isSuspended() {
            return isSuspendingOrSuspended();
        }

        @Override
        public NotificationAnswer handle(
                Notification notification, RecipientResolver.Recipient recipient, NotificationStatistics statistics)
                throws Exception {
            return route.run(notification, recipient, statistics);
        }

        /** Returns whether the application has an exception handler, or bridges its error handler. */
        @Override
        public boolean isTakingRefusals() {
            return getExceptionHandler() != standardHandler;
        }

        /** Hands a rejected notification to the exception handler. The exchange holds its origin only, no content. */
        @Override
        public void refused(
                WechatpayNotificationException refusal, @Nullable String source, @Nullable String requestId) {
            Exchange exchange = createExchange(false);
            try {
                exchange.getIn().setHeader(WechatpayConstants.SOURCE, source);
                exchange.getIn().setHeader(WechatpayConstants.REQUEST_ID, requestId);
                getExceptionHandler().handleException(refusal.getMessage(), exchange, refusal);
            } finally {
                releaseExchange(exchange, false);
            }
        }
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
