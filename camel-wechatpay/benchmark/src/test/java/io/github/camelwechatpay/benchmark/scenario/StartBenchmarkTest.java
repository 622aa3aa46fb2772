package io.github.camelwechatpay.benchmark.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.benchmark.client.Clients;
import io.github.camelwechatpay.benchmark.client.CryptoChoice;
import io.github.camelwechatpay.benchmark.gateway.StubProcess;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import io.github.camelwechatpay.benchmark.measure.StartFigures;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartBenchmarkTest {

    @Test
    void isToldWhenTheFirstCallOfAnotherJvmWasAnswered() throws Exception {
        TestMerchant merchant = TestMerchant.create();
        try (StubProcess gateway = new StubProcess(merchant, Duration.ZERO, false)) {
            StartFigures.Sample sample = StartBenchmark.start(merchant, gateway, Clients.OURS, CryptoChoice.JDK);

            assertThat(sample.main()).isPositive();
            assertThat(sample.ready()).isGreaterThan(sample.main());
            assertThat(sample.answered()).isGreaterThan(sample.ready());
        }
    }
}
