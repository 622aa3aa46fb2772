package io.github.camelwechatpay;

import io.github.camelwechatpay.body.RequestValidation;
import io.github.camelwechatpay.call.Transport;
import io.github.camelwechatpay.concurrent.BoundedPool;
import io.github.camelwechatpay.concurrent.SharedServices;
import io.github.camelwechatpay.concurrent.SigningQueue;
import io.github.camelwechatpay.consumer.HandledNotifications;
import io.github.camelwechatpay.consumer.NotificationDispatcher;
import io.github.camelwechatpay.consumer.NotificationHandler;
import io.github.camelwechatpay.consumer.NotificationMemory;
import io.github.camelwechatpay.consumer.NotificationServer;
import io.github.camelwechatpay.consumer.NotificationStatistics;
import io.github.camelwechatpay.merchant.CertificateWarnings;
import io.github.camelwechatpay.merchant.MerchantEnvironment;
import io.github.camelwechatpay.merchant.MerchantFactory;
import io.github.camelwechatpay.merchant.Merchants;
import io.github.camelwechatpay.producer.ResponseVerifier;
import io.github.camelwechatpay.transport.HttpTransport;
import io.github.camelwechatpay.transport.NameLookup;
import io.github.camelwechatpay.transport.ProxyUser;
import io.github.camelwechatpay.transport.TransportOptions;
import io.github.camelwechatpay.uri.ExpressionText;
import io.github.camelwechatpay.uri.OperationName;
import io.github.camelwechatpay.uri.OptionNames;
import io.github.camelwechatpay.uri.QueryOptions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.component.RawParameterHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Represents component {@code wechatpay}, which calls WeChat Pay APIv3 and receives its notifications. Endpoints with the same
 * options share keys, connections and threads. Thread-safe after it is started.
 */
@Component("wechatpay")
@ManagedResource(description = "Managed WeChat Pay component")
public class WechatpayComponent extends HealthCheckComponent implements SSLContextParametersAware {

    private static final int NONCE_BYTES = 16;
    private static final String DEADLINE_POOL = "WechatpayDeadline";

    /** Names the threads that run routes of notifications, and the thread pool profile that changes their number. */
    private static final String NOTIFICATION_POOL = "WechatpayNotification";

    /** Fewer than the threads of Camel's own HTTP server, so that threads that wait for routes leave some for others. */
    private static final int MOST_NOTIFICATIONS = 16;

    /** Limits how many rejected notifications are handed to exception handlers at a time. */
    private static final int MOST_REFUSALS = 4;

    private static final Duration CERTIFICATE_CHECK = Duration.ofMinutes(10);

    @Metadata(label = "advanced")
    private WechatpayConfiguration configuration = new WechatpayConfiguration();

    @Metadata(label = "security", defaultValue = "false")
    private boolean useGlobalSslContextParameters;

    @Metadata(label = "security", defaultValue = "30d", javaType = "java.time.Duration")
    private long certificateWarning = Duration.ofDays(30).toMillis();

    private final SigningQueue signingQueue = new SigningQueue();
    private final SharedServices<TransportOptions, HttpTransport> transports = new SharedServices<>();
    private final SharedServices<BoundedPool.Options, BoundedPool> pools = new SharedServices<>();
    private final SharedServices<String, NotificationDispatcher> dispatchers = new SharedServices<>();

    /** Compares repositories by identity: each knows once which notifications are being processed. */
    private final Map<IdempotentRepository, HandledNotifications> handled =
            Collections.synchronizedMap(new IdentityHashMap<>());

    private final NotificationMemory memory =
            new NotificationMemory(() -> getClock().instant(), NotificationMemory.MOST_KEYS);

    private final RequestValidation validation = new RequestValidation();
    private final ResponseVerifier responseVerifier = new ResponseVerifier();
    private final SecureRandom random = new SecureRandom();

    /** Lets at most one thread of the HTTP server wait for a download of certificates, for all merchants together. */
    private final Semaphore notificationDownloads = new Semaphore(1);

    /** Null before the first start. */
    private @Nullable Merchants merchants;

    /** Null if it is not registered. */
    private @Nullable HealthCheck healthCheck;

    private Clock clock = Clock.systemUTC();
    private Supplier<String> nonces = this::randomNonce;
    private NameLookup names = NameLookup.SYSTEM;

    /** Null before the first start. */
    private @Nullable ScheduledExecutorService watch;

    /** Null before the first start. */
    private @Nullable ScheduledExecutorService refresher;

    public WechatpayComponent() {}

