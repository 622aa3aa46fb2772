package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.WechatpayNotificationException;
import io.github.camelwechatpay.WechatpayNotificationException.Reason;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import io.github.camelwechatpay.sandbox.NotificationFault;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.ExceptionHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is refused reaches the application's exception handler, so that operators can audit it. */
class ConsumerAuditTest extends NotifyTestSupport {

    private record Audit(Throwable failure, Object source, Object body) {}

    private final List<Audit> audits = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void releaseHandlers() {
        release.countDown();
    }

    private RouteBuilder bridged(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(WechatpayNotificationException.class)
                        .handled(true)
                        .process(e -> audits.add(new Audit(
                                e.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class),
                                e.getMessage().getHeader(WechatpayConstants.SOURCE),
                                e.getMessage().getBody())));
                from(uri).to("mock:notified");
            }
        };
    }

    @Test
    void bridgesARefusalToTheErrorHandlerOfTheRoute() throws Exception {
        startServing(bridged(CONSUMER + "?bridgeErrorHandler=true"));

        assertThat(deliver(contract().fault(NotificationFault.TAMPERED_BODY)).status())
                .isEqualTo(401);

        await().until(() -> audits.size() == 1);
        Audit audit = audits.get(0);
        assertThat(audit.failure())
                .isInstanceOfSatisfying(
                        WechatpayNotificationException.class,
                        e -> assertThat(e.getReason()).isEqualTo(Reason.BAD_SIGNATURE));
        assertThat(audit.source()).isEqualTo("127.0.0.1");
        assertThat(audit.body()).isEqualTo(audit.failure().getMessage());
        assertThat(notified().getExchanges()).isEmpty();
    }

    @Test
    void handsARefusalToAnExceptionHandler() throws Exception {
        context.getRegistry().bind("audit", new ExceptionHandler() {
            @Override
            public void handleException(Throwable exception) {
                handleException(null, null, exception);
            }

            @Override
            public void handleException(String message, Throwable exception) {
                handleException(message, null, exception);
            }

            @Override
            public void handleException(String message, Exchange exchange, Throwable exception) {
                audits.add(new Audit(exception, exchange.getMessage().getHeader(WechatpayConstants.SOURCE), message));
            }
        });
        startConsuming(CONSUMER + "?exceptionHandler=#audit");

        deliver(contract().fault(NotificationFault.STALE));

        await().untilAsserted(() -> assertThat(audits)
                .singleElement()
                .satisfies(audit -> assertThat(audit.failure()).hasMessageContaining("option maxClockSkew")));
    }

    @Test
    void doesNotReportARouteThatFailedWhichItsErrorHandlerHasSeen() throws Exception {
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class)
                        .process(e -> audits.add(
                                new Audit(e.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class), null, null)));
                from(CONSUMER + "?bridgeErrorHandler=true").throwException(new IllegalStateException("queue is full"));
            }
        });

        assertThat(deliver(contract()).status()).isEqualTo(500);
        deliver(contract().fault(NotificationFault.TAMPERED_BODY));

        assertThat(audits).hasSize(1);
    }

    @Test
    void keepsServingWhileHandlersAreSlowAndForgeriesMany() throws Exception {
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                onException(WechatpayNotificationException.class).handled(true).process(e -> {
                    audits.add(new Audit(null, null, null));
                    release.await(20, TimeUnit.SECONDS);
                });
                from(CONSUMER + "?bridgeErrorHandler=true").to("mock:notified");
            }
        });

        for (int i = 0; i < 30; i++) {
            assertThat(deliver(contract().fault(NotificationFault.TAMPERED_BODY))
                            .status())
                    .isEqualTo(401);
        }

        assertThat(deliver(contract()).status()).isEqualTo(200);
        assertThat(audits).hasSizeLessThanOrEqualTo(4);
    }
}
