package io.github.camelwechatpay.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelwechatpay.json.WireJson;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QueryStringTest {

    static Stream<Arguments> values() {
        return Stream.of(
                arguments("text", "a", "q=a"),
                arguments("empty text", "", "q="),
                arguments("null", null, ""),
                arguments("space", "a b", "q=a%20b"),
                arguments("plus", "a+b", "q=a%2Bb"),
                arguments("slash", "a/b", "q=a%2Fb"),
                arguments("percent", "%2F", "q=%252F"),
                arguments("injection", "1&baseUri=http://evil#x", "q=1%26baseUri%3Dhttp%3A%2F%2Fevil%23x"),
                arguments("question mark", "?", "q=%3F"),
                arguments("Chinese", "门", "q=%E9%97%A8"),
                arguments("emoji", "😀", "q=%F0%9F%98%80"),
                arguments("braces, quotes, tilde", "{\"~'}", "q=%7B%22~%27%7D"),
                arguments("dot segments", "..", "q=.."),
                arguments("decimal", new BigDecimal("1.10"), "q=1.10"),
                arguments("decimal that Java writes with an exponent", new BigDecimal("1E+2"), "q=100"),
                arguments("large double", 1.0E7, "q=10000000"),
                arguments("boolean", false, "q=false"),
                arguments("date", LocalDate.of(2019, 6, 11), "q=2019-06-11"),
                arguments("list", List.of("a", "b/"), "q=a&q=b%2F"),
                arguments("list with null", Arrays.asList("a", null), "q=a"),
                arguments("empty list", List.of(), ""),
                arguments("array", new String[] {"a", "b"}, "q=a&q=b"),
                arguments("array of int", new int[] {1, 2}, "q=1&q=2"),
                arguments("object", Map.of("a", "b"), "q=%7B%22a%22%3A%22b%22%7D"),
                arguments("JSON object", WireJson.tree(Map.of("a", "b")), "q=%7B%22a%22%3A%22b%22%7D"),
                arguments("JSON text", JsonNodeFactory.instance.textNode("a"), "q=a"),
                arguments(
                        "time on the full minute",
                        OffsetDateTime.of(2019, 6, 11, 10, 0, 0, 0, ZoneOffset.ofHours(8)),
                        "q=2019-06-11T10%3A00%3A00%2B08%3A00"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void encodesValues(String name, Object value, String expected) {
        assertThat(query("q", value)).isEqualTo(expected);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("line break", "a\nb", "contains a control character"),
                arguments("NUL", "\0", "contains a control character"),
                arguments("no number", Double.NaN, "no number"),
                arguments("lone surrogate", "\ud83d", "half a surrogate pair"),
                arguments("lone surrogate in a list", List.of("a", "\ud83d"), "half a surrogate pair"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesValuesNamingTheParameter(String name, Object value, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query("out_no", value))
                .withMessageStartingWith("Query parameter out_no ")
                .withMessageContaining(reason);
    }

    /** A Path is an Iterable of itself. */
    @Test
    void sendsOrRefusesAFilePath() {
        assertThat(query("q", Path.of("a"))).startsWith("q=");
    }

    @Test
    void encodesNames() {
        assertThat(query("a[b]&c", 1)).isEqualTo("a%5Bb%5D%26c=1");
    }

    @Test
    void refusesAParameterWithoutAName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query("", 1))
                .withMessage("Query parameter without a name");
    }

    @Test
    void saysANameOnOneLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query("x\n2026 ERROR forged", 1))
                .withMessageStartingWith("Query parameter x?2026 ERROR forged contains a control character");
    }

    @Test
    void keepsTheOrder() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("z", 1);
        parameters.put("a", List.of(2, 3));
        parameters.put("none", null);
        parameters.put("m", 4);

        assertThat(QueryString.of(parameters).encoded()).isEqualTo("z=1&a=2&a=3&m=4");
    }

    private static String query(String name, Object value) {
        return QueryString.of(Collections.singletonMap(name, value)).encoded();
    }
}
