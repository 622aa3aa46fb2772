package io.github.camelwechatpay;

import io.github.camelwechatpay.sandbox.fixture.PublicApi;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PublicApiTest {

    @Test
    void isTheListOfTheRepository() {
        PublicApi.check(
                WechatpayComponent.class,
                Set.of("io.github.camelwechatpay", "io.github.camelwechatpay.json"),
                Path.of("src/test/resources/public-api.txt"));
    }
}
