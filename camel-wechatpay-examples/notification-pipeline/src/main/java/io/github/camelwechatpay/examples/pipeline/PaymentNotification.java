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
 * Represents a notification of a payment, which can be sent several times. ID and content stay the same; each attempt is signed
 * anew. Thread-safe.
 */
final class PaymentNotification {

    /** WeChat Pay waits 5 seconds for a response. */
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(5);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final WechatpaySandbox sandbox;
    private final Map<String, Object> payment;
    private final byte[] body;

    private PaymentNotification(WechatpaySandbox sandbox, Map<String, Object> payment) {
        this.sandbox = sandbox;
        this.payment = payment;
        this.body = sandbox.signedNotification(SandboxNotification.of(NotificationRoutes.EVENT_TYPE, payment))
                .body();
    }

    /** Creates the notification of an invented payment with this number. The payment differs between sandboxes. */
    static PaymentNotification of(WechatpaySandbox sandbox, int number) {
        return of(
                sandbox,
                Map.of(
                        "mchid", sandbox.mchid(),
                        "transaction_id", "42000%s%013d".formatted(sandbox.mchid(), number),
                        "out_trade_no", "order-" + number,
                        "trade_state", "SUCCESS",
                        "amount", Map.of("total", 2900, "currency", "CNY")));
    }

    /**
     * Creates the notification of a payment.
     *
     * @param payment response to the query of the order
     */
    static PaymentNotification of(WechatpaySandbox sandbox, Map<String, Object> payment) {
        return new PaymentNotification(sandbox, payment);
    }

    /** Creates a second notification, with another ID, of the same payment. */
    PaymentNotification withOtherId() {
        return new PaymentNotification(sandbox, payment);
    }

    /** Returns the business key of the message in the queue. */
    String event() {
        return NotificationRoutes.EVENT_TYPE + ":" + payment.get("transaction_id");
    }

    String outTradeNo() {
        return (String) payment.get("out_trade_no");
    }

    /**
     * Makes an attempt to send the notification.
     *
     * @return true if the response is a success
     */
    boolean sendTo(URI url) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).timeout(RESPONSE_TIMEOUT).POST(BodyPublishers.ofByteArray(body));
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
