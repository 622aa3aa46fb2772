package io.github.camelwechatpay;

import io.github.camelwechatpay.body.BodyType;
import io.github.camelwechatpay.body.ContentStreams;
import io.github.camelwechatpay.body.RequestValidation;
import io.github.camelwechatpay.call.CallSender;
import io.github.camelwechatpay.call.Destination;
import io.github.camelwechatpay.call.Region;
import io.github.camelwechatpay.consumer.NotificationStatistics;
import io.github.camelwechatpay.consumer.RecipientResolver;
import io.github.camelwechatpay.files.SpoolOptions;
import io.github.camelwechatpay.merchant.MerchantSelector;
import io.github.camelwechatpay.producer.CallOptions;
import io.github.camelwechatpay.producer.CallPreparation;
import io.github.camelwechatpay.producer.Downloads;
import io.github.camelwechatpay.producer.ExchangeCaller;
import io.github.camelwechatpay.producer.OperationResolver;
import io.github.camelwechatpay.uri.OperationName;
import io.github.camelwechatpay.uri.OperationName.Kind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Call WeChat Pay APIv3 operations, and receive its notifications, signed, verified and decrypted.
 */
@ManagedResource(description = "Managed WeChat Pay endpoint")
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "wechatpay",
        title = "WeChat Pay",
        syntax = "wechatpay:operation",
        category = {Category.CLOUD, Category.API},
        headersClass = WechatpayConstants.class)
public class WechatpayEndpoint extends ScheduledPollEndpoint implements AsyncEndpoint, EndpointServiceLocation {

    private static final long TEN_MINUTES = 600_000;

    @UriPath(
            description =
                    "Producer: the operation as a path (v3/pay/transactions/jsapi), with placeholders in braces, or"
                            + " in chain notation (v3.pay.transactions.jsapi), or invoke/ and a client. Consumer: notify/"
                            + " and a name, or bill/ and the name of a bill (bill/tradebill).")
    @Metadata(required = true)
    private String operation;

    @UriParam
    private WechatpayConfiguration configuration;

    @UriParam(label = "producer", enums = "DELETE,GET,PATCH,POST,PUT")
    private @Nullable String method;

    @UriParam(prefix = "query.", multiValue = true)
    private Map<String, Object> query = new LinkedHashMap<>();

    @UriParam(label = "producer")
    private @Nullable String appid;

    @UriParam(label = "consumer")
    private @Nullable String eventTypes;

    @UriParam(label = "consumer")
    private @Nullable String httpPath;

    @UriParam(label = "consumer", defaultValue = "1")
    private int billDays = 1;

    @UriParam(label = "consumer", defaultValue = "false")
    private boolean split;

    @UriParam(
            label = "consumer,scheduler",
            defaultValue = "10m",
            javaType = "java.time.Duration",
            description =
                    "How long after a poll for bills the next one follows: milliseconds, or text such as 10m. A poll calls"
                            + " WeChat Pay only for bills that are due and not handled yet.")
    private long delay = TEN_MINUTES;

    private OperationName name;
    private boolean regionFixed;
    private boolean merchantFixed;

