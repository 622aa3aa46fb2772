package io.github.camelwechatpay;

import io.github.camelwechatpay.call.Destination;
import io.github.camelwechatpay.call.Region;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

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
public class WechatpayEndpoint extends DefaultEndpoint implements AsyncEndpoint, EndpointServiceLocation {

    /** The operation of the endpoint that dynamic sends share. */
    static final String DYNAMIC = "v3";

    private static final String NOTIFY = "notify/";
    private static final String BILL = "bill/";

    static final String INVOKE = "invoke/";

    @UriPath(
            description =
                    "Producer: the operation as a path (v3/pay/transactions/jsapi), with placeholders in braces, or"
                            + " in chain notation (v3.pay.transactions.jsapi), or invoke/ and a client. Consumer: notify/"
                            + " and a name.")
    @Metadata(required = true)
    private String operation;

    @UriParam
    private WechatpayConfiguration configuration;

    @UriParam(label = "producer", enums = "DELETE,GET,PATCH,POST,PUT")
    private String method;

    @UriParam(label = "producer", prefix = "query.", multiValue = true)
    private Map<String, Object> query = new LinkedHashMap<>();

    @UriParam(label = "producer")
    private String appid;

    @UriParam(label = "consumer")
    private String eventTypes;

    @UriParam(label = "consumer")
    private String httpPath;

    private boolean regionFixed;
    private boolean merchantFixed;

    WechatpayEndpoint(String uri, WechatpayComponent component, WechatpayConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        if (isNotification()) {
            throw new IllegalArgumentException(
                    "wechatpay:" + operation + " receives notifications: use it in from(), not in to()");
        }
        return isInvocation() ? new InvokeProducer(this) : new WechatpayProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (!isNotification()) {
            throw new IllegalArgumentException("wechatpay:" + operation
                    + " is an operation: use it in to(). Notifications are received from wechatpay:notify/ and a name");
        }
        WechatpayConsumer consumer = new WechatpayConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public WechatpayComponent getComponent() {
        return (WechatpayComponent) super.getComponent();
    }

    @Override
    public String getServiceUrl() {
        if (isNotification()) {
            return notificationPath();
        }
        return configuration.getBaseUri() != null
                ? configuration.getBaseUri()
                : Region.orDefault(configuration.getRegion()).base().toString();
    }

    @Override
    public String getServiceProtocol() {
        return isNotification() || getServiceUrl().startsWith("http:") ? "http" : "https";
    }

    @Override
    public boolean isSingletonProducer() {
        return true;
    }

    boolean isNotification() {
        return operation.startsWith(NOTIFY);
    }

    /** What it does stays in this process. */
    private boolean isInvocation() {
        return operation.startsWith(INVOKE);
    }

    String invokedClient() {
        return operation.substring(INVOKE.length());
    }

    @Override
    public boolean isRemote() {
        return !isInvocation();
    }

    /** Whether routes begin here. */
    boolean isSource() {
        return isNotification() || isBill();
    }

    boolean isBill() {
        return operation.startsWith(BILL);
    }

    boolean isDynamic() {
        return operation.equals(DYNAMIC);
    }

    /** Whether the path names the merchant profile of each notification. */
    boolean isNamingMerchant() {
        return notificationPath().endsWith('/' + Recipients.PLACEHOLDER);
    }

    /** The path that notifications are posted to, with a leading slash. */
    String notificationPath() {
        String path = httpPath != null ? httpPath : operation;
        return path.startsWith("/") ? path : '/' + path;
    }

    /** Prepares the operation of the URI, or of a dynamic send. */
    PreparedOperation prepare(String operation, Map<String, Object> query, String method, String region) {
        URI base = configuration.getBaseUri() == null ? null : Destination.baseUri(configuration.getBaseUri());
        return PreparedOperation.of(operation, query, method, region == null ? null : Region.of(region), base);
    }

    /** Whether the URI itself says the region, so that no header changes it. */
    boolean isRegionFixed() {
        return regionFixed;
    }

    void setRegionFixed(boolean regionFixed) {
        this.regionFixed = regionFixed;
    }

    /** Whether the URI itself says the merchant, by a profile or by keys, so that no header changes it. */
    boolean isMerchantFixed() {
        return merchantFixed;
    }

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

    /** The operation, or invoke/ and a client, or notify/ and a name. */
    public void setOperation(String operation) {
        this.operation = operation;
    }

    public WechatpayConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(WechatpayConfiguration configuration) {
        this.configuration = configuration;
    }

    public String getMethod() {
        return method;
    }

    /** HTTP method. Required where the path has several documented methods, or is not known to the catalog. */
    public void setMethod(String method) {
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

    public String getAppid() {
        return appid;
    }

    /** With invoke/: appid of the client (official account, mini program or app) where the body has no entry appid. */
    public void setAppid(String appid) {
        this.appid = appid;
    }

    public String getEventTypes() {
        return eventTypes;
    }

    /**
     * Event types that this consumer wants, separated by commas, such as PAPAY.SIGN,PAPAY.TERMINATE. A consumer without
     * takes those that no other consumer of the path wants.
     */
    public void setEventTypes(String eventTypes) {
        this.eventTypes = eventTypes;
    }

    public String getHttpPath() {
        return httpPath;
    }

    /** Path that notifications are posted to; /notify/ and the name by default. A context path of the server precedes it. */
    public void setHttpPath(String httpPath) {
        this.httpPath = httpPath;
    }
}
