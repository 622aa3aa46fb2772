package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelwechatpay.TestComponent;
import io.github.camelwechatpay.WechatpayConfiguration;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.MovableClock;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import io.github.camelwechatpay.sandbox.NotificationFault;
import io.github.camelwechatpay.sandbox.SigningKey;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Notifications that are verified with downloaded platform certificates. */
class ConsumerKeysTest extends NotifyTestSupport {

    private final MovableClock clock = new MovableClock(sandbox);

    @BeforeEach
    void consume() throws Exception {
        TestComponent.setClock(component, clock);
        startConsuming(CONSUMER);
        // The sandbox counts a download before the component has its certificates
        await().until(() -> TestComponent.merchants(component).all().stream()
                .anyMatch(merchant -> merchant.get().keys().lastDownload().isPresent()));
        assertThat(downloads()).isEqualTo(1);
    }

    @Override
    protected WechatpayConfiguration configuration() {
        WechatpayConfiguration configuration = super.configuration();
        configuration.setPublicKey(null);
        configuration.setPublicKeyId(null);
        configuration.setPlatformCertificates(null);
        return configuration;
    }

    @Test
    void takesTheFirstNotificationOfANewCertificateAfterOneRefresh() {
        assertThat(deliver(contract()).status()).isEqualTo(200);
        String serial = sandbox.rotate();
        clock.forward(Duration.ofMinutes(1));

        assertThat(deliver(contract()).status()).isEqualTo(200);
        assertThat(deliver(contract()).status()).isEqualTo(200);

        assertThat(downloads()).isEqualTo(2);
        assertThat(notified().getExchanges().get(2).getMessage().getHeader(WechatpayConstants.SERIAL))
                .isEqualTo(serial);
    }

    @Test
    void downloadsAtMostOncePerMinuteForForgedSerials() {
        clock.forward(Duration.ofMinutes(1));
        for (int i = 0; i < 5; i++) {
            assertThat(deliver(contract().fault(NotificationFault.UNKNOWN_SERIAL))
                            .status())
                    .isEqualTo(401);
        }
        assertThat(downloads()).isEqualTo(2);

        clock.forward(Duration.ofSeconds(59));
        deliver(contract().fault(NotificationFault.UNKNOWN_SERIAL));
        assertThat(downloads()).isEqualTo(2);

        clock.forward(Duration.ofSeconds(1));
        deliver(contract().fault(NotificationFault.UNKNOWN_SERIAL));
        assertThat(downloads()).isEqualTo(3);
        assertThat(notified().getExchanges()).isEmpty();
    }

    @Test
    void downloadsNothingForAnUnknownPublicKey() {
        clock.forward(Duration.ofMinutes(1));

        assertThat(deliver(contract().signWith(SigningKey.PUBLIC_KEY)).status()).isEqualTo(401);

        assertThat(downloads()).isEqualTo(1);
    }

    @Test
    void downloadsNothingForOtherFlaws() {
        clock.forward(Duration.ofMinutes(1));

        deliver(contract().fault(NotificationFault.TAMPERED_BODY));
        deliver(contract().fault(NotificationFault.NO_SIGNATURE));
        deliver(contract().fault(NotificationFault.SIGNTEST));

        assertThat(downloads()).isEqualTo(1);
    }

    private static int downloads() {
        return sandbox.executions("v3/certificates");
    }
}
