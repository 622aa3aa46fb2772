package io.github.camelwechatpay.benchmark.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.benchmark.gateway.StubAnswer;
import io.github.camelwechatpay.benchmark.gateway.StubProcess;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that all clients do the same work: a comparison with a client that does not verify would be unfair. */
class ClientsTest {

    private static TestMerchant merchant;
    private static StubProcess genuine;
    private static StubProcess forged;

    @BeforeAll
    static void startGateways() throws GeneralSecurityException, IOException {
        merchant = TestMerchant.create();
        genuine = new StubProcess(merchant, Duration.ZERO, false);
        forged = new StubProcess(merchant, Duration.ZERO, true);
    }

    @AfterAll
    static void stopGateways() throws IOException {
        CryptoChoice.JDK.install();
        genuine.close();
        forged.close();
    }

    static Stream<Arguments> all() {
        return Stream.of(Clients.values())
                .flatMap(client -> Stream.of(CryptoChoice.values()).map(crypto -> Arguments.of(client, crypto)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void orders(Clients kind, CryptoChoice crypto) throws Exception {
        assumeTrue(crypto.isAvailable(), "The native provider does not run on this machine");
        crypto.install();
        try (Client client = kind.create(merchant, genuine.baseUri(), crypto)) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.call()).isEqualTo(StubAnswer.PREPAY_ID);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void rejectsAWrongSignature(Clients kind, CryptoChoice crypto) throws Exception {
        assumeTrue(crypto.isAvailable(), "The native provider does not run on this machine");
        crypto.install();
        try (Client client = kind.create(merchant, forged.baseUri(), crypto)) {
            assertThatThrownBy(client::call)
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