    public WechatpayComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        WechatpayEndpoint endpoint = new WechatpayEndpoint(uri, this, configuration.copy());
        endpoint.setOperation(remaining);
        ExpressionText.refuseInOptions(parameters);
        endpoint.setQuery(QueryOptions.take(parameters));
        OptionNames named = OptionNames.of(parameters.keySet());
        boolean allAtOnce = named.have("configuration");
        endpoint.setRegionFixed(allAtOnce || named.have("region"));
        boolean ownKeys = MerchantOptions.NAMES.stream().anyMatch(named::have);
        endpoint.setMerchantFixed(allAtOnce || ownKeys || named.have("merchant"));
        RawParameterHelper.resolveRawParameterValues(getCamelContext(), parameters);
        setProperties(endpoint, parameters);
        OptionRanges.check(endpoint.getConfiguration());
        if (ownKeys && endpoint.getConfiguration().getMerchant() != null) {
            throw new IllegalArgumentException(
                    "Option merchant names a profile, whose keys count, but the URI has keys of its"
                            + " own as well: drop one of them");
        }
        if (endpoint.name().kind() == OperationName.Kind.NOTIFY) {
            NotificationServer.prepare(
                    getCamelContext(), endpoint.getConfiguration().getHttpServerComponent());
        }
        return endpoint;
    }

    /** Returns false: RAW(...) is resolved later, because only inside it a query parameter may have a space. */
    @Override
    protected boolean resolveRawParameterValues() {
        return false;
    }

    @Override
    protected void doStart() throws Exception {
        var executors = getCamelContext().getExecutorServiceManager();
        watch = executors.newScheduledThreadPool(
                this,
                DEADLINE_POOL,
                new ThreadPoolProfileBuilder(DEADLINE_POOL)
                        .poolSize(1)
                        .maxPoolSize(1)
                        .maxQueueSize(Integer.MAX_VALUE)
                        .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                        .build());
        refresher = executors.newSingleThreadScheduledExecutor(this, "WechatpayCertificates");
        merchants = new Merchants(
                getCamelContext().getRegistry(),
                this::merchantFactory,
                new CertificateWarnings(clock, OptionRanges.certificateWarning(certificateWarning)));
        refresher.scheduleWithFixedDelay(
                merchants::checkCertificates,
                CERTIFICATE_CHECK.toMillis(),
                CERTIFICATE_CHECK.toMillis(),
                TimeUnit.MILLISECONDS);
        List.of(transports, pools, dispatchers).forEach(SharedServices::start);
        merchants.start();
        register();
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        unregister();
        dispatchers.stop();
        if (merchants != null) {
            merchants.stop();
        }
        transports.stop();
        pools.stop();
        var executors = getCamelContext().getExecutorServiceManager();
        Stream.of(watch, refresher).filter(Objects::nonNull).forEach(executors::shutdownNow);
    }

    private void register() {
        HealthCheckRegistry checks = HealthCheckRegistry.get(getCamelContext());
        if (checks != null) {
            String name = getCamelContext().getComponentNames().stream()
                    .filter(each -> getCamelContext().hasComponent(each) == this)
                    .findFirst()
                    .orElse("wechatpay");
            healthCheck = new WechatpayHealthCheck(merchants(), clock, name, isHealthCheckProducerEnabled());
            checks.register(healthCheck);
        }
    }

    private void unregister() {
        if (healthCheck != null) {
            HealthCheckRegistry.get(getCamelContext()).unregister(healthCheck);
            healthCheck = null;
        }
    }

    Transport transport(WechatpayConfiguration options) {
        return transport(transportOptions(options));
    }

    BoundedPool callPool(WechatpayConfiguration options) {
        return pool(new BoundedPool.Options("WechatpayCall", options.getMaxInFlight(), options.getExecutorService()));
    }

    private BoundedPool pool(BoundedPool.Options options) {
        return pools.get(options, o -> new BoundedPool(getCamelContext(), o));
    }

    /** Returns the merchants. The component must have been started. */
    Merchants merchants() {
        return merchants;
    }

    private MerchantFactory merchantFactory(TransportOptions transport) {
        return new MerchantFactory(
                getCamelContext(), transport(transport), refresher, notificationDownloads, clock, nonces);
    }

    /** Returns the options of an endpoint that its merchants share. */
    MerchantEnvironment merchantEnvironment(WechatpayConfiguration options) {
        return new MerchantEnvironment(
                options.getCryptoProvider(),
                Duration.ofMillis(options.getMaxClockSkew()),
                options.getBaseUri(),
                options.getBackupBaseUri(),
                options.getGatewayPath(),
                transportOptions(options));
    }

    SigningQueue signingQueue() {
        return signingQueue;
    }

    ScheduledExecutorService refresher() {
        return refresher;
    }

    /**
     * Reads the keys of all merchants again. Replaced files are used from the next call and notification. Calls in flight end
     * with the keys that they began with. A merchant whose files are broken keeps its keys.
     *
     * @throws IllegalStateException if keys cannot be read; the message names merchants and options. The keys of the other
     *     merchants are replaced
     */
    @ManagedOperation(description = "Reads the keys of all merchants again, such as files that were replaced")
    public void reloadKeys() {
        // A management console may ask before the first start
        if (merchants != null) {
            merchants.reload();
        }
    }

    /** Returns the dispatcher of the endpoint's path. All consumers of a path of a server share it. */
    NotificationDispatcher dispatcher(WechatpayEndpoint endpoint) {
        String server = endpoint.getConfiguration().getHttpServerComponent();
        String path = endpoint.notificationPath();
        return dispatchers.get(
                dispatcherKey(endpoint),
                key -> new NotificationDispatcher(
                        new NotificationServer(getCamelContext(), server, path),
                        () -> ofRoutes(key),
                        pool(new BoundedPool.Options(NOTIFICATION_POOL, mostNotifications(), null)),
                        pool(new BoundedPool.Options("WechatpayRefusal", MOST_REFUSALS, null)),
                        clock));
    }

    private static String dispatcherKey(WechatpayEndpoint endpoint) {
        return endpoint.getConfiguration().getHttpServerComponent() + ':' + endpoint.notificationPath();
    }

    /** Returns the counts of the notifications of an endpoint's path, empty if no consumer has been started on it. */
    Optional<NotificationStatistics> statistics(WechatpayEndpoint endpoint) {
        return dispatchers.find(dispatcherKey(endpoint)).map(NotificationDispatcher::statistics);
    }

    /** Returns the dispatchers of all paths on which consumers have been started. */
    List<NotificationDispatcher> dispatchers() {
        return dispatchers.all();
    }

    /** Returns the consumers of all routes that the context has on a path, whether they were ever started or not. */
    private List<NotificationHandler> ofRoutes(String dispatcherKey) {
        return getCamelContext().getRoutes().stream()
                .map(Route::getConsumer)
                .filter(WechatpayConsumer.class::isInstance)
                .map(WechatpayConsumer.class::cast)
                .filter(consumer -> consumer.getEndpoint().getComponent() == this
                        && dispatcherKey(consumer.getEndpoint()).equals(dispatcherKey))
                .map(WechatpayConsumer::handler)
                .toList();
    }

    /** Returns the memory of handled notifications: the repository of the option, or else the memory that all paths share. */
    HandledNotifications handledNotifications(WechatpayEndpoint endpoint) {
        IdempotentRepository repository = endpoint.getConfiguration().getIdempotentRepository();
        IdempotentRepository chosen = repository != null ? repository : memory;
        ServiceHelper.startService(chosen);
        return handled.computeIfAbsent(chosen, HandledNotifications::new);
    }

    @ManagedAttribute(description = "Keys of handled notifications in the default memory")
    public int getNotificationsRemembered() {
        return memory.size();
    }

    @ManagedAttribute(
            description = "Keys of handled notifications that the default memory forgot in less than 25 hours")
    public long getNotificationsForgotten() {
        return memory.forgotten();
    }

    private int mostNotifications() {
        ThreadPoolProfile profile =
                getCamelContext().getExecutorServiceManager().getThreadPoolProfile(NOTIFICATION_POOL);
        return profile == null || profile.getMaxPoolSize() == null ? MOST_NOTIFICATIONS : profile.getMaxPoolSize();
    }

    ResponseVerifier responseVerifier() {
        return responseVerifier;
    }

    RequestValidation validation() {
        return validation;
    }

    private HttpTransport transport(TransportOptions options) {
        return transports.get(options, o -> new HttpTransport(getCamelContext(), o, watch, names));
    }

    private TransportOptions transportOptions(WechatpayConfiguration options) {
        return new TransportOptions(
                Duration.ofMillis(options.getConnectTimeout()),
                Duration.ofMillis(options.getResponseTimeout()),
                options.getMaxConnections(),
                options.getSslContextParameters() != null
                        ? options.getSslContextParameters()
                        : retrieveGlobalSslContextParameters(),
                options.getProxyHost(),
                options.getProxyPort(),
                options.getProxyUsername() == null
                        ? null
                        : new ProxyUser(options.getProxyUsername(), options.getProxyPassword()),
                options.isUseSystemProperties());
    }

    private String randomNonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return HexFormat.of().withUpperCase().formatHex(nonce);
    }

    public WechatpayConfiguration getConfiguration() {
        return configuration;
    }

    /** The options that endpoints start with. */
    public void setConfiguration(WechatpayConfiguration configuration) {
        this.configuration = configuration;
    }

    public long getCertificateWarning() {
        return certificateWarning;
    }

    /**
     * How long before the end of a certificate a warning is logged, once for each: of the merchant API certificate where it
     * is known, and of the platform certificate in use. Milliseconds, or text such as 30d, more than zero and at most 1000
     * days.
     */
    public void setCertificateWarning(long certificateWarning) {
        this.certificateWarning = certificateWarning;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    /** Whether calls use the TLS settings of the CamelContext. */
    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    Clock getClock() {
        return clock;
    }

    /** Sets the clock that signs and checks timestamps, for tests. Set it before start. */
    void setClock(Clock clock) {
        this.clock = clock;
    }

    /** Sets the source of nonces, for tests. Set it before start. */
    void setNonces(Supplier<String> nonces) {
        this.nonces = nonces;
    }

    /** Sets the lookup of host names, for tests. Set it before start. */
    void setNames(NameLookup names) {
        this.names = names;
    }
}
