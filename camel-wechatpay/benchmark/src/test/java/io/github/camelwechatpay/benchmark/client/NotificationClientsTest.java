package io.github.camelwechatpay.benchmark.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.wechat.pay.java.core.exception.ValidationException;
import io.github.camelwechatpay.WechatpayNotificationException;
import io.github.camelwechatpay.benchmark.gateway.SampleNotification;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import java.security.GeneralSecurityException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that all clients do the same work: a comparison with a client that does not verify would be unfair. */
class NotificationClientsTest {

    private static TestMerchant merchant;

    @BeforeAll
    static void createMerchant() throws GeneralSecurityException {
        merchant = TestMerchant.create();
    }

    @AfterEach
    void uninstall() {
        CryptoChoice.JDK.install();
    }

    static Stream<Arguments> all() {
        return Stream.of(NotificationClients.values())
                .flatMap(client -> Stream.of(CryptoChoice.values()).map(crypto -> Arguments.of(client, crypto)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void reads(NotificationClients kind, CryptoChoice crypto) throws Exception {
        assumeTrue(crypto.isAvailable(), "The native provider does not run on this machine");
        crypto.install();
        try (Client client = kind.create(merchant, SampleNotification.create(merchant), crypto)) {
            assertThat(client.call()).isEqualTo(SampleNotification.OUT_TRADE_NO);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void rejectsAWrongSignature(NotificationClients kind, CryptoChoice crypto) throws Exception {
        assumeTrue(crypto.isAvailable(), "The native provider does not run on this machine");
        crypto.install();
        SampleNotification notification = SampleNotification.create(merchant);
        SampleNotification forged = new SampleNotification(
                notification.timestamp(), "another", notification.signature(), notification.body());
        try (Client client = kind.create(merchant, forged, crypto)) {
            assertThatThrownBy(client::call)
                    .isInstanceOfAny(
                            GeneralSecurityException.class,
                            ValidationException.class,
                            WechatpayNotificationException.class);
        }
    }
}
