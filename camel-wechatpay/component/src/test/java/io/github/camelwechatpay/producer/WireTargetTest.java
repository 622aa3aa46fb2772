package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of path and query on the request line: sent encoded and signed as sent, or refused before anything is sent. */
class WireTargetTest extends RawGatewayTestSupport {

    private static final String CARDS = "/v3/marketing/membercard-open/cards/";
    private static final String ENCODED =
            "wechatpay:v3/marketing/membercard-open/cards/{card_id:encoded}/permission-tokens";
    private static final String CERTIFICATES = "wechatpay:v3/certificates";

    static Stream<Arguments> pathValues() {
        return Stream.of(
                arguments("ordinary id", "pbLatjvWOibDc5-TBnbUk1pD12o0", "pbLatjvWOibDc5-TBnbUk1pD12o0"),
                arguments("slash", "a/b", "a%2Fb"),
                arguments("percent-encoded slash", "a%2Fb", "a%252Fb"),
                arguments("percent", "100%", "100%25"),
                arguments("plus", "a+b", "a%2Bb"),
                arguments("space", " a b ", "%20a%20b%20"),
                arguments("Chinese", "门店A", "%E9%97%A8%E5%BA%97A"),
                arguments("emoji", "😀", "%F0%9F%98%80"),
                arguments("braces", "{card_id}", "%7Bcard_id%7D"),
                arguments("expression", "${header.card_id}", "%24%7Bheader.card_id%7D"),
                arguments("property placeholder", "{{secret}}", "%7B%7Bsecret%7D%7D"),
                arguments("tilde", "~a~", "~a~"),
                arguments("unreserved", "-._~", "-._~"),
                arguments("quotes", "\"'`", "%22%27%60"),
                arguments("dot segments inside", "../a/./b", "..%2Fa%2F.%2Fb"),
                arguments("three dots", "...", "..."),
                arguments("encoded dots", "%2e%2e", "%252e%252e"),
                arguments("semicolon", "a;b=c", "a%3Bb%3Dc"),
                arguments("query", "a?b=c&d", "a%3Fb%3Dc%26d"),
                arguments("fragment", "a#b", "a%23b"),
                arguments("authority", "//evil@host:80", "%2F%2Fevil%40host%3A80"),
                arguments("sub-delimiters", "!$'()*,", "%21%24%27%28%29%2A%2C"),
                arguments("backslash and pipe", "\\|^", "%5C%7C%5E"),
                arguments("angle brackets", "<[>]", "%3C%5B%3E%5D"),
                arguments("half-width dot of another script", "。", "%E3%80%82"),
                arguments("line separator", "\u2028", "%E2%80%A8"),
                arguments("number", 42L, "42"),
                arguments("boolean", true, "true"));
    }

    static Stream<Arguments> refusedPathValues() {
        return Stream.of(
                arguments("dot", "."),
                arguments("two dots", ".."),
                arguments("empty", ""),
                arguments("none", null),
                arguments("CR LF", "a\r\nX-Evil: 1"),
                arguments("line feed", "a\nb"),
                arguments("NUL", "a\u0000b"),
                arguments("tab", "a\tb"),
                arguments("delete", "a\u007fb"),
                arguments("C1 control", "a\u0085b"),
                arguments("half a surrogate pair", "a\ud83d"),
                arguments("map", Map.of("a", "b")),
                arguments("list", List.of("a", "b")),
                arguments("bytes", new byte[] {'a'}));
    }

    static Stream<Arguments> encodedPathValues() {
        return Stream.of(
                arguments("slash", "a%2Fb"),
                arguments("lower-case hex digits", "a%2fb"),
                arguments("encoded percent", "a%252Fb"),
                arguments("nothing to encode", "abc"),
                arguments("dots and more", "%2e%2e%2fa"));
    }

    static Stream<Arguments> refusedEncodedPathValues() {
        return Stream.of(
                arguments("slash", "a/b"),
                arguments("no hex digits", "a%zz"),
                arguments("cut off", "a%2"),
                arguments("percent alone", "%"),
                arguments("space", "a b"),
                arguments("Chinese", "门"),
                arguments("dot segment", "%2e%2E"),
                arguments("dot segment in part", ".%2e"),
                arguments("query", "a?b"),
                arguments("line feed", "a\n"));
    }

