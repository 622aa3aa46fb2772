package io.github.camelwechatpay.examples.pipeline;

import io.github.camelwechatpay.sandbox.Delivery;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Sends notifications of 100 payments to two nodes and kills a node meanwhile. Then it loses the notification of a further
 * payment and sends it late. Each payment is booked once.
 */
public final class NotificationPipeline {

    private static final int PAYMENTS = 100;
    private static final Duration SPREAD = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(90);
    private static final String LATE_ORDER = "26112100001";

    private final PrintStream out;

    NotificationPipeline(PrintStream out) {
        this.out = out;
    }

    /** Exits with status 0 if each payment was booked once, else with status 1. */
    public static void main(String[] args) {
        System.exit(new NotificationPipeline(System.out).run());
    }

    /** Runs the example and returns the exit status. */
    int run() {
        long start = System.nanoTime();
        try (Pipeline pipeline = Pipeline.start(Map.of("missed.every", "500", "missed.after", "1 second"))) {
            out.printf("notifications go to %s, two nodes behind it%n%n", pipeline.address());
            payments(pipeline);
            lostCallback(pipeline);
            pipeline.drain();
            return report(pipeline.payments(), (System.nanoTime() - start) / 1e9);
        } catch (Exception e) {
            out.printf("%nFAILED: %s%n", e.getMessage() == null ? e : e.getMessage());
            return 1;
        }
    }

    private int report(Payments payments, double seconds) {
        Map<String, Integer> bookings = payments.bookings();
        int messages =
                payments.copies().values().stream().mapToInt(Integer::intValue).sum();
        long once = bookings.values().stream().filter(times -> times == 1).count();
        out.printf(
                "%nDone in %.1f s: %d payments, %d messages in the queue, %d booked once, %d more than once.%n",
                seconds, PAYMENTS + 1, messages, once, bookings.size() - once);
        return once == PAYMENTS + 1 ? 0 : 1;
    }

    private void payments(Pipeline pipeline) throws Exception {
        List<PaymentNotification> notifications = IntStream.range(0, PAYMENTS)
                .mapToObj(i -> PaymentNotification.of(pipeline.sandbox(), i))
                .toList();
        try (RetrySchedule schedule = new RetrySchedule(pipeline.address())) {
            List<CompletableFuture<Boolean>> outcomes = IntStream.range(0, PAYMENTS)
                    .mapToObj(i -> schedule.send(
                            notifications.get(i), SPREAD.multipliedBy(i).dividedBy(PAYMENTS)))
                    .toList();
            outcomes.get(PAYMENTS / 2).join();
            NodeProcess victim = pipeline.nodes().get(0);
            victim.kill();
            victim.start();
            CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
                    .get(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS);
            out.printf(
                    "%d payments: node-1 killed in the middle, notified %d times until all were accepted%n",
                    PAYMENTS, schedule.attempts());
        }
        boolean again = notifications.get(0).sendTo(pipeline.address());
        out.printf("the first once more: %s%n", again ? "accepted" : "rejected");
    }

    private void lostCallback(Pipeline pipeline) throws Exception {
        URI nowhere = URI.create("http://127.0.0.1:" + Ports.free() + "/notify/payments");
        pipeline.order(LATE_ORDER, nowhere);
        pipeline.sandbox().pay(LATE_ORDER);
        out.printf("order %s: paid, and its notification went nowhere%n", LATE_ORDER);
        pipeline.payments().awaitEvents(PAYMENTS + 1, LONGEST_WAIT);
        String resource = pipeline.database().value("SELECT resource FROM payment WHERE out_trade_no = ?", LATE_ORDER);
        out.printf("order %s: asked for, in the queue, booked%n", LATE_ORDER);
        Delivery late = pipeline.sandbox()
                .notify(pipeline.address().toString(), SandboxNotification.of(NotificationRoutes.EVENT_TYPE, resource));
        out.printf("order %s: the notification after all, %s%n", LATE_ORDER, late.accepted() ? "accepted" : "rejected");
    }
}
