package io.github.camelwechatpay.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.catalog.Catalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiV2Test {

    @Test
    void knowsNoSuccessorThatTheCatalogDoesNotKnow() {
        assertThat(ApiV2.successors())
                .allMatch(template -> Catalog.get().operations().stream()
                        .anyMatch(operation -> operation.path().equals(template)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", ".", "pay", "v3/pay/transactions/jsapi", "x/y", "transactions"})
    void knowsWhatIsNotOfApiV2(String path) {
        assertThat(ApiV2.isPath(path)).isFalse();
        assertThat(ApiV2.successors(path)).isEmpty();
    }
}
