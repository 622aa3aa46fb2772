package io.github.camelwechatpay.examples.contractsigning;

import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.sandbox.ReceivedRequest;
import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Prints a line for each response and each notification. Thread-safe. */
final class Report {

    private static final String LINE = "%-12s  %-46s  %s";
    private static final String ANSWER = "%-24s  %s  %s = %s";

    private final PrintStream out;
    private final WechatpaySandbox sandbox;
    private final int expected;
    private final CountDownLatch missing;

    Report(PrintStream out, WechatpaySandbox sandbox, int expectedNotifications) {
        this.out = out;
        this.sandbox = sandbox;
        this.expected = expectedNotifications;
        this.missing = new CountDownLatch(expectedNotifications);
    }

    void answered(Exchange exchange) {
        Message message = exchange.getMessage();
        String what = exchange.getContext().getRoute(exchange.getFromRouteId()).getDescription();
        Map.Entry<?, ?> first = (Map.Entry<?, ?>)
                message.getBody(Map.class).entrySet().iterator().next();
        Object status = message.getHeader(WechatpayConstants.STATUS);
        String result = ANSWER.formatted(lastHost(), status, first.getKey(), first.getValue());
        out.println(LINE.formatted("call", what, result));
    }

    /** Returns the host of the last call. Certificate downloads are skipped, because they can happen at any time. */
    private String lastHost() {
        return sandbox.requests().stream()
                .filter(request -> !request.target().endsWith("/certificates"))
                .reduce((first, last) -> last)
                .flatMap(ReceivedRequest::host)
                .orElse("-");
    }

    void received(Exchange exchange) {
        Message message = exchange.getMessage();
        out.println(LINE.formatted(
                "notification", message.getHeader(NotificationRoutes.EVENT_TYPE), message.getBody(String.class)));
        missing.countDown();
    }

    /**
     * Waits until all notifications were read from the queue.
     *
     * @throws IllegalStateException if a notification is missing after the limit
     */
    void awaitNotifications(Duration limit) throws InterruptedException {
        if (!missing.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("only " + (expected - missing.getCount()) + " of " + expected
                    + " notifications came out of the queue within " + limit.toSeconds() + " s");
        }
    }
}
