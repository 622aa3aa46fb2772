package io.github.camelwechatpay;

import io.github.camelwechatpay.WechatpayNotificationException.Reason;
import io.github.camelwechatpay.call.Region;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.notification.Notification;
import io.github.camelwechatpay.notification.NotificationAnswer;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Expression;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives the notifications of one path that have one of its event types, verified and decrypted. */
public class WechatpayConsumer extends DefaultConsumer implements Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(WechatpayConsumer.class);

    /** Events whose answers must be signed. */
    private static final String SIGNED_ANSWERS = "CROSS_BORDER_PAY.";

    private final WechatpayEndpoint endpoint;
    private final WechatpayConfiguration configuration;

    /** Camel's, which would log each refusal once more: nothing is handed to it. */
    private final ExceptionHandler standardHandler;

    private BodyType bodyType;
    private final Set<String> eventTypes;
    private boolean answering;
    private Expression idempotencyKey;
    private HandledNotifications handled;
    private NotificationDispatcher dispatcher;

    WechatpayConsumer(WechatpayEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.configuration = endpoint.getConfiguration();
        this.standardHandler = getExceptionHandler();
        // Known before the start: a consumer that was never started keeps its event types, too
        this.eventTypes = endpoint.getEventTypes() == null ? Set.of() : parse(endpoint.getEventTypes());
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        bodyType = BodyType.of(endpoint.getCamelContext(), configuration.getBodyType(), "bodyType");
        eventTypes.forEach(WechatpayConsumer::warnIfUnknown);
        answering = "body".equals(configuration.getAnswer());
        eventTypes.forEach(this::checkAnswer);
        if (configuration.getIdempotencyKey() != null) {
            idempotencyKey = endpoint.getCamelContext()
                    .resolveLanguage("simple")
                    .createExpression(configuration.getIdempotencyKey());
            idempotencyKey.init(endpoint.getCamelContext());
        }
    }

    private void checkAnswer(String eventType) {
        if (answering) {
            requireSigner(eventType);
        }
        if (!answering && isQuestion(eventType)) {
            LOG.warn(
                    "{} is a question, for which a plain acknowledgement is no answer: set option answer=body",
                    eventType);
        }
    }

    private void requireSigner(String eventType) {
        if (eventType.startsWith(SIGNED_ANSWERS) && configuration.getAnswerSigner() == null) {
            throw new IllegalArgumentException("The answer to " + eventType + " must be signed in a way that is not"
                    + " documented publicly: set option answerSigner to a bean of type NotificationAnswerSigner");
        }
    }

    /** Whether the catalog knows it, and not as a question. */
    private static boolean isPlain(String eventType) {
        return Catalog.get().notification(eventType).isPresent() && !isQuestion(eventType);
    }

    private static boolean isQuestion(String eventType) {
        return Catalog.get()
                .notification(eventType)
                .flatMap(io.github.camelwechatpay.catalog.Notification::replyWithin)
                .isPresent();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Region region = Region.orDefault(configuration.getRegion());
        WechatpayComponent component = endpoint.getComponent();
        handled = component.handledNotifications(endpoint);
        String profile = endpoint.isNamingMerchant() ? null : configuration.getMerchant();
        Recipients recipients;
        if (endpoint.isNamingMerchant()) {
            recipients = Recipients.named(endpoint.notificationPath(), component, configuration);
        } else if (profile != null) {
            recipients = Recipients.profile(profile, component, configuration);
        } else {
            recipients = Recipients.only(component.liveMerchant(null, configuration, region));
        }
        dispatcher = component.dispatcher(endpoint);
        dispatcher.join(
                this,
                new NotificationDispatcher.Settings(
                        profile,
                        MerchantFactory.Options.of(configuration, region),
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
            dispatcher.leave(this);
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

    /** The event types that this consumer wants, empty for those that no other consumer of the path wants. */
    Set<String> eventTypes() {
        return eventTypes;
    }

    /** Whether refusals go to an exception handler of the application, or to its error handler by the bridge. */
    boolean isTakingRefusals() {
        return getExceptionHandler() != standardHandler;
    }

    /** Hands a refusal to the exception handler. Nothing of the refused notification but its origin is in the exchange. */
    void takeRefusal(WechatpayNotificationException refusal, String source, String requestId) {
        Exchange exchange = createExchange(false);
        try {
            exchange.getIn().setHeader(WechatpayConstants.SOURCE, source);
            exchange.getIn().setHeader(WechatpayConstants.REQUEST_ID, requestId);
            getExceptionHandler().handleException(refusal.getMessage(), exchange, refusal);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    /**
     * Runs the route, unless it has completed for this notification before, and returns when it has completed.
     *
     * @throws Exception what failed in it
     */
    NotificationAnswer handle(
            Notification notification, Recipients.Recipient recipient, NotificationStatistics statistics)
            throws Exception {
        Exchange exchange = createExchange(false);
        try {
            fill(exchange.getIn(), notification, recipient);
            Result result = done -> NotificationAnswer.SUCCESS;
            if (answering) {
                Object question = exchange.getIn().getBody();
                // Whoever answers elsewhere is waited for
                exchange.setPattern(ExchangePattern.InOut);
                result = done -> answer(done, notification, question);
            }
            // A question is answered each time: what was answered before is not remembered
            return answering && !isPlain(notification.eventType())
                    ? route(exchange, result)
                    : once(exchange, notification, recipient, statistics, result);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private NotificationAnswer once(
            Exchange exchange,
            Notification notification,
            Recipients.Recipient recipient,
            NotificationStatistics statistics,
            Result result)
            throws Exception {
        try (HandledNotifications.Work work =
                handled.begin(exchange, notification, key(exchange, notification, recipient))) {
            if (work.isDone()) {
                statistics.addDuplicate();
                LOG.debug("Notification {} ({}) was handled before", notification.id(), notification.eventType());
                return NotificationAnswer.SUCCESS;
            }
            NotificationAnswer answer = route(exchange, result);
            if (!work.done()) {
                statistics.addRunTwice();
            }
            return answer;
        }
    }

    private NotificationAnswer answer(Exchange exchange, Notification notification, Object question) throws Exception {
        if (exchange.getMessage().getBody() == question) {
            throw new IllegalStateException("the route left the notification itself as the answer");
        }
        byte[] content = RequestBody.VERBATIM.of(exchange);
        if (content == null || content.length == 0) {
            return NotificationAnswer.SUCCESS;
        }
        return new NotificationAnswer(200, content, signature(notification.eventType(), content));
    }

    private Map<String, String> signature(String eventType, byte[] content) throws GeneralSecurityException {
        NotificationAnswerSigner signer = configuration.getAnswerSigner();
        if (signer != null) {
            return signer.sign(eventType, content);
        }
        requireSigner(eventType);
        return Map.of();
    }

    @FunctionalInterface
    private interface Result {
        NotificationAnswer of(Exchange exchange) throws Exception;
    }

    /** Its unit of work is over when this returns, and what was committed with it has not failed. */
    private NotificationAnswer route(Exchange exchange, Result result) throws Exception {
        NotificationAnswer answer;
        try {
            createUoW(exchange);
            getProcessor().process(exchange);
            requireSuccess(exchange);
            answer = result.of(exchange);
        } finally {
            doneUoW(exchange);
        }
        requireSuccess(exchange);
        return answer;
    }

    static void requireSuccess(Exchange exchange) throws Exception {
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            throw new IllegalStateException("the route was marked for rollback");
        }
    }

    private String key(Exchange exchange, Notification notification, Recipients.Recipient recipient)
            throws WechatpayNotificationException {
        if (idempotencyKey == null) {
            return recipient.merchant().mchid() + ":" + notification.key();
        }
        String key;
        try {
            key = evaluate(idempotencyKey, exchange, notification);
        } catch (RuntimeException e) {
            // Without the cause, which may quote the content
            throw WechatpayNotificationException.notHandled(
                    Reason.UNCONVERTIBLE,
                    notification,
                    "option idempotencyKey fails with " + e.getClass().getName(),
                    null);
        }
        if (key == null || key.isBlank()) {
            throw WechatpayNotificationException.notHandled(
                    Reason.UNCONVERTIBLE, notification, "option idempotencyKey gives no key for it", null);
        }
        // All paths share the default memory, and a key of one's own need not tell their events apart
        return configuration.getIdempotentRepository() == null
                ? configuration.getHttpServerComponent() + ':' + dispatcher.path() + ' ' + key
                : key;
    }

    /** On the members of the content, whatever body the route wants. */
    private static String evaluate(Expression expression, Exchange exchange, Notification notification) {
        Message message = exchange.getIn();
        Object body = message.getBody();
        message.setBody(notification.resource());
        try {
            return expression.evaluate(exchange, String.class);
        } finally {
            message.setBody(body);
        }
    }

    private void fill(Message message, Notification notification, Recipients.Recipient recipient)
            throws WechatpayNotificationException {
        try {
            message.setBody(body(notification, recipient.merchant()));
        } catch (IOException | GeneralSecurityException e) {
            throw WechatpayNotificationException.notHandled(
                    Reason.UNCONVERTIBLE, notification, e.getMessage() + " (options bodyType and encryption)", e);
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

    private Object body(Notification notification, Merchant merchant) throws IOException, GeneralSecurityException {
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
