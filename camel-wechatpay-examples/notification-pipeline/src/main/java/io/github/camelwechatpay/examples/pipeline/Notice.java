package io.github.camelwechatpay.examples.pipeline;

import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * One notification of a payment, to be sent as often as it takes: id and content stay, each attempt is signed anew.
 * Thread-safe.
 */
final class Notice {

    /** So long WeChat Pay waits for an answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final WechatpaySandbox sandbox;
    private final Map<String, Object> payment;
    private final byte[] body;

    private Notice(WechatpaySandbox sandbox, Map<String, Object> payment) {
        this.sandbox = sandbox;
        this.payment = payment;
        this.body = sandbox.signedNotification(SandboxNotification.of(NotificationRoutes.EVENT_TYPE, payment))
                .body();
    }

    /** Of a made-up payment with this number; other sandboxes have others. */
    static Notice of(WechatpaySandbox sandbox, int number) {
        return of(
                sandbox,
                Map.of(
                        "mchid", sandbox.mchid(),
                        "transaction_id", "42000%s%013d".formatted(sandbox.mchid(), number),
                        "out_trade_no", "order-" + number,
                        "trade_state", "SUCCESS",
                        "amount", Map.of("total", 2900, "currency", "CNY")));
    }

    /** Returns a notification of a payment, given as the answer to the query of its order. */
    static Notice of(WechatpaySandbox sandbox, Map<String, Object> payment) {
        return new Notice(sandbox, payment);
    }

    /** Another notification of the same payment. */
    Notice withOtherId() {
        return new Notice(sandbox, payment);
    }

    /** The business key that it has in the queue. */
    String event() {
        return NotificationRoutes.EVENT_TYPE + ":" + payment.get("transaction_id");
    }

    String outTradeNo() {
        return (String) payment.get("out_trade_no");
    }

    /** One attempt. Whether it was answered with success. */
    boolean sendTo(URI url) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).timeout(PATIENCE).POST(BodyPublishers.ofByteArray(body));
        request.header("Content-Type", "application/json");
        sandbox.sign(body).forEach(request::header);
        try {
            HttpResponse<Void> answer = CLIENT.send(request.build(), BodyHandlers.discarding());
            return answer.statusCode() == 200 || answer.statusCode() == 204;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
