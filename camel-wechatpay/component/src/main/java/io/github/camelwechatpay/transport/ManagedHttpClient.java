package io.github.camelwechatpay.transport;

import io.github.camelwechatpay.call.Region;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the HTTP client with camel-http, configures it, and stops it. The client sends nothing twice: it makes no retries
 * and follows no redirects. It keeps no cookies, asks for no compression, and has a connection pool per host. Started and
 * stopped by one thread.
 */
final class ManagedHttpClient {

    private static final Logger LOG = LoggerFactory.getLogger(ManagedHttpClient.class);

    /** WeChat Pay closes idle connections after 8 s. */
    private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(7);

    /** A response of WeChat Pay has some 12 header lines of at most 400 bytes. */
    static final int MOST_HEADERS = 100;

    /** Most bytes of a header line. */
    static final int LONGEST_LINE = 16 * 1024;

    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(LONGEST_LINE)
            .setMaxHeaderCount(MOST_HEADERS)
            .build();

    private static final int MOST_LOOKUPS = 16;
    private static final String LOOKUP_POOL = "WechatpayNames";
    private static final String WRITING = ManagedHttpClient.class.getName() + ".writing";
    private static final String ROUTE = ManagedHttpClient.class.getName() + ".route";

    private final CamelContext camelContext;
    private final TransportOptions options;
    private final NameLookup lookup;

    private @Nullable ExecutorService lookupThreads;
    private @Nullable Connections connections;
    private @Nullable HttpEndpoint endpoint;

    /** @param lookup asks the name servers */
    ManagedHttpClient(CamelContext camelContext, TransportOptions options, NameLookup lookup) {
        this.camelContext = camelContext;
        this.options = options;
        this.lookup = lookup;
    }

    /**
     * Says what to do when a connection is there and the request is about to be written. Without it a call fails.
     *
     * @param task runs on the thread of the call
     */
    static void beforeWriting(HttpClientContext context, Runnable task) {
        context.setAttribute(WRITING, task);
    }

    /** Returns an Error that was thrown while a request was sent; any other failure is returned as it is. */
    static Throwable unwrapped(Throwable failure) {
        return failure instanceof ErrorWhileSending wrapper ? wrapper.error : failure;
    }

    /** Builds the client. */
    HttpClient start() throws Exception {
        lookupThreads = lookupThreads();
        connections = connections(new HostNames(lookup, lookupThreads));
        endpoint = endpoint(connections);
        ServiceHelper.startService(endpoint);
        if (options.proxyHost() == null && !options.useSystemProperties()) {
            tellOfUnusedProxy();
        }
        return endpoint.getHttpClient();
    }

    /** Closes the client and its connections. Calls in flight fail. */
    void stop() throws IOException {
        ServiceHelper.stopAndShutdownService(endpoint);
        if (connections != null) {
            connections.close();
        }
        if (lookupThreads != null) {
            camelContext.getExecutorServiceManager().shutdownNow(lookupThreads);
        }
    }

    private ExecutorService lookupThreads() {
        return camelContext
                .getExecutorServiceManager()
                .newThreadPool(
                        this,
                        LOOKUP_POOL,
                        new ThreadPoolProfileBuilder(LOOKUP_POOL)
                                .poolSize(1)
                                .maxPoolSize(MOST_LOOKUPS)
                                .maxQueueSize(0)
                                .allowCoreThreadTimeOut(true)
                                .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                                .build());
    }

    private HttpEndpoint endpoint(Connections pool) throws Exception {
        HttpComponent http = new HttpComponent();
        http.setCamelContext(camelContext);
        http.setConnectTimeout(options.connectTimeout().toMillis());
        http.setConnectionRequestTimeout(options.connectTimeout().toMillis());
        http.setResponseTimeout(options.responseTimeout().toMillis());
        http.setClientConnectionManager(pool);
        http.setProxyHost(options.proxyHost());
        http.setProxyPort(options.proxyPort());
        // The scheme to speak with the proxy itself
        http.setProxyAuthScheme("http");
        http.setAutomaticRetriesDisabled(true);
        http.setRedirectHandlingDisabled(true);
        http.setCookieManagementDisabled(true);
        http.setAuthCachingDisabled(true);
        http.setContentCompressionDisabled(true);
        http.setUserAgent("camel-wechatpay (Camel/" + camelContext.getVersion() + "; Java/"
                + Runtime.version().feature() + ")");
        http.setHttpClientConfigurer(this::configure);
        ServiceHelper.initService(http);
        HttpEndpoint created = (HttpEndpoint) http.createEndpoint("https://api.mch.weixin.qq.com");
        created.setCamelContext(camelContext);
        return created;
    }

