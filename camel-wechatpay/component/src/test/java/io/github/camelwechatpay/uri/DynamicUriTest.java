package io.github.camelwechatpay.uri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelwechatpay.call.PathTemplate;
import java.util.Map;
import org.apache.camel.util.URISupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DynamicUriTest {

    private static final String VALUE = "${header.v}";

    @Test
    void separatesTheCallFromTheEndpoint() {
        DynamicUri uri = parse("wechatpay:v3/a/" + VALUE + "?method=GET&query.b=c&region=hk&query.d=" + VALUE, "1");

        assertThat(uri.staticUri()).isEqualTo("wechatpay:" + OperationName.DYNAMIC + "?method=GET&region=hk");
        assertThat(uri.operation()).isEqualTo(new DynamicOperation("v3/a/1", Map.of("b", "c", "d", "1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wechatpay:v3/a/1", "wechatpay:/v3/a/1", "wechatpay://v3/a/1"})
    void sharesOneEndpointWithoutOptions(String uri) {
        DynamicUri dynamic = DynamicUri.parse(uri, uri);

        assertThat(dynamic.staticUri()).isEqualTo("wechatpay:" + OperationName.DYNAMIC);
        assertThat(dynamic.operation().operation()).isEqualTo("v3/a/1");
    }

    @ParameterizedTest
    @CsvSource({
        "a=b, a=b",
        "a+b, a+b",
        "a b, a b",
        "'', ''",
        "#a, #a",
        "门, 门",
        "{x}, {x}",
        "${header.x}, ${header.x}",
        "{{x}}, {{x}}",
        "baseUri=http://evil, baseUri=http://evil",
        "RAW(a+b), RAW(a+b)",
        "RAW{a+b}, RAW{a+b}",
        "RAW(a, RAW(a"
    })
    void takesQueryValuesAsTheyAre(String value, String expected) {
        DynamicUri uri = parse("wechatpay:v3/a?query.q=" + VALUE + "&method=GET", value);

        assertThat(uri.operation().query()).isEqualTo(Map.of("q", expected));
        assertThat(uri.staticUri()).endsWith("?method=GET");
    }

    @Test
    void takesAQueryValueInsideRawOfTheRouteAsItIs() {
        DynamicUri uri = parse("wechatpay:v3/a?query.q=RAW(" + VALUE + ")", "a%2B b)");

        assertThat(uri.operation().query()).isEqualTo(Map.of("q", "a%2B b)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cn%26baseUri%3Dhttp://evil", "#class:java.lang.Object", "RAW(cn)", "RAW(cn", "%63n"})
    void refusesAValueOfAnOptionThatCamelWouldReadAgain(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("wechatpay:v3/a?region=" + VALUE, value))
                .withMessageContaining("option region")
                .withMessageNotContaining(value);
    }

    @ParameterizedTest
    @CsvSource({
        "v3/a/${header.v}, 1?baseUri=http://evil",
        "v3/a/${header.v}, 1?",
        "v3/a/${header.v}?method=GET, 1?baseUri=http://evil&x=y",
        "v3/a/${header.v}?method=GET, 1?method=POST#",
        "v3/a?query.q=${header.v}, 1&baseUri=http://evil",
        "v3/a?query.q=${header.v}, 1&query.r=2",
        "v3/a?query.q=${header.v}, 1&",
        "v3/a?query.q=${header.v}, what?",
        "v3/a?query.q=RAW(${header.v}), 1)&baseUri=http://evil&x=RAW(",
        "v3/a?query.q=RAW(${header.v}), a&b",
        "v3/a?method=${header.v}, GET&baseUri=http://evil",
        "v3/a?${header.v}, baseUri=http://evil",
        "v3/a?${header.v}=1, baseUri",
        "${header.v}, wechatpay:v3/a?baseUri=http://evil"
    })
    void refusesOptionsThatAreNotInTheText(String template, String value) {
        String prefix = template.startsWith("$") ? "" : "wechatpay:";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(prefix + template, value))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("evil"));
    }

    /** Without a question mark it is text of the path, which the path then refuses. */
    @ParameterizedTest
    @ValueSource(strings = {"1&baseUri=evil", "1#x", "..", "a b", "门"})
    void leavesTheRestToThePath(String value) {
        DynamicUri uri = parse("wechatpay:v3/a/" + VALUE + "?method=GET", value);

        assertThat(uri.staticUri()).endsWith("?method=GET");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PathTemplate.parse(uri.operation().operation()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/refund", "../b", "/", "1&baseUri=http://evil"})
    void refusesASlashThatWouldAddressAnotherOperation(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("wechatpay:v3/a/" + VALUE + "?method=POST", value))
                .withMessageContaining("would address another operation")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(value.length() > 1 ? value : "evil"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"outTradeNo._out_trade_no_.close", "id.x", "x/refund", "{x}"})
    void refusesADotThatWouldAddressAnotherOperationInChainNotation(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("wechatpay:v3.pay.transactions." + VALUE + "?method=POST", value))
                .withMessageContaining("would address another operation")
                .withMessageNotContaining(value);
    }

    @Test
    void takesASegmentInChainNotation() {
        assertThat(parse("wechatpay:v3.pay.transactions." + VALUE, "native")
                        .operation()
                        .operation())
                .isEqualTo("v3.pay.transactions.native");
    }

    @Test
    void takesAnOperationThatIsAValueAsAWhole() {
        assertThat(parse("wechatpay:" + VALUE + "?method=GET", "v3/a/b")
                        .operation()
                        .operation())
                .isEqualTo("v3/a/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%26baseUri=x", "100%", "%"})
    void refusesAPercentSign(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("wechatpay:v3/a?query.q=" + VALUE, value))
                .withMessageContaining("option query.q")
                .withMessageContaining("RAW(value)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("wechatpay:v3/a/" + VALUE, value))
                .withMessageContaining("{name:encoded}");
    }

    /** What Camel itself reads from the URI of the endpoint. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "cn",
                "a+b",
                "a%26baseUri=http://evil",
                "#bean",
                "RAW(a)",
                "RAW(a",
                "RAW{a",
                "xRAW(a",
                "RAW(a)b",
                "(",
                "a=b"
            })
    void leavesCamelTheOptionsOfTheText(String value) throws Exception {
        String template = "wechatpay:v3/a?merchant=" + VALUE + "&method=GET&region=" + VALUE + ")}";
        DynamicUri uri;
        try {
            uri = parse(template, value);
        } catch (IllegalArgumentException e) {
            return;
        }

        String query = uri.staticUri().substring(uri.staticUri().indexOf('?') + 1);
        assertThat(URISupport.parseQuery(query, true)).containsOnlyKeys("merchant", "method", "region");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${header.a?.b}",
                "${bean:foo?method=bar}",
                "$simple{header.a}",
                "${body[${header.a}]}",
                "${header.a}&query.r=${header.a}"
            })
    void ignoresWhatStandsInExpressions(String expression) {
        String values = expression.contains("&") ? "1&query.r=1" : "1";

        assertThat(DynamicUri.parse("wechatpay:v3/a?query.q=" + values, "wechatpay:v3/a?query.q=" + expression)
                        .operation()
                        .query())
                .containsEntry("q", "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wechatpay:v3/a?b",
                "wechatpay:v3/a?=b",
                "wechatpay:v3/a?b=c&&d=e",
                "wechatpay:notify?x",
                "http:v3/a"
            })
    void refusesBrokenUris(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> DynamicUri.parse(uri, uri));
    }

    private static DynamicUri parse(String template, String value) {
        return DynamicUri.parse(template.replace(VALUE, value == null ? "" : value), template);
    }
}
