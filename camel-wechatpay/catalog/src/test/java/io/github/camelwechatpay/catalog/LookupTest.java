package io.github.camelwechatpay.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookupTest {

    private Catalog catalog;

    @BeforeEach
    void compile(@TempDir Path folder) throws IOException {
        catalog = SampleCatalog.of(
                folder,
                Stream.of(
                        "GET v3/x/{id}",
                        "DELETE v3/x/{id}",
                        "POST v3/x/upload",
                        "POST v3/x/",
                        "GET v3/x/{id}/close",
                        "GET v3/x/upload/state",
                        "POST v3/x/apply/{first_id}/cancel",
                        "POST v3/x/apply/{second_id}/cancel",
                        "GET v3/x/{a}/{b}/{c}/end"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    v3/x/{id},                  v3/x/{id}",
        "GET,    v3/x/{other},               v3/x/{id}",
        "GET,    v3/x/123,                   v3/x/{id}",
        "GET,    v3/x/a%2Fb,                 v3/x/{id}",
        "GET,    v3/x/..,                    v3/x/{id}",
        "POST,   v3/x/upload,                v3/x/upload",
        "GET,    v3/x/upload,                v3/x/{id}",
        "GET,    v3/x/upload/state,          v3/x/upload/state",
        "GET,    v3/x/upload/close,          v3/x/{id}/close",
        "GET,    v3/x/upload/1/2/end,        v3/x/{a}/{b}/{c}/end",
        "POST,   v3/x/,                      v3/x/",
        "POST,   v3/x/apply/7/cancel,        v3/x/apply/{first_id}/cancel",
        "POST,   v3/x/apply/{second_id}/cancel, v3/x/apply/{second_id}/cancel",
    })
    void findsTheOperation(String method, String path, String template) {
        assertThat(catalog.find(method, path)).map(Operation::path).contains(template);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,  v3/x/123",
        "get,  v3/x/123",
        "GET,  /v3/x/123",
        "GET,  v3/x/",
        "GET,  v3/x",
        "GET,  v3/x/123/",
        "GET,  v3/x//close",
        "GET,  V3/x/123",
        "GET,  v3/x/1/2/3/end/more",
        "GET,  v3/y",
        "GET,  /",
        "GET,  ''",
    })
    void findsNothing(String method, String path) {
        assertThat(catalog.find(method, path)).isEmpty();
    }

    @Test
    void findsAllMethodsOfATemplateAndOfAConcretePath() {
        assertThat(catalog.find("v3/x/{id}")).extracting(Operation::method).containsExactly("DELETE", "GET");
        assertThat(catalog.find("v3/x/123")).extracting(Operation::method).containsExactly("DELETE", "GET");
    }

    @Test
    void findsOnlyTheLiteralWhereItHidesAPlaceholder() {
        assertThat(catalog.find("v3/x/upload")).extracting(Operation::method).containsExactly("POST");
    }

    @Test
    void findsOneOperationWhereTemplatesDifferInNamesOnly() {
        assertThat(catalog.find("v3/x/apply/7/cancel"))
                .extracting(Operation::path)
                .containsExactly("v3/x/apply/{first_id}/cancel");
    }

    @Test
    void findsNothingForAnUnknownPath() {
        assertThat(catalog.find("v3/y")).isEmpty();
    }

    @Test
    void findsAConcretePathOfTheDocumentation() {
        assertThat(Catalog.get().find("GET", "v3/pay/transactions/out-trade-no/1217752501201407033233368018"))
                .map(Operation::path)
                .contains("v3/pay/transactions/out-trade-no/{out_trade_no}");
    }

    /** All but one: a template that differs from another in the name of its placeholder only. */
    @Test
    void findsEveryOperationByItsConcretePath() {
        assertThat(Catalog.get().operations().stream()
                        .filter(operation -> Catalog.get()
                                .find(operation.method(), operation.path().replaceAll("\\{[^}]+}", "12177525012014"))
                                .filter(operation::equals)
                                .isEmpty())
                        .map(Operation::path))
                .containsExactly("v3/apply4subject/applyment/{business_code}/cancel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "v3/", "v3/x/", "a/", "..", "%", "{", "\0"})
    void answersHostileInputAtOnce(String part) {
        String path = part.repeat(1_000_000);

        Assertions.assertTimeout(Duration.ofSeconds(2), () -> {
            assertThat(catalog.find(path)).isEmpty();
            assertThat(catalog.find("GET", "v3/x/" + part + path)).isNotNull();
            assertThat(catalog.unchain(path)).isEmpty();
            assertThat(catalog.nearestPaths(path, 3)).isEmpty();
            assertThat(catalog.nearestChains(path, 3)).isEmpty();
            assertThat(catalog.nearestEventTypes(path, 3)).isEmpty();
        });
    }

    @Test
    void refusesNull() {
        assertThatNullPointerException().isThrownBy(() -> catalog.find(null));
        assertThatNullPointerException().isThrownBy(() -> catalog.find(null, "v3/x/{id}"));
        assertThatNullPointerException().isThrownBy(() -> catalog.find("GET", null));
    }
}
