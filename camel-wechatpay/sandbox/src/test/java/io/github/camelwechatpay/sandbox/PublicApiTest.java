package io.github.camelwechatpay.sandbox;

import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.sandbox.fixture.PublicApi;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PublicApiTest {

    @Test
    void isTheListOfTheRepository() {
        PublicApi.check(
                WechatpaySandbox.class,
                "io.github.camelwechatpay.sandbox",
                Set.of(),
                Path.of("src/test/resources/public-api.txt"));
    }

    /** The catalog has no tests that see ArchUnit, and the sandbox is the first module that uses it. */
    @Test
    void isTheListOfTheRepositoryForTheCatalog() {
        PublicApi.check(
                Catalog.class,
                "io.github.camelwechatpay.catalog",
                Set.of(),
                Path.of("src/test/resources/public-api-of-catalog.txt"));
    }
}
