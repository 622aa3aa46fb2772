package io.github.camelwechatpay;

import io.github.camelwechatpay.json.JsonArray;
import io.github.camelwechatpay.json.JsonObject;
import io.github.camelwechatpay.sandbox.fixture.PublicApi;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PublicApiTest {

    @Test
    void isTheListOfTheRepository() {
        PublicApi.check(
                WechatpayComponent.class,
                "io.github.camelwechatpay",
                Set.of(JsonObject.class, JsonArray.class),
                Path.of("src/test/resources/public-api.txt"));
    }
}
