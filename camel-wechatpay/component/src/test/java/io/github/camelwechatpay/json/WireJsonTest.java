package io.github.camelwechatpay.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireJsonTest {

    private static final String PRIVATE = "openid-17";

    static Stream<Arguments> hostile() {
        return Stream.of(
                arguments("empty", ""),
                arguments("blank", " \n"),
                arguments("HTML", "<html>" + PRIVATE),
                arguments("truncated", "{\"a\":\"" + PRIVATE),
                arguments("65 deep", "[".repeat(65) + "]".repeat(65)),
                arguments("very deep", "{\"a\":".repeat(1_000_000)),
                arguments("duplicate members", "{\"" + PRIVATE + "\":1,\"" + PRIVATE + "\":2}"),
                arguments("two values", "{} {}"),
                arguments("text after the value", "{}" + PRIVATE),
                arguments("number of 101 digits", "9".repeat(101)),
                arguments("name of 1001 characters", "{\"" + "n".repeat(1001) + "\":1}"),
                arguments("NaN", "NaN"),
                arguments("leading zero", "01"),
                arguments("comment", "/* " + PRIVATE + " */ {}"),
                arguments("single quotes", "{'a':1}"),
                arguments("unquoted name", "{a:1}"),
                arguments("trailing comma", "[1,]"),
                arguments("raw line break in text", "\"a\nb\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void refusesHostileJsonWithoutQuotingIt(String name, String json) {
        assertThatIOException()
                .isThrownBy(() -> parse(json))
                .withNoCause()
                .satisfies(
                        e -> assertThat(e.getMessage()).doesNotContain(PRIVATE).hasSizeLessThan(100));
        assertThatIOException()
                .isThrownBy(() -> WireJson.plain(bytes(json)))
                .withNoCause()
                .satisfies(
                        e -> assertThat(e.getMessage()).doesNotContain(PRIVATE).hasSizeLessThan(100));
    }

    /** What is read without a tree is the same, types and order included. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"z\":\"门\\\"\",\"a\":[1,{\"b\":true,\"c\":false},[],null],\"o\":{},\"n\":null}",
                "[1,2147483648,100000000000000000000,1.10,1E+400,-0,-0.0,0.00000001]",
                "\"a\\u0000\"",
                "\"\\ude00x\"",
                "17",
                "true",
                "null",
                "{}",
                "[]"
            })
    void readsPlainValuesAsATreeHasThem(String json) throws IOException {
        Object fromTree = WireJson.plain(parse(json));
        Object plain = WireJson.plain(bytes(json));

        assertThat(plain).isEqualTo(fromTree);
        assertThat(WireJson.text(plain)).isEqualTo(WireJson.text(fromTree));
        if (plain != null) {
            assertThat(plain).hasSameClassAs(fromTree);
        }
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        assertThatIOException().isThrownBy(() -> WireJson.parse(new byte[] {'"', (byte) 0xff, '"'}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.10", "0.00000001", "100000000000000000000", "1E+400", "-0", "\"a\\u0000\"", "\"门😀\""})
    void keepsValuesExactly(String json) throws IOException {
        JsonNode value = parse(json);

        assertThat(parse(WireJson.text(value))).isEqualTo(value);
        assertThat(parse(WireJson.text(WireJson.plain(value)))).isEqualTo(value);
    }

    @Test
    void keepsTheDigitsOfDecimals() throws IOException {
        assertThat(WireJson.text(WireJson.plain(parse("{\"a\":1.10,\"b\":1.000}"))))
                .isEqualTo("{\"a\":1.10,\"b\":1.000}");
    }

    @Test
    void acceptsItsBounds() throws IOException {
        assertThat(parse("[".repeat(64) + "]".repeat(64)).isArray()).isTrue();
        assertThat(parse("9".repeat(100)).isBigInteger()).isTrue();
    }

    /** Half a character has no UTF-8: it is neither lost nor replaced. */
    @Test
    void keepsLoneSurrogatesAsEscapes() throws IOException {
        assertThat(WireJson.write(Map.of("a", "x\ud83d"))).asString().isEqualToIgnoringCase("{\"a\":\"x\\ud83d\"}");
        assertThat(parse("\"\\ude00x\"").textValue()).isEqualTo("\ude00x");
    }

    @Test
    void writesNoNullMembersOfMapsAndBeans() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", null);
        map.put("b", Arrays.asList(1, null));

        assertThat(WireJson.text(map)).isEqualTo("{\"b\":[1,null]}");
        assertThat(WireJson.text(WireJson.tree(map))).isEqualTo("{\"b\":[1,null]}");
        assertThat(WireJson.text(new Bean(null, 1))).isEqualTo("{\"b\":1}");
    }

    /** A tree is a body like any other, or what an application's own mapper made of a bean. */
    @Test
    void writesNoNullMembersOfTrees() throws IOException {
        JsonNode tree = parse("{\"a\":null,\"b\":{\"c\":null,\"d\":1}}");

        assertThat(WireJson.write(tree)).asString().isEqualTo("{\"b\":{\"d\":1}}");
    }

    @Test
    void writesTimesAsText() {
        OffsetDateTime time = OffsetDateTime.of(2019, 6, 11, 10, 0, 0, 0, ZoneOffset.ofHours(8));

        assertThat(WireJson.text(Map.of("t", time))).isEqualTo("{\"t\":\"2019-06-11T10:00:00+08:00\"}");
    }

    @Test
    void copiesTrees() throws IOException {
        JsonNode tree = parse("{\"a\":1}");
        ((ObjectNode) WireJson.tree(tree)).put("a", 2);

        assertThat(tree.get("a").intValue()).isEqualTo(1);
    }

    @Test
    void makesNoTypesThatTheJsonNames() throws IOException {
        Object plain = WireJson.plain(parse("{\"@class\":\"java.io.File\",\"@type\":\"x\"}"));

        assertThat(plain).isInstanceOf(JsonObject.class).isEqualTo(Map.of("@class", "java.io.File", "@type", "x"));
    }

    @Test
    void hasJsonAsItsTextForm() throws IOException {
        String json = "{\"z\":\"门\\\"\",\"a\":[1,{\"b\":true},[]],\"o\":{}}";
        Object plain = WireJson.plain(parse(json));

        assertThat(plain).isInstanceOf(JsonObject.class).hasToString(json);
        assertThat(((JsonObject) plain).get("a")).isInstanceOf(JsonArray.class).hasToString("[1,{\"b\":true},[]]");
        assertThat(((List<?>) ((JsonObject) plain).get("a")).get(1)).isInstanceOf(JsonObject.class);
        assertThat(new JsonObject(Map.of("a", 1))).hasToString("{\"a\":1}").isEqualTo(Map.of("a", 1));
    }

    record Bean(String a, int b) {}

    private static JsonNode parse(String json) throws IOException {
        return WireJson.parse(bytes(json));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
