package io.github.camelwechatpay.transport;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.call.Answer;
import io.github.camelwechatpay.call.Call;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.call.Failures;
import io.github.camelwechatpay.call.Transport;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls over HTTP, each at most once. The request line is the text that was signed. Thread-safe.
 */
public final class HttpTransport extends ServiceSupport implements Transport {

    private static final String CALL_TIMEOUT = "callTimeout";
    private static final ContentType JSON = ContentType.create("application/json");

    private final TransportOptions options;
    private final ScheduledExecutorService watch;
    private final ManagedHttpClient managed;

    private HttpClient client;

    /**
     * @param watch ends calls whose deadline is over
     * @param lookup asks the name servers
     */
    public HttpTransport(
            CamelContext camelContext, TransportOptions options, ScheduledExecutorService watch, NameLookup lookup) {
        this.options = options;
        this.watch = watch;
        this.managed = new ManagedHttpClient(camelContext, options, lookup);
    }

    @Override
    protected void doStart() throws Exception {
        client = managed.start();
    }

    @Override
    protected void doStop() throws IOException {
        managed.stop();
    }

    @Override
    public Answer send(Call call, @Nullable String authorization, Deadline connected, Deadline deadline)
            throws WechatpayCallException {
        return execute(
                call,
                authorization,
                connected,
                deadline,
                false,
                (response, request, limit) -> ResponseReader.whole(response, request));
    }

    @Override
    public Answer fetch(
            Call call, @Nullable String authorization, Deadline deadline, Duration longest, Receiver receiver)
            throws WechatpayCallException {
        return execute(call, authorization, deadline, deadline, true, (response, request, limit) -> {
            if (response.getCode() / 100 != 2) {
                return ResponseReader.whole(response, request);
            }
            limit.set(Deadline.in(longest), "downloadTimeout");
            return ResponseReader.received(response, request, receiver);
        });
    }

    @FunctionalInterface
    private interface Reading {

        Answer read(ClassicHttpResponse response, Cancellable request, TimeLimit limit) throws IOException;
    }

    private Answer execute(
            Call call,
            @Nullable String authorization,
            Deadline connected,
            Deadline deadline,
            boolean file,
            Reading reading)
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
        ManagedHttpClient.beforeWriting(context, () -> {
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
            Throwable cause = ManagedHttpClient.unwrapped(e);
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

    /** Puts a reason behind a colon if it has sentences or brackets, else into brackets. */
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

    /** @param file whether the response may take longer than the deadline, once it has begun */
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

    private HttpUriRequestBase request(Call call, @Nullable String authorization) {
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
            request.setEntity(UploadEntity.of(call.signedBody(), call.file()));
        } else if (call.body() != null) {
            request.setEntity(new ByteArrayEntity(call.body(), JSON));
        }
        return request;
    }

    private static HttpHost host(URI origin) {
        return new HttpHost(origin.getScheme(), origin.getHost(), origin.getPort());
    }
}
