package io.github.camelwechatpay.examples.benchmark.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.examples.benchmark.gateway.Shop;
import io.github.camelwechatpay.examples.benchmark.gateway.StubAnswer;
import io.github.camelwechatpay.examples.benchmark.gateway.StubProcess;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All do the same work: a comparison with one that does not verify would be unfair. */
class ContendersTest {

    private static Shop shop;
    private static StubProcess genuine;
    private static StubProcess forged;

    @BeforeAll
    static void startGateways() throws GeneralSecurityException, IOException {
        shop = Shop.create();
        genuine = new StubProcess(shop, Duration.ZERO, false);
        forged = new StubProcess(shop, Duration.ZERO, true);
    }

    @AfterAll
    static void stopGateways() throws IOException {
        Crypto.JDK.install();
        genuine.close();
        forged.close();
    }

    static Stream<Arguments> all() {
        return Stream.of(Contenders.values())
                .flatMap(contender -> Stream.of(Crypto.values()).map(crypto -> Arguments.of(contender, crypto)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void orders(Contenders kind, Crypto crypto) throws Exception {
        assumeTrue(crypto.isAvailable(), "The native provider does not run on this machine");
        crypto.install();
        try (Contender contender = kind.create(shop, genuine.baseUri(), crypto)) {
            for (int i = 0; i < 3; i++) {
                assertThat(contender.call()).isEqualTo(StubAnswer.PREPAY_ID);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void refusesAWrongSignature(Contenders kind, Crypto crypto) throws Exception {
        assumeTrue(crypto.isAvailable(), "The native provider does not run on this machine");
        crypto.install();
        try (Contender contender = kind.create(shop, forged.baseUri(), crypto)) {
            assertThatThrownBy(contender::call)
                    .satisfies(failure -> assertThat(causes(failure))
                            .anyMatch(cause -> cause instanceof GeneralSecurityException
                                    || cause instanceof com.wechat.pay.java.core.exception.ValidationException
                                    || cause instanceof WechatpayCallException call
                                            && call.getOutcome() == WechatpayCallException.Outcome.UNVERIFIED));
        }
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
