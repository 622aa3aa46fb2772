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

class MissedCallbacksTest {

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final String QUERY = "v3/pay/transactions/out-trade-no/{out_trade_no}";

    private static final AtomicInteger others = new AtomicInteger();

    private static Pipeline pipeline;

    @BeforeAll
    static void start() throws Exception {
        pipeline = Pipeline.start(Map.of("missed.every", "100", "missed.after", "1 second"));
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

        Awaitility.await().atMost(LONGEST).until(() -> isBooked("lost"));
        String resource = pipeline.database().value("SELECT resource FROM payment WHERE out_trade_no = ?", "lost");
        Delivery late = pipeline.sandbox()
                .notify(pipeline.address().toString(), SandboxNotification.of(NotificationRoutes.EVENT_TYPE, resource));

        assertThat(late.accepted()).isTrue();
        assertThat(copiesOf("lost")).isOne();
    }

    @Test
    void anOrderWhoseNotificationCameIsNotAskedFor() throws Exception {
        pipeline.order("told", pipeline.address());
        assertThat(pipeline.sandbox().pay("told").accepted()).isTrue();

        // When an order placed later has been asked for, this one would have been
        pipeline.order("after", nowhere());
        Awaitility.await().atMost(LONGEST).until(() -> pipeline.sandbox().executions(QUERY, "after") > 0);

        assertThat(pipeline.sandbox().executions(QUERY, "told")).isZero();
        assertThat(copiesOf("told")).isOne();
    }

    @Test
    void anUnpaidOrderIsAskedForAgainUntilItIsPaid() throws Exception {
        pipeline.order("slow", nowhere());
        Awaitility.await().atMost(LONGEST).until(() -> pipeline.sandbox().executions(QUERY, "slow") > 1);
        assertThat(isBooked("slow")).isFalse();

        pipeline.sandbox().pay("slow");

        Awaitility.await().atMost(LONGEST).until(() -> isBooked("slow"));
        assertThat(copiesOf("slow")).isOne();
    }

    private static URI nowhere() {
        return URI.create("http://127.0.0.1:" + Ports.free() + "/notify/payments");
    }

    private static boolean isBooked(String outTradeNo) throws Exception {
        return pipeline.database()
                .value("SELECT count(*) FROM payment WHERE out_trade_no = ?", outTradeNo)
                .equals("1");
    }

    /** What was sent before another payment has come out of the queue when that one has. */
    private static int copiesOf(String outTradeNo) throws Exception {
        Notice other = Notice.of(pipeline.sandbox(), others.incrementAndGet());
        assertThat(other.sendTo(pipeline.address())).isTrue();
        Awaitility.await()
                .atMost(LONGEST)
                .until(() -> pipeline.payments().copies().containsKey(other.event()));
        String event = pipeline.database().value("SELECT event FROM payment WHERE out_trade_no = ?", outTradeNo);
        return pipeline.payments().copies().get(event);
    }
}