    static Stream<Arguments> queryValues() {
        return Stream.of(
                arguments("ordinary", Map.of("bill_date", "2019-06-11"), "bill_date=2019-06-11"),
                arguments("empty", Map.of("a", ""), "a="),
                arguments("plus, space, percent", Map.of("a", "+ %20"), "a=%2B%20%2520"),
                arguments("slash, question mark, fragment", Map.of("a", "/?#"), "a=%2F%3F%23"),
                arguments("another parameter", Map.of("a", "1&b=2"), "a=1%26b%3D2"),
                arguments("Chinese and emoji", Map.of("a", "门😀"), "a=%E9%97%A8%F0%9F%98%80"),
                arguments("quotes and braces", Map.of("a", "{\"'}"), "a=%7B%22%27%7D"),
                arguments("tilde and semicolon", Map.of("a", "~;"), "a=~%3B"),
                arguments("dot segments", Map.of("a", ".."), "a=.."),
                arguments("hostile name", Map.of("a b&c=", 1), "a%20b%26c%3D=1"),
                arguments("number and boolean", ordered("n", 1L, "b", false), "n=1&b=false"),
                arguments("null is left out", ordered("a", null, "b", 2), "b=2"),
                arguments("nothing but null", ordered("a", null), null),
                arguments("list repeats the name", ordered("a", Arrays.asList("x", null, "y z")), "a=x&a=y%20z"),
                arguments("array repeats the name", ordered("a", new Object[] {1, "ü"}), "a=1&a=%C3%BC"),
                arguments(
                        "object is JSON text",
                        ordered("authorized_data", Map.of("business_type", "NORMAL")),
                        "authorized_data=%7B%22business_type%22%3A%22NORMAL%22%7D"),
                arguments("no parameter", Map.of(), null));
    }