    WechatpayEndpoint(String uri, WechatpayComponent component, WechatpayConfiguration configuration) {
        super(uri, component);
        super.setDelay(TEN_MINUTES);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        return switch (name.kind()) {
            case CALL, DYNAMIC -> new WechatpayProducer(this);
            case INVOKE -> new WechatpayInvokeProducer(this);
            case NOTIFY ->
                throw new IllegalArgumentException(
                        "wechatpay:" + operation + " receives notifications: use it in from(), not in to()");
            case BILL ->
                throw new IllegalArgumentException("wechatpay:" + operation
                        + " gives the bills of each day: use it in from(), and in to() v3/" + operation);
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Consumer consumer = switch (name.kind()) {
            case NOTIFY -> new WechatpayConsumer(this, processor);
            case BILL -> new WechatpayBillConsumer(this, processor);
            case CALL, DYNAMIC, INVOKE -> throw notASource();
        };
        configureConsumer(consumer);
        return consumer;
    }

    /**
     * Refuses to poll: an exchange that waits for its poller would count as handled before anything is done with it.
     *
     * @throws IllegalArgumentException always, naming the way that works
     */
    @Override
    public PollingConsumer createPollingConsumer() {
        throw switch (name.kind()) {
            case NOTIFY ->
                new IllegalArgumentException("wechatpay:" + operation
                        + " cannot be polled: the notification would be acknowledged before its exchange is processed."
                        + " Use it in from() of a route");
            case BILL ->
                new IllegalArgumentException("wechatpay:" + operation
                        + " cannot be polled: the bill would count as handled before its exchange is processed."
                        + " Use it in from() of a route, or fetch one bill with to(\"wechatpay:v3/" + operation
                        + "?responseType=stream\")");
            case CALL, DYNAMIC, INVOKE -> notASource();
        };
    }

    private IllegalArgumentException notASource() {
        return new IllegalArgumentException("wechatpay:" + operation
                + " is an operation: use it in to(). Notifications are received from wechatpay:notify/ and a name,"
                + " bills from wechatpay:bill/ and a name");
    }

    @Override
    public WechatpayComponent getComponent() {
        return (WechatpayComponent) super.getComponent();
    }

    @Override
    public String getServiceUrl() {
        if (name.kind() == Kind.NOTIFY) {
            return notificationPath();
        }
        return configuration.getBaseUri() != null
                ? configuration.getBaseUri()
                : Region.orDefault(configuration.getRegion()).base().toString();
    }

    @Override
    public String getServiceProtocol() {
        return name.kind() == Kind.NOTIFY || getServiceUrl().startsWith("http:") ? "http" : "https";
    }

    @Override
    public boolean isSingletonProducer() {
        return true;
    }

    /** Returns false only for a client that is invoked: nothing leaves this process. */
    @Override
    public boolean isRemote() {
        return name.kind() != Kind.INVOKE;
    }

    OperationName name() {
        return name;
    }

    MerchantSelector merchantSelector() {
        return new MerchantSelector(
                getComponent().merchants(),
                getComponent().merchantEnvironment(configuration),
                configuration,
                configuration.getMerchant(),
                merchantFixed);
    }

    /** Returns whether the path names the merchant profile of each notification. */
    boolean isNamingMerchant() {
        return notificationPath().endsWith('/' + RecipientResolver.PLACEHOLDER);
    }

    /** Returns the path that notifications are posted to, with a leading slash. */
    String notificationPath() {
        String path = httpPath != null ? httpPath : operation;
        return path.startsWith("/") ? path : '/' + path;
    }

    /**
     * Returns a resolver for the operations of exchanges.
     *
     * @param operation the operation, or the name of a dynamic send
     * @throws IllegalArgumentException if the operation cannot be called
     */
    OperationResolver operations(OperationName operation) {
        return new OperationResolver(new OperationResolver.Source(
                operation,
                query,
                name.kind() == Kind.BILL ? null : method,
                configuration.getRegion(),
                regionFixed,
                baseUri()));
    }

    private @Nullable URI baseUri() {
        return configuration.getBaseUri() == null ? null : Destination.baseUri(configuration.getBaseUri());
    }

    /**
     * Returns a caller for the calls of exchanges. The component must be started.
     *
     * @param responseType the value of option {@code responseType}
     */
    ExchangeCaller caller(OperationResolver operations, String responseType) {
        WechatpayComponent component = getComponent();
        CallSender sender = new CallSender(
                component.transport(configuration),
                configuration.getBaseUri(),
                configuration.getBackupBaseUri(),
                component.getClock());
        CallOptions options = new CallOptions(
                RequestValidation.Mode.of(configuration.getValidation()),
                !"off".equals(configuration.getEncryption()),
                "always".equals(configuration.getSendBody()),
                responseType,
                baseUri(),
                configuration.getGatewayPath(),
                Duration.ofMillis(configuration.getCallTimeout()),
                Duration.ofMillis(configuration.getDownloadTimeout()),
                configuration.getBillDecryptor(),
                streams());
        Downloads downloads = Downloads.isWanted(responseType) ? new Downloads(options, sender) : null;
        return new ExchangeCaller(
                new CallPreparation(
                        operations,
                        merchantSelector(),
                        options,
                        downloads == null ? operation -> {} : downloads::check,
                        component.validation()),
                component.signingQueue(),
                sender,
                component.responseVerifier(),
                BodyType.of(getCamelContext(), downloads == null ? responseType : "bytes", "responseType"),
                downloads);
    }

    /** Returns a maker of the streams of message bodies, by the options of this endpoint. */
    ContentStreams streams() {
        String directory = configuration.getSpoolDirectory();
        return new ContentStreams(
                new SpoolOptions(
                        configuration.getSpoolThreshold(),
                        Path.of(directory != null ? directory : System.getProperty("java.io.tmpdir")),
                        configuration.getMaxFileSize()),
                from -> from instanceof WechatpayEndpoint endpoint
                        && !endpoint.name().kind().isSource());
    }

    /** Returns whether the URI itself names the region, so that no header changes it. */
    boolean isRegionFixed() {
        return regionFixed;
    }

    void setRegionFixed(boolean regionFixed) {
        this.regionFixed = regionFixed;
    }

    /** Sets whether the URI itself names the merchant, by a profile or by keys, so that no header changes it. */
    void setMerchantFixed(boolean merchantFixed) {
        this.merchantFixed = merchantFixed;
    }

    @ManagedAttribute(description = "Consumer: requests to its path")
    public long getNotificationsReceived() {
        return statistics(NotificationStatistics::received);
    }

    @ManagedAttribute(description = "Consumer: notifications of its path that were verified and decrypted")
    public long getNotificationsVerified() {
        return statistics(NotificationStatistics::verified);
    }

    @ManagedAttribute(description = "Consumer: notifications of its path that were answered with success")
    public long getNotificationsAcknowledged() {
        return statistics(NotificationStatistics::acknowledged);
    }

    @ManagedAttribute(description = "Consumer: notifications of its path that had been handled before")
    public long getNotificationsDuplicate() {
        return statistics(NotificationStatistics::duplicate);
    }

    @ManagedAttribute(description = "Consumer: notifications of its path whose route failed")
    public long getNotificationsFailed() {
        return statistics(NotificationStatistics::failed);
    }

    @ManagedAttribute(description = "Consumer: notifications of its path whose route completed too late")
    public long getNotificationsLate() {
        return statistics(NotificationStatistics::late);
    }

    @ManagedAttribute(
            description = "Consumer: notifications of its path whose route ran although another node had handled them")
    public long getNotificationsRunTwice() {
        return statistics(NotificationStatistics::runTwice);
    }

    @ManagedAttribute(description = "Consumer: notifications of its path that were answered with an error, by reason")
    public String getNotificationsRefused() {
        return getComponent()
                .statistics(this)
                .map(NotificationStatistics::refused)
                .orElse(Map.of())
                .toString();
    }

    private long statistics(ToLongFunction<NotificationStatistics> count) {
        return getComponent().statistics(this).map(count::applyAsLong).orElse(0L);
    }

    public String getOperation() {
        return operation;
    }

    /** The operation, or invoke/ and a client, or notify/ and a name, or bill/ and the name of a bill. */
    public void setOperation(String operation) {
        this.name = OperationName.of(operation);
        this.operation = name.text();
    }

    public WechatpayConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(WechatpayConfiguration configuration) {
        this.configuration = configuration;
    }

    public @Nullable String getMethod() {
        return method;
    }

    /** HTTP method. Required where the path has several documented methods, or is not known to the catalog. */
    public void setMethod(@Nullable String method) {
        this.method = method;
    }

    public Map<String, Object> getQuery() {
        return query;
    }

    /**
     * Query parameters of the call, such as query.bill_date=2026-11-20. Camel reads a plus sign of a URI as a space, even an encoded one, so a
     * value with a space is refused: write RAW(value), or use header CamelWechatpayQuery.
     */
    public void setQuery(Map<String, Object> query) {
        this.query = query;
    }

    public @Nullable String getAppid() {
        return appid;
    }

    /** With invoke/: appid of the client (official account, mini program or app) where the body has no entry appid. */
    public void setAppid(@Nullable String appid) {
        this.appid = appid;
    }

    public @Nullable String getEventTypes() {
        return eventTypes;
    }

    /**
     * Event types that this consumer wants, separated by commas, such as PAPAY.SIGN,PAPAY.TERMINATE. A consumer without
     * takes those that no other consumer of the path wants.
     */
    public void setEventTypes(@Nullable String eventTypes) {
        this.eventTypes = eventTypes;
    }

    public @Nullable String getHttpPath() {
        return httpPath;
    }

    /** Path that notifications are posted to; /notify/ and the name by default. A context path of the server precedes it. */
    public void setHttpPath(@Nullable String httpPath) {
        this.httpPath = httpPath;
    }

    public int getBillDays() {
        return billDays;
    }

    /**
     * How many days back bills are fetched, 1 to 90: with 1 yesterday's only. A bill that was not handled is repeated as
     * long, so more of them survive a longer outage. Days are those of China, and a bill is due at 10:00 of the next.
     */
    public void setBillDays(int billDays) {
        this.billDays = billDays;
    }

    public boolean isSplit() {
        return split;
    }

    /** Whether there is one exchange for each row of a bill, with a Map of column and text, instead of one for the bill. */
    public void setSplit(boolean split) {
        this.split = split;
    }

    @Override
    public long getDelay() {
        return delay;
    }

    @Override
    public void setDelay(long delay) {
        super.setDelay(delay);
        this.delay = delay;
    }
}
