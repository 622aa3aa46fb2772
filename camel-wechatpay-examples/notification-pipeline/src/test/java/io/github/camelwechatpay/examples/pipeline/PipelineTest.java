package io.github.camelwechatpay.examples.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.sandbox.Delivery;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PipelineTest {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String QUERY = "v3/pay/transactions/out-trade-no/{out_trade_no}";

    private static final int MORE_THAN_A_BROKER_ALLOWS_BY_DEFAULT = 10;

    /** Counts with a sequence, because a rollback does not reset it. */
    private static final String REFUSE_AND_COUNT = """
            CREATE SEQUENCE attempts;
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN PERFORM nextval('attempts'); RAISE 'refused by the test'; END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON payment FOR EACH ROW EXECUTE FUNCTION refuse()
            """;

    private static final AtomicInteger others = new AtomicInteger(1000);

    private static Pipeline pipeline;

    @BeforeAll
    static void start() throws Exception {
        pipeline = Pipeline.start(Map.of("missed.every", "100", "missed.after", "1 hour"));
    }

    @AfterAll
    static void end() {
        pipeline.close();
    }

    @Test
    void aPaidOrderWhoseNotificationIsLostIsInTheQueueOnceAlsoWhenTheNotificationComesLate() throws Exception {
        pipeline.order("lost", nowhere());
        Delivery lost = pipeline.sandbox().pay("lost");
        assertThat(lost.accepted()).isFalse();

        anHourLater("lost");
        Awaitility.await().atMost(LONGEST).until(() -> isBooked("lost"));
        String resource = pipeline.database().value("SELECT resource FROM payment WHERE out_trade_no = ?", "lost");
        Delivery late = pipeline.sandbox()
                .notify(pipeline.address().toString(), SandboxNotification.of(NotificationRoutes.EVENT_TYPE, resource));

        assertThat(late.accepted()).isTrue();
        assertThat(copiesOf("lost")).isOne();
    }

    @Test
    void anOrderWhoseNotificationCameIsNotQueried() throws Exception {
        pipeline.order("told", pipeline.address());
        assertThat(pipeline.sandbox().pay("told").accepted()).isTrue();
        Awaitility.await().atMost(LONGEST).until(() -> isBooked("told"));
        pipeline.order("untold", nowhere());

        anHourLater("told");
        anHourLater("untold");
        awaitAsked("untold", 1);

        assertThat(isTaken("told")).isFalse();
        assertThat(copiesOf("told")).isOne();
    }

    @Test
    void anUnpaidOrderIsQueriedAgainUntilItIsPaid() throws Exception {
        pipeline.order("slow", nowhere());
        anHourLater("slow");
        awaitAsked("slow", 1);
        anHourLater("slow");
        awaitAsked("slow", 2);
        assertThat(isBooked("slow")).isFalse();

        pipeline.sandbox().pay("slow");
        anHourLater("slow");

        Awaitility.await().atMost(LONGEST).until(() -> isBooked("slow"));
        assertThat(copiesOf("slow")).isOne();
    }

    @Test
    void aNotificationIsRejectedWhileTheDuplicateCheckIsNotAvailable() throws Exception {
        PaymentNotification notification = PaymentNotification.of(pipeline.sandbox(), 1);

        pipeline.database().execute("ALTER TABLE camel_messageprocessed RENAME TO gone");
        assertThat(notification.sendTo(pipeline.address())).isFalse();
        pipeline.database().execute("ALTER TABLE gone RENAME TO camel_messageprocessed");

        assertThat(notification.sendTo(pipeline.address())).isTrue();
        awaitBooked(notification);
        assertThat(pipeline.payments().copies()).containsEntry(notification.event(), 1);
    }

    @Test
    void aPaymentThatCannotBeBookedStaysInTheQueueUntilItCan() throws Exception {
        PaymentNotification notification = PaymentNotification.of(pipeline.sandbox(), 2);

        pipeline.database().execute(REFUSE_AND_COUNT);
        assertThat(notification.sendTo(pipeline.address())).isTrue();
        Awaitility.await().atMost(LONGEST).until(() -> attempts() > MORE_THAN_A_BROKER_ALLOWS_BY_DEFAULT);
        pipeline.database().execute("DROP TRIGGER refuse ON payment");

        awaitBooked(notification);
    }

    @Test
    void aNodeThatIsKilledIsLeftOutUntilItIsStartedAgain() throws Exception {
        NodeProcess node = pipeline.nodes().get(0);

        node.kill();
        for (int i = 10; i < 20; i++) {
            assertThat(PaymentNotification.of(pipeline.sandbox(), i).sendTo(pipeline.address()))
                    .isTrue();
        }
        node.start();
        node.awaitReady();
    }

    private static URI nowhere() {
        return URI.create("http://127.0.0.1:" + Ports.free() + "/notify/payments");
    }

    private static void anHourLater(String outTradeNo) throws Exception {
        pipeline.database()
                .execute(
                        "UPDATE orders SET asked_at = asked_at - INTERVAL '1 hour' WHERE out_trade_no = ?", outTradeNo);
    }

    private static void awaitAsked(String outTradeNo, int times) {
        Awaitility.await().atMost(LONGEST).until(() -> pipeline.sandbox().executions(QUERY, outTradeNo) == times);
    }

    private static boolean isTaken(String outTradeNo) throws Exception {
        return pipeline.database()
                .value("SELECT asked_at >= placed_at FROM orders WHERE out_trade_no = ?", outTradeNo)
                .equals("t");
    }

    private static boolean isBooked(String outTradeNo) throws Exception {
        return pipeline.database()
                .value("SELECT count(*) FROM payment WHERE out_trade_no = ?", outTradeNo)
                .equals("1");
    }

    /** Sends a further payment and waits for it: messages sent before it have then been read from the queue, too. */
    private static int copiesOf(String outTradeNo) throws Exception {
        PaymentNotification other = PaymentNotification.of(pipeline.sandbox(), others.incrementAndGet());
        assertThat(other.sendTo(pipeline.address())).isTrue();
        Awaitility.await()
                .atMost(LONGEST)
                .until(() -> pipeline.payments().copies().containsKey(other.event()));
        String event = pipeline.database().value("SELECT event FROM payment WHERE out_trade_no = ?", outTradeNo);
        return pipeline.payments().copies().get(event);
    }

    private static int attempts() throws Exception {
        return Integer.parseInt(pipeline.database().value("SELECT last_value FROM attempts"));
    }

    private static void awaitBooked(PaymentNotification notification) {
        Awaitility.await()
                .atMost(LONGEST)
                .untilAsserted(() -> assertThat(pipeline.payments().bookings()).containsEntry(notification.event(), 1));
    }
}
