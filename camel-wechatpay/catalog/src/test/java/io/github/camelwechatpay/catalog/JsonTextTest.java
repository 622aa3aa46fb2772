package io.github.camelwechatpay.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    @Test
    void writesEveryKindOfValue() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", "a");
        value.put("list", Arrays.asList(1, new BigDecimal("0.5"), true, null, List.of(), Map.of()));

        assertThat(JsonText.compact(value)).isEqualTo("{\"text\":\"a\",\"list\":[1,0.5,true,null,[],{}]}");
        assertThat(JsonText.indented(value)).isEqualTo("""
                        {
                          "text": "a",
                          "list": [
                            1,
                            0.5,
                            true,
                            null,
                            [],
                            {}
                          ]
                        }""");
    }

    @Test
    void escapesWhatMustNotStandInAString() {
        assertThat(JsonText.compact("\"\\/\n\r\t\b\u0000\u001f\u007f\u4e2d"))
                .isEqualTo("\"\\\"\\\\/\\n\\r\\t\\u0008\\u0000\\u001f\u007f\u4e2d\"");
    }

    @Test
    void escapesSurrogates() {
        assertThat(JsonText.compact("\ud83d\ude00 \ud83d")).isEqualTo("\"\\ud83d\\ude00 \\ud83d\"");
    }

    @Test
    void escapesNames() {
        assertThat(JsonText.compact(Map.of("\"", 1))).isEqualTo("{\"\\\"\":1}");
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonText.compact(List.of(new Object())))
                .withMessage("No JSON for a java.lang.Object");
    }
}
