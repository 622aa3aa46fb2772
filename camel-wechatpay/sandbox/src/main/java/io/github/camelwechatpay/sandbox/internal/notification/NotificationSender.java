package io.github.camelwechatpay.sandbox.internal.notification;

import io.github.camelwechatpay.sandbox.Delivery;
import io.github.camelwechatpay.sandbox.NotificationFault;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.SignedNotification;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts notifications over HTTP/1.1. It waits five seconds for a response, as WeChat Pay does, and follows no redirect. */
public final class NotificationSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationSender.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_ANSWER = 64 * 1024;

    private record Answer(int status, String body) {}

    private final NotificationFactory factory;
    private final TargetPolicy policy;
    private final ExecutorService threads = Executors.newCachedThreadPool(daemons());
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TIMEOUT)
            .executor(threads)
            .build();

    public NotificationSender(NotificationFactory factory, TargetPolicy policy) {
        this.factory = factory;
        this.policy = policy;
    }

    /** @throws IllegalArgumentException when the sandbox must not post to that URL */
    public Delivery send(String url, SandboxNotification order) {
        URI uri = policy.check(url);
        byte[] envelope = factory.envelope(order);
        boolean twice =
                order.fault().filter(NotificationFault.DUPLICATE::equals).isPresent();
        Delivery delivery;
        int attempts = 0;
        do {
            Answer answer = attempt(uri, factory.sign(order, envelope));
            attempts++;
            delivery = new Delivery(answer.status(), answer.body(), attempts);
        } while (twice ? attempts < 2 : !delivery.accepted() && attempts < order.attempts());
        return delivery;
    }

    /**
     * Sends a notification to a URL that an earlier call named. A URL that the sandbox must not post to is no error of
     * the present caller.
     */
    public Delivery tell(String url, SandboxNotification order) {
        try {
            return send(url, order);
        } catch (IllegalArgumentException e) {
            return new Delivery(0, e.getMessage(), 0);
        }
    }

    /** Sends a notification later, on another thread. Failures are logged only. */
    public void sendLater(String url, SandboxNotification order) {
        threads.execute(() -> {
            try {
                Delivery delivery = send(url, order);
                LOG.debug("Notification {} answered with {}", order.eventType(), delivery.status());
            } catch (IllegalArgumentException e) {
                LOG.warn("Notification {} not sent: {}", order.eventType(), e.getMessage());
            }
        });
    }

    private Answer attempt(URI uri, SignedNotification notification) {
        Future<Answer> answer = threads.submit(() -> post(uri, notification));
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Answer(0, "No answer within " + TIMEOUT.toSeconds() + " s");
        } catch (ExecutionException e) {
            return new Answer(0, "No answer: " + e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Answer(0, "Interrupted");
        }
    }

    private Answer post(URI uri, SignedNotification notification) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(notification.body()));
        notification.headers().forEach(request::header);
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            return new Answer(response.statusCode(), new String(body.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8));
        }
    }

    private static ThreadFactory daemons() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "wechatpay-sandbox-notifier-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
