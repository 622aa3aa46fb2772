package io.github.camelwechatpay.examples.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.examples.benchmark.contender.Contenders;
import io.github.camelwechatpay.examples.benchmark.contender.Crypto;
import io.github.camelwechatpay.examples.benchmark.gateway.Shop;
import io.github.camelwechatpay.examples.benchmark.gateway.StubProcess;
import io.github.camelwechatpay.examples.benchmark.measure.StartFigures;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartBenchmarkTest {

    @Test
    void isToldWhenTheFirstCallOfAnotherJvmWasAnswered() throws Exception {
        Shop shop = Shop.create();
        try (StubProcess gateway = new StubProcess(shop, Duration.ZERO, false)) {
            StartFigures.Sample sample = StartBenchmark.start(shop, gateway, Contenders.OURS, Crypto.JDK);

            assertThat(sample.main()).isPositive();
            assertThat(sample.ready()).isGreaterThan(sample.main());
            assertThat(sample.answered()).isGreaterThan(sample.ready());
        }
    }
}
