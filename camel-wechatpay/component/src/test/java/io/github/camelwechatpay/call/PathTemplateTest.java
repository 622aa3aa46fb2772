package io.github.camelwechatpay.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {

    static Stream<Arguments> values() {
        return Stream.of(
                arguments("slash and space", "a/b c", "a%2Fb%20c"),
                arguments("percent", "100%", "100%25"),
                arguments("encoded slash is encoded again", "a%2Fb", "a%252Fb"),
                arguments("plus", "a+b", "a%2Bb"),
                arguments("Chinese", "门店", "%E9%97%A8%E5%BA%97"),
                arguments("emoji", "😀", "%F0%9F%98%80"),
                arguments("braces", "{id}", "%7Bid%7D"),
                arguments("unreserved", "aZ0-._~", "aZ0-._~"),
                arguments("quotes", "\"'", "%22%27"),
                arguments("question mark and fragment", "?a=b&c#d", "%3Fa%3Db%26c%23d"),
                arguments("sub-delimiters", "!$()*,;=:@", "%21%24%28%29%2A%2C%3B%3D%3A%40"),
                arguments("dots within", "a..b", "a..b"),
                arguments("three dots", "...", "..."),
                arguments("parent in a longer value", "../x", "..%2Fx"),
                arguments("leading and trailing space", " a ", "%20a%20"),
                arguments("number", 42L, "42"),
                arguments("boolean", true, "true"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void encodesValues(String name, Object value, String expected) {
        assertThat(expand("v3/a/{id}/b", value)).isEqualTo("v3/a/" + expected + "/b");
    }

    static Stream<Arguments> refusedValues() {
        return Stream.of(
                arguments("missing", null, "has no value: set the header or variable id"),
                arguments("empty", "", "must not be empty"),
                arguments("dot", ".", "must not be the dot segment \".\""),
                arguments("two dots", "..", "must not be the dot segment \"..\""),
                arguments("line break", "a\r\nHost: evil", "contains a control character"),
                arguments("NUL", "a\0", "contains a control character"),
                arguments("DEL", "a\u007f", "contains a control character"),
                arguments("C1 control", "a\u0085b", "contains a control character"),
                arguments("high surrogate alone", "a\ud83d", "half a surrogate pair"),
                arguments("low surrogate alone", "\ude00a", "half a surrogate pair"),
                arguments("list", List.of("a"), "a text or a number is needed"),
                arguments("map", Map.of("a", "b"), "a text or a number is needed"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedValues")
    void refusesValuesNamingThePlaceholder(String name, Object value, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> expand("v3/a/{id}", value))
                .withMessageStartingWith("Path parameter {id} ")
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%2Fb", "a%2fb", "%E9%97%A8", "plain", "%25"})
    void sendsEncodedValuesAsTheyAre(String value) {
        assertThat(expand("v3/a/{id:encoded}", value)).isEqualTo("v3/a/" + value);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a/b, character at position 1 must be written as %XX",
        "a b, character at position 1 must be written as %XX",
        "门, character at position 0 must be written as %XX",
        "a+b, character at position 1 must be written as %XX",
        "%, incomplete %XX at position 0",
        "a%2, incomplete %XX at position 1",
        "%zz, incomplete %XX at position 0",
        "%2%46, incomplete %XX at position 0",
        "%2E, must not be a dot segment",
        "%2e%2E, must not be a dot segment",
        ".%2e, must not be a dot segment"
    })
    void refusesEncodedValuesThatAreNot(String value, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> expand("v3/a/{id:encoded}", value))
                .withMessageStartingWith("Path parameter {id} ")
                .withMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "v3/certificates, v3/certificates",
        "/v3/certificates, v3/certificates",
        "v3/applyment4sub/applyment/, v3/applyment4sub/applyment/",
        "v3/images/{media_id:encoded}, v3/images/{media_id}",
        "v3/images/{media_id:url}, v3/images/{media_id}",
        "v3/a/{b}/c/{d-e}, v3/a/{b}/c/{d-e}"
    })
    void writesPathsAsTheCatalogDoes(String path, String text) {
        assertThat(PathTemplate.parse(path).text()).isEqualTo(text);
    }

    @Test
    void tellsAnAddressFromOtherPlaceholders() {
        assertThat(PathTemplate.parse("v3/images/{media_id:url}").address()).contains("media_id");
        assertThat(PathTemplate.parse("v3/images/{media_id}").address()).isEmpty();
        assertThat(PathTemplate.parse("v3/images/{media_id:encoded}").address()).isEmpty();
        assertThat(PathTemplate.parse("v3/images/url").address()).isEmpty();
    }

    /** Behind a base URI with a path the address may have that path too. */
    @ParameterizedTest
    @ValueSource(strings = {"/v3/images/a", "/hk/v3/images/a/b", "/v3/images/a?b=/../c"})
    void takesAnAddressOfTheOperation(String target) {
        PathTemplate.parse("v3/images/{id:url}").checkAddress(target, "/hk/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v3/images/", "/v3/image/a", "/x/v3/images/a", "/v3/images/%2e./a", "/v3/images/a/.."})
    void refusesAnAddressOfSomethingElse(String target) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathTemplate.parse("v3/images/{id:url}").checkAddress(target, "/hk/"))
                .withMessage("Path parameter {id} is the address of something else: its path must begin with"
                        + " /v3/images/, and have no dot segment. Take the operation whose path the address has");
    }

    @Test
    void fillsSeveralPlaceholdersAndLiteralTextBesideThem() {
        assertThat(PathTemplate.parse("v3/a/x-{b}/{c}@{b}/").expand(name -> name + "/"))
                .isEqualTo("v3/a/x-b%2F/c%2F@b%2F/");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "v2/a, an operation begins with v3/",
        "v3, an operation begins with v3/",
        "//v3/a, an operation begins with v3/",
        "https://api.mch.weixin.qq.com/v3/a, an operation begins with v3/",
        "v3//a, Empty or dot segment",
        "v3/./a, Empty or dot segment",
        "v3/a/.., Empty or dot segment",
        "v3/a#b, Character '#'",
        "v3/a?b, Character '?'",
        "v3/a&b, Character '&'",
        "v3/a%2Fb, Character '%'",
        "v3/a b, Character U+0020",
        "v3/a\\b, Character '\\'",
        "v3/门, Character U+95E8",
        "v3/a}, Character '}'",
        "v3/{a, Placeholder without closing brace",
        "v3/{}, Placeholder {}",
        "v3/{:encoded}, Placeholder {:encoded}",
        "v3/{:url}, Placeholder {:url}",
        "v3/{a:url}/, is not the only one",
        "v3/{a:raw}, Placeholder {a:raw}",
        "v3/{a{b}, Placeholder {a{b}"
    })
    void refusesPathsThatAreNone(String path, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathTemplate.parse(path))
                .withMessageContaining(reason)
                .withMessageContaining('"' + path + '"');
    }

    /** A path can come from an expression, and so from a stranger: it must not write lines into a log. */
    @ParameterizedTest
    @ValueSource(strings = {"v3/a\nWARN forged", "v3/a\u0085b", "v2\r\n"})
    void keepsControlCharactersOutOfMessages(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathTemplate.parse(path))
                .satisfies(e -> assertThat(e.getMessage().chars()).noneMatch(Character::isISOControl));
    }

    private static String expand(String path, Object value) {
        return PathTemplate.parse(path).expand(name -> name.equals("id") ? value : null);
    }
}
