package io.github.camelwechatpay;

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
        assertThat(OperationName.check(name)).isEqualTo(expected);
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
                .isThrownBy(() -> OperationName.check(name))
                .withMessageContaining("is neither an operation nor a consumer: write v3/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3/a%2Fb", "v3/100%"})
    void pointsFromAPercentSignToPlaceholders(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OperationName.check(name))
                .withMessageContaining("{name:encoded}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3/a\nWARN forged", "\u001b[31m", "v3/%\u0085"})
    void keepsControlCharactersOutOfMessages(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OperationName.check(name))
                .satisfies(e -> assertThat(e.getMessage().chars()).noneMatch(Character::isISOControl));
    }
}
