package io.github.camelwechatpay.transport;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.call.Answer;
import io.github.camelwechatpay.call.Call;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.call.Failures;
import io.github.camelwechatpay.call.Region;
import io.github.camelwechatpay.call.SafeText;
import io.github.camelwechatpay.call.Transport;
import io.github.camelwechatpay.crypto.SignedHeaders;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
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
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls over HTTP: a client that camel-http builds and configures, with a connection pool per host. The request line is
 * the text that was signed. Nothing is sent twice: no retries, no redirects; no cookies, no compression. Thread-safe.
 */
public final class HttpTransport extends ServiceSupport implements Transport {

    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);

    /** WeChat Pay closes idle connections after 8 s. */
    private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(7);

    private static final int LARGEST_ANSWER = 16 * 1024 * 1024;

    /** A response of WeChat Pay has some 12 header lines of at most 400 bytes. */
    static final int MOST_HEADERS = 100;

    /** In bytes. */
    static final int LONGEST_LINE = 16 * 1024;

    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(LONGEST_LINE)
            .setMaxHeaderCount(MOST_HEADERS)
            .build();

    private static final int MOST_LOOKUPS = 16;
    private static final String LOOKUP_POOL = "WechatpayNames";
    private static final String WRITING = HttpTransport.class.getName() + ".writing";
    private static final String ROUTE = HttpTransport.class.getName() + ".route";
    private static final String CALL_TIMEOUT = "callTimeout";
    private static final ContentType JSON = ContentType.create("application/json");

    private final CamelContext camelContext;
    private final TransportOptions options;
    private final ScheduledExecutorService watch;
    private final String userAgent;

    private final NameLookup lookup;

    private ExecutorService lookupThreads;
    private Connections connections;
    private HttpEndpoint endpoint;
    private HttpClient client;

    /**
     * @param watch ends calls whose deadline is over
     * @param lookup asks the name servers
     */
    public HttpTransport(
            CamelContext camelContext, TransportOptions options, ScheduledExecutorService watch, NameLookup lookup) {
        this.camelContext = camelContext;
        this.options = options;
        this.watch = watch;
        this.lookup = lookup;
        this.userAgent = "camel-wechatpay (Camel/" + camelContext.getVersion() + "; Java/"
                + Runtime.version().feature() + ")";
    }

    @Override
    protected void doStart() throws Exception {
        lookupThreads = camelContext
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
        connections = connections(new HostNames(lookup, lookupThreads));
        HttpComponent http = new HttpComponent();
        http.setCamelContext(camelContext);
        http.setConnectTimeout(options.connectTimeout().toMillis());
        http.setConnectionRequestTimeout(options.connectTimeout().toMillis());
        http.setResponseTimeout(options.responseTimeout().toMillis());
        http.setClientConnectionManager(connections);
        http.setProxyHost(options.proxyHost());
        http.setProxyPort(options.proxyPort());
        // The scheme to speak with the proxy itself
        http.setProxyAuthScheme("http");
        http.setAutomaticRetriesDisabled(true);
        http.setRedirectHandlingDisabled(true);
        http.setCookieManagementDisabled(true);
        http.setAuthCachingDisabled(true);
        http.setContentCompressionDisabled(true);
        http.setUserAgent(userAgent);
        http.setHttpClientConfigurer(this::configure);
        ServiceHelper.initService(http);
        endpoint = (HttpEndpoint) http.createEndpoint("https://api.mch.weixin.qq.com");
        endpoint.setCamelContext(camelContext);
        ServiceHelper.startService(endpoint);
        client = endpoint.getHttpClient();
        if (options.proxyHost() == null && !options.useSystemProperties()) {
            Stream.of("https.proxyHost", "http.proxyHost")
                    .filter(property -> System.getProperty(property) != null)
                    .findFirst()
                    .ifPresent(property -> LOG.info(
                            "The JVM has proxy properties ({}), which calls do not use. Set option useSystemProperties to"
                                    + " true to use them.",
                            property));
        }
    }

    @Override
    protected void doStop() throws IOException {
        ServiceHelper.stopAndShutdownService(endpoint);
        if (connections != null) {
            connections.close();
        }
        if (lookupThreads != null) {
            camelContext.getExecutorServiceManager().shutdownNow(lookupThreads);
        }
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

    @Override
    public Answer send(Call call, String authorization, Deadline connected, Deadline deadline)
            throws WechatpayCallException {
        return execute(
                call,
                authorization,
                connected,
                deadline,
                false,
                (response, request, limit) -> answer(response, request));
    }

    @Override
    public Answer fetch(Call call, String authorization, Deadline deadline, Duration longest, Receiver receiver)
            throws WechatpayCallException {
        return execute(call, authorization, deadline, deadline, true, (response, request, limit) -> {
            if (response.getCode() / 100 != 2) {
                return answer(response, request);
            }
            limit.set(Deadline.in(longest), "downloadTimeout");
            receive(response.getEntity(), request, receiver);
            return answer(response, new byte[0]);
        });
    }

    @FunctionalInterface
    private interface Reading {
        Answer read(ClassicHttpResponse response, Cancellable request, TimeLimit limit) throws IOException;
    }

    private Answer execute(
            Call call, String authorization, Deadline connected, Deadline deadline, boolean file, Reading reading)
            throws WechatpayCallException {
        if (deadline.isOver()) {
            throw Failures.notSent(call, "no time left of option callTimeout", null);
        }
        HttpUriRequestBase request = request(call, authorization);
        HttpClientContext context = HttpClientContext.create();
        request.setConfig(config(connected, deadline, file));
        TimeLimit limit = new TimeLimit(watch, request);
        AtomicBoolean sent = new AtomicBoolean();
        Connections.limit(context, connected);
        context.setAttribute(WRITING, (Runnable) () -> {
            if (connected != deadline) {
                limit.set(deadline, CALL_TIMEOUT);
            }
            sent.set(true);
        });
        Answer answer;
        try (limit) {
            limit.set(connected, CALL_TIMEOUT);
            answer = client.execute(
                    host(call.origin()), request, context, response -> reading.read(response, request, limit));
        } catch (NotSentException e) {
            throw Failures.notSent(call, e.getMessage(), e);
        } catch (IOException | RuntimeException | Error e) {
            Throwable cause = e instanceof ErrorWhileSending ? e.getCause() : e;
            Failure failure = new Failure(call.origin(), sent.get());
            String why = limit.exceeded()
                    .map(option -> (sent.get() ? "not answered" : "no connection") + " within option " + option)
                    .orElseGet(() -> failure.describe(cause));
            throw sent.get()
                    ? Failures.unknown(call, "sent, no response" + reason(why), cause)
                    : Failures.notSent(call, why, cause);
        }
        if (!sent.get()) {
            throw Failures.notSent(call, noTunnel(answer), null);
        }
        return answer;
    }

    /** Sentences and text that has brackets of its own follow a colon. */
    private static String reason(String why) {
        return why.contains("(") || why.contains(". ") ? ": " + why : " (" + why + ")";
    }

    private String noTunnel(Answer answer) {
        String advice = "Check options proxyHost and proxyPort";
        if (answer.status() == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
            advice = options.proxyUser() == null
                    ? "Set options proxyUsername and proxyPassword"
                    : "Check options proxyUsername and proxyPassword; the component knows scheme Basic only";
        }
        return "the proxy answered " + answer.status() + " and opened no tunnel"
                + answer.redirect().map(host -> "; it redirects to " + host).orElse("") + ". " + advice;
    }

    private void configure(HttpClientBuilder builder) {
        builder.setKeepAliveStrategy(HttpTransport::keepAlive);
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
            // Told at once: a call that waits for status 407 would be sent twice
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

    /** @param file whether the answer may take longer than the deadline, once it has begun */
    private RequestConfig config(Deadline connected, Deadline deadline, boolean file) {
        Timeout left = Timeout.of(deadline.remaining());
        RequestConfig standard = ((Configurable) client).getConfig();
        Timeout response = standard.getResponseTimeout();
        return RequestConfig.copy(standard)
                .setResponseTimeout(file ? response : min(response, left))
                .setConnectionRequestTimeout(
                        min(standard.getConnectionRequestTimeout(), Timeout.of(connected.remaining())))
                .setAuthenticationEnabled(false)
                .build();
    }

    private static Timeout min(Timeout standard, Timeout left) {
        return left.compareTo(standard) < 0 && left.toMilliseconds() > 0 ? left : standard;
    }

    private HttpUriRequestBase request(Call call, String authorization) {
        HttpUriRequestBase request = new HttpUriRequestBase(call.method(), call.origin());
        request.setPath(call.wireTarget());
        request.setHeader("Accept", call.accept());
        if (authorization != null) {
            request.setHeader("Authorization", authorization);
            request.setHeader("Wechatpay-Serial", call.wechatpaySerial());
        }
        if (call.idempotencyKey() != null) {
            request.setHeader(Call.IDEMPOTENCY_KEY, call.idempotencyKey());
        }
        if (call.file() != null) {
            request.setEntity(UploadEntity.of(call.body(), call.file()));
        } else if (call.body() != null) {
            request.setEntity(new ByteArrayEntity(call.body(), JSON));
        }
        return request;
    }

    private static HttpHost host(URI origin) {
        return new HttpHost(origin.getScheme(), origin.getHost(), origin.getPort());
    }

    private static Answer answer(ClassicHttpResponse response, Cancellable request) throws IOException {
        return answer(response, body(response.getEntity(), request));
    }

    private static Answer answer(ClassicHttpResponse response, byte[] body) {
        return new Answer(
                response.getCode(),
                SignedHeaders.read(name -> values(response, name)),
                SafeText.requestId(first(response, "Request-ID")),
                first(response, "Retry-After"),
                response.getCode() / 100 == 3 ? first(response, "Location") : null,
                body);
    }

    private static void receive(HttpEntity entity, Cancellable request, Receiver receiver) throws IOException {
        try (InputStream content = entity == null ? InputStream.nullInputStream() : entity.getContent()) {
            try {
                receiver.receive(new UnclosedStream(content));
            } catch (IOException | RuntimeException e) {
                // Closing the stream would read it to its end
                request.cancel();
                throw e;
            }
        }
    }

    private static List<String> values(ClassicHttpResponse response, String name) {
        List<String> values = new ArrayList<>(1);
        for (Iterator<Header> headers = response.headerIterator(name); headers.hasNext(); ) {
            values.add(headers.next().getValue());
        }
        return values;
    }

    private static String first(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    private static byte[] body(HttpEntity entity, Cancellable request) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        long announced = entity.getContentLength();
        int most = LARGEST_ANSWER + 1;
        try (InputStream content = entity.getContent()) {
            // An announced length needs no buffer that is larger
            byte[] body = content.readNBytes(announced < 0 ? most : (int) Math.min(announced, most));
            if (body.length > LARGEST_ANSWER) {
                // Closing the stream would read it to its end
                request.cancel();
                throw new AnswerTooLargeException(LARGEST_ANSWER);
            }
            return body;
        }
    }

    /** The client closes all its connections for ever when an Error passes through it, so the Error gets a wrapper. */
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

        ErrorWhileSending(Error cause) {
            super(cause);
        }
    }

    private static final class UnclosedStream extends FilterInputStream {

        UnclosedStream(InputStream content) {
            super(content);
        }

        @Override
        public void close() {
            // By whoever opened it
        }
    }
}