    static Stream<Arguments> refusedQueryValues() {
        return Stream.of(
                arguments("CR LF", Map.of("note", "a\r\nX-Evil: 1"), "Query parameter note"),
                arguments("NUL", Map.of("note", "\u0000"), "Query parameter note"),
                arguments("half a surrogate pair", Map.of("note", "\udc00"), "Query parameter note"),
                arguments(
                        "control character in a list", Map.of("note", List.of("a", "\u0007")), "Query parameter note"),
                arguments("control character in the name", Map.of("no\nte", "a"), "Query parameter"),
                arguments("no name", Map.of("", "a"), "Query parameter"),
                arguments("no Map", "a=b", "CamelWechatpayQuery"));
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pathValues")
    void sendsAPathValueEncoded(String name, Object value, String encoded) throws Exception {
        startCalling(TOKENS);

        succeed(card(value));

        assertRequestLine("POST " + CARDS + encoded + "/permission-tokens HTTP/1.1");
        assertThat(gateway.lastRequest().text()).isEqualTo("{\"activate_type\":\"AUTO_ACTIVATE\"}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedPathValues")
    void refusesAPathValueBeforeAnythingIsSent(String name, Object value) throws Exception {
        startCalling(TOKENS);

        assertNotSent(call(card(value)), "{card_id}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encodedPathValues")
    void sendsAnEncodedPathValueAsItIs(String name, String value) throws Exception {
        startCalling(ENCODED);

        succeed(card(value));

        assertRequestLine("POST " + CARDS + value + "/permission-tokens HTTP/1.1");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedEncodedPathValues")
    void refusesAPathValueThatIsNotEncodedAsItSays(String name, String value) throws Exception {
        startCalling(ENCODED);

        assertNotSent(call(card(value)), "{card_id}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("queryValues")
    void sendsAQueryEncoded(String name, Map<String, Object> query, String encoded) throws Exception {
        startCalling(CERTIFICATES);

        succeed(e -> e.getMessage().setHeader(WechatpayConstants.QUERY, query));

        assertRequestLine("GET /v3/certificates" + (encoded == null ? "" : "?" + encoded) + " HTTP/1.1");
        assertThat(gateway.lastRequest().body()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedQueryValues")
    void refusesAQueryBeforeAnythingIsSent(String name, Object query, String named) throws Exception {
        startCalling(CERTIFICATES);

        assertNotSent(call(e -> e.getMessage().setHeader(WechatpayConstants.QUERY, query)), named);
    }

    @Test
    void takesPathValuesFromNothingButTheMapOfThePathHeader() throws Exception {
        startCalling(TOKENS);

        succeed(e -> {
            card("from the header").process(e);
            e.getMessage().setHeader(WechatpayConstants.PATH, Map.of("card_id", "from-the-map"));
        });
        assertRequestLine("POST " + CARDS + "from-the-map/permission-tokens HTTP/1.1");

        Exchange failed = call(e -> {
            card("from the header").process(e);
            e.getMessage().setHeader(WechatpayConstants.PATH, Map.of("other", "x"));
        });
        assertThat(failed.getException())
                .hasMessageContaining(
                        "Path parameter {card_id} has no value: the Map of header CamelWechatpayPath has no entry"
                                + " card_id. Add the entry, or remove the header");
        assertThat(gateway.requests()).hasSize(1);
    }

    @Test
    void refusesAPathHeaderThatIsNoMap() throws Exception {
        startCalling(TOKENS);

        assertNotSent(call(e -> e.getMessage().setHeader(WechatpayConstants.PATH, "x")), "CamelWechatpayPath");
    }

    @Test
    void takesAPathValueFromAnExchangeVariable() throws Exception {
        startCalling(TOKENS);

        succeed(e -> {
            e.getMessage().setBody(BODY);
            e.setVariable("card_id", "in/variable");
        });

        assertRequestLine("POST " + CARDS + "in%2Fvariable/permission-tokens HTTP/1.1");
    }

    static Stream<Arguments> pathSources() {
        return Stream.of(
                arguments("variable alone", null, "V", "card_id", null, "V"),
                arguments("header alone", null, null, "card_id", "H", "H"),
                arguments("header of other letter case alone", null, null, "Card_Id", "H", "H"),
                arguments("equal texts", null, "same", "Card_Id", "same", "same"),
                arguments("number and text", null, 42L, "card_id", "42", "42"),
                arguments("text and number", null, "42", "card_id", 42, "42"),
                arguments("text buffer and text", null, new StringBuilder("ab"), "card_id", "ab", "ab"),
                arguments("variable and null header", null, "V", "card_id", null, "V"),
                arguments("map before a different variable", "M", "V", "card_id", null, "M"),
                arguments("map before a different header", "M", null, "card_id", "H", "M"),
                arguments("map before two that differ", "M", "V", "CARD_ID", "H", "M"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pathSources")
    void takesAPathValueFromTheMapThenTheVariableThenTheHeader(
            String name, Object map, Object variable, String headerName, Object header, String sent) throws Exception {
        startCalling(TOKENS);

        succeed(sources(map, variable, headerName, header));

        assertRequestLine("POST " + CARDS + sent + "/permission-tokens HTTP/1.1");
    }

    static Stream<Arguments> differingPathSources() {
        return Stream.of(
                arguments("other text", "MINE", "card_id", "OTHER"),
                arguments("other letter case of the name", "MINE", "Card_Id", "OTHER"),
                arguments("other letter case of the value", "MINE", "card_id", "mine"),
                arguments("blank behind", "MINE", "card_id", "MINE "),
                arguments("empty header", "MINE", "card_id", ""),
                arguments("empty variable", "", "card_id", "OTHER"),
                arguments("repeated header", "MINE", "card_id", List.of("MINE", "OTHER")),
                arguments("number and other text", 42L, "card_id", "042"),
                arguments("bytes", "MINE", "card_id", "MINE".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("differingPathSources")
    void refusesAVariableAndAHeaderThatDiffer(String name, Object variable, String headerName, Object header)
            throws Exception {
        startCalling(TOKENS);

        assertDiffer(call(sources(null, variable, headerName, header)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wechatpay:v3.marketing.membercardOpen.cards._card_id_.permissionTokens",
                "wechatpay:v3/marketing/membercard-open/cards/{card_id:encoded}/permission-tokens",
                "wechatpay:v3/unknown/{card_id}?method=DELETE"
            })
    void refusesAVariableAndAHeaderThatDifferInEachNotation(String uri) throws Exception {
        startCalling(uri);

        assertDiffer(call(sources(null, "MINE", "Card_Id", "OTHER")));
    }

    @Test
    void refusesAVariableAndAHeaderThatDifferInADynamicSend() throws Exception {
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:call").toD(TOKENS + "?responseType=${header.type}");
            }
        });

        assertDiffer(call(e -> {
            sources(null, "MINE", "Card_Id", "OTHER").process(e);
            e.getMessage().setHeader("type", "text");
        }));
    }

    private void assertDiffer(Exchange exchange) {
        assertNotSent(exchange, "{card_id}");
        assertThat(exchange.getException())
                .hasMessageContaining("Path parameter {card_id} has two values: variable card_id and header card_id"
                        + " differ. Remove the header before the call, or set an entry of that name in the Map of"
                        + " header CamelWechatpayPath")
                .hasMessageNotContaining("MINE")
                .hasMessageNotContaining("OTHER");
    }

    private static Processor sources(Object map, Object variable, String headerName, Object header) {
        return e -> {
            e.getMessage().setBody(BODY);
            e.getMessage().setHeader(headerName, header);
            e.setVariable("card_id", variable);
            if (map != null) {
                e.getMessage().setHeader(WechatpayConstants.PATH, Map.of("card_id", map));
            }
        };
    }

    @Test
    void addsTheQueryHeaderToTheOptionsOfTheUri() throws Exception {
        startCalling(CERTIFICATES + "?query.a=1&query.b=RAW(x+y z%&)&query.c=3");

        succeed(e -> e.getMessage().setHeader(WechatpayConstants.QUERY, ordered("c", "three", "d", 4)));

        assertRequestLine("GET /v3/certificates?a=1&b=x%2By%20z%25%26&c=three&d=4 HTTP/1.1");
    }

    @Test
    void refusesAQueryOptionWhosePlusCamelHasReadAsASpace() {
        assertThat(startFailure(CERTIFICATES + "?query.a=x%2By"))
                .contains("query.a")
                .contains("RAW(");
    }

    @Test
    void refusesAPercentInThePathThatCamelLeaves() {
        assertThat(startFailure("wechatpay:v3/a%zz?method=GET")).contains("%").contains("placeholder");
    }

    /** Camel decodes the path before the component sees it: what it makes of a documented path is not documented. */
    @Test
    void refusesAnEncodedSlashInTheLiteralPathOfADocumentedOperation() {
        assertThat(startFailure("wechatpay:v3/marketing/membercard-open/cards/a%2Fb/permission-tokens"))
                .contains("v3/marketing/membercard-open/cards/{card_id}/permission-tokens");
    }

    private String startFailure(String uri) {
        try {
            startCalling(uri);
        } catch (Exception e) {
            StringBuilder messages = new StringBuilder();
            for (Throwable t = e; t != null; t = t.getCause()) {
                messages.append(t.getMessage()).append('\n');
            }
            return messages.toString();
        }
        throw new AssertionError("started with " + uri);
    }

    private static Processor card(Object value) {
        return e -> {
            e.getMessage().setBody(BODY);
            e.getMessage().setHeader("card_id", value);
        };
    }

    private void assertRequestLine(String line) {
        assertThat(gateway.lastRequest().line()).isEqualTo(line);
    }

    private void assertNotSent(Exchange exchange, String named) {
        assertThat(exchange.getException(WechatpayCallException.class))
                .hasMessageContaining(named)
                .satisfies(e -> assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_SENT))
                .satisfies(e -> assertThat(e.isRetryable()).isFalse());
        assertThat(gateway.connections()).isZero();
    }
}