    private static void tellOfUnusedProxy() {
        Stream.of("https.proxyHost", "http.proxyHost")
                .filter(property -> System.getProperty(property) != null)
                .findFirst()
                .ifPresent(property -> LOG.info(
                        "The JVM has proxy properties ({}), which calls do not use. Set option useSystemProperties to"
                                + " true to use them.",
                        property));
    }

    private Connections connections(HostNames names) throws GeneralSecurityException, IOException {
        PoolingHttpClientConnectionManager pool = PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(socket -> new CleanConnection(LIMITS))
                .setDnsResolver(names)
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(
                        sslContext(), HostnameVerificationPolicy.CLIENT, new DefaultHostnameVerifier()))
                .setMaxConnPerRoute(options.maxConnections())
                .setMaxConnTotal(options.maxConnections() * Region.values().length)
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setSoTimeout(Timeout.of(options.responseTimeout()))
                        .build())
                // Before each call the pool asks the connection whether it is clean, which asks the socket alone
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build())
                .build();
        return new Connections(pool, names, options.connectTimeout());
    }

    private SSLContext sslContext() throws GeneralSecurityException, IOException {
        if (options.sslContextParameters() != null) {
            return options.sslContextParameters().createSSLContext(camelContext);
        }
        return options.useSystemProperties() ? SSLContexts.createSystemDefault() : SSLContexts.createDefault();
    }

    private void configure(HttpClientBuilder builder) {
        builder.setKeepAliveStrategy(ManagedHttpClient::keepAlive);
        builder.setRequestExecutor(new ErrorKeepingExecutor());
        if (options.useSystemProperties() && options.proxyHost() == null) {
            builder.setRoutePlanner(new SystemDefaultRoutePlanner(null));
        }
        builder.addExecInterceptorFirst(ROUTE, this::prepare);
        // The last interceptor is called when a connection is there and the request is about to be written
        builder.addExecInterceptorLast(WRITING, (request, scope, chain) -> {
            ((Runnable) scope.clientContext.getAttribute(WRITING)).run();
            return chain.proceed(request, scope);
        });
    }

    private ClassicHttpResponse prepare(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Connections.route(scope.clientContext, scope.route);
        if (options.proxyUser() != null && scope.route.getProxyHost() != null) {
            // Sent at once, because a call that waits for status 407 would be sent twice
            scope.clientContext.resetAuthExchange(scope.route.getProxyHost(), basic(options.proxyUser()));
        }
        return chain.proceed(request, scope);
    }

    private static BasicScheme basic(ProxyUser user) {
        BasicScheme scheme = new BasicScheme();
        scheme.initPreemptive(
                new UsernamePasswordCredentials(user.name(), user.password().toCharArray()));
        return scheme;
    }

    private static TimeValue keepAlive(HttpResponse response, HttpContext context) {
        TimeValue announced = DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
        return TimeValue.isPositive(announced) && announced.compareTo(LONGEST_IDLE) < 0 ? announced : LONGEST_IDLE;
    }

    /** Wraps an Error, because the client closes all its connections for ever when an Error passes through it. */
    private static final class ErrorKeepingExecutor extends HttpRequestExecutor {

        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                HttpResponseInformationCallback information,
                HttpContext context)
                throws IOException, HttpException {
            try {
                return super.execute(request, connection, information, context);
            } catch (Error e) {
                throw new ErrorWhileSending(e);
            }
        }
    }

    private static final class ErrorWhileSending extends IOException {

        private static final long serialVersionUID = 1L;

        private final Error error;

        ErrorWhileSending(Error error) {
            super(error);
            this.error = error;
        }
    }
}
