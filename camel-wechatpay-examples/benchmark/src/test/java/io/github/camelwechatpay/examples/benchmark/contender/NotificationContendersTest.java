package io.github.camelwechatpay.examples.benchmark.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.wechat.pay.java.core.exception.ValidationException;
import io.github.camelwechatpay.WechatpayNotificationException;
import io.github.camelwechatpay.examples.benchmark.gateway.Notice;
import io.github.camelwechatpay.examples.benchmark.gateway.Shop;
import java.security.GeneralSecurityException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All do the same work: a comparison with one that does not verify would be unfair. */
class NotificationContendersTest {

    private static Shop shop;

    @BeforeAll
    static void createShop() throws GeneralSecurityException {
        shop = Shop.create();
    }

    @AfterEach
    void uninstall() {
        Crypto.JDK.install();
    }

    static Stream<Arguments> all() {
        return Stream.of(NotificationContenders.values())
                .flatMap(contender -> Stream.of(Crypto.values()).map(crypto -> Arguments.of(contender, crypto)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void reads(NotificationContenders kind, Crypto crypto) throws Exception {
        assumeTrue(crypto.isAvailable(), "The native provider does not run on this machine");
        crypto.install();
        try (Contender contender = kind.create(shop, Notice.create(shop), crypto)) {
            assertThat(contender.call()).isEqualTo(Notice.OUT_TRADE_NO);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void refusesAWrongSignature(NotificationContenders kind, Crypto crypto) throws Exception {
        assumeTrue(crypto.isAvailable(), "The native provider does not run on this machine");
        crypto.install();
        Notice notice = Notice.create(shop);
        Notice forged = new Notice(notice.timestamp(), "another", notice.signature(), notice.body());
        try (Contender contender = kind.create(shop, forged, crypto)) {
            assertThatThrownBy(contender::call)
                    .isInstanceOfAny(
                            GeneralSecurityException.class,
                            ValidationException.class,
                            WechatpayNotificationException.class);
        }
    }
}
