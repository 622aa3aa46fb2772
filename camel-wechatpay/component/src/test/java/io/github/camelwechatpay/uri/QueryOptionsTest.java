package io.github.camelwechatpay.uri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryOptionsTest {

    @Test
    void takesItsOptionsAndLeavesTheOthers() {
        Map<String, Object> parameters = new HashMap<>(Map.of("query.a", "1", "query.b.c", "2", "queryx", "3"));

        assertThat(QueryOptions.take(parameters)).isEqualTo(Map.of("a", "1", "b.c", "2"));
        assertThat(parameters).isEqualTo(Map.of("queryx", "3"));
    }

    @ParameterizedTest
    @CsvSource({"RAW(a b+c), a b+c", "RAW{a b}, a b", "RAW(), ''", "a&b=c, a&b=c", "门, 门", "'', ''"})
    void takesValues(String value, String expected) {
        assertThat(QueryOptions.take(parameter(value))).isEqualTo(Map.of("q", expected));
    }

    @Test
    void keepsValuesThatAreNoText() {
        assertThat(QueryOptions.take(parameter(List.of(1)))).isEqualTo(Map.of("q", List.of(1)));
    }

    @Test
    void takesARepeatedOption() {
        assertThat(QueryOptions.take(parameter(List.of("A", "RAW(b c)", "D"))))
                .isEqualTo(Map.of("q", List.of("A", "b c", "D")));
        assertThatIllegalArgumentException().isThrownBy(() -> QueryOptions.take(parameter(List.of("A", "b c"))));
    }

    @ParameterizedTest
    @CsvSource({"a b", "' '", "RAW(a b}", "RAW(a b"})
    void refusesASpaceThatMayHaveBeenAPlusSign(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryOptions.take(parameter(value)))
                .withMessageStartingWith("The value of option query.q has a space in it")
                .withMessageContaining("RAW(value)")
                .withMessageContaining("CamelWechatpayQuery");
    }

    private static Map<String, Object> parameter(Object value) {
        return new HashMap<>(Map.of("query.q", value));
    }
}
