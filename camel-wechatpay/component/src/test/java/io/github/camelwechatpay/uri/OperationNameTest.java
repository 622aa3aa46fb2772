package io.github.camelwechatpay.uri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationNameTest {

    @ParameterizedTest
    @CsvSource({
        "v3/pay/transactions/jsapi, v3/pay/transactions/jsapi",
        "/v3/a, v3/a",
        "v3/applyment4sub/applyment/, v3/applyment4sub/applyment/",
        "v3/a/{b:encoded}, v3/a/{b:encoded}",
        "v3.global.papay.contracts, v3.global.papay.contracts",
        "notify/contracts, notify/contracts",
        "/notify/a/b-c_d.e, notify/a/b-c_d.e",
        "bill/tradebill, bill/tradebill"
    })
    void takesOperationsAndConsumers(String name, String expected) {
        assertThat(OperationName.of(name).text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "v3/pay/transactions/jsapi, CALL, v3/pay/transactions/jsapi",
        "v3.pay.transactions.jsapi, CALL, v3.pay.transactions.jsapi",
        "/v3/, CALL, v3/",
        "v3, DYNAMIC, v3",
        "invoke/jsapi, INVOKE, jsapi",
        "notify/a/b, NOTIFY, a/b",
        "notify/{merchant}, NOTIFY, {merchant}",
        "bill/tradebill, BILL, tradebill"
    })
    void tellsKindAndName(String operation, OperationName.Kind kind, String name) {
        assertThat(OperationName.of(operation).kind()).isEqualTo(kind);
        assertThat(OperationName.of(operation).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v3x/a",
                "pay",
                "pay/transactions",
                "",
                "notify",
                "notify/",
                "notify/a/",
                "notify//a",
                "notify/a b",
                "notify/{a}",
                "bill",
                "bill/",
                "bill/a/b",
                "bill/{a}"
            })
    void refusesOtherNames(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OperationName.of(name))
                .withMessageContaining("is neither an operation nor a consumer: write v3/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3/a%2Fb", "v3/100%"})
    void pointsFromAPercentSignToPlaceholders(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OperationName.of(name))
                .withMessageContaining("{name:encoded}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3/a\nWARN forged", "\u001b[31m", "v3/%\u0085"})
    void keepsControlCharactersOutOfMessages(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OperationName.of(name))
                .satisfies(e -> assertThat(e.getMessage().chars()).noneMatch(Character::isISOControl));
    }
}
