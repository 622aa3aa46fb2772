package io.github.camelwechatpay.uri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.WechatpayEndpoint;
import io.github.camelwechatpay.fixture.RawGateway;
import io.github.camelwechatpay.fixture.RawGatewayRequest;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code toD}: one endpoint for all values, and no value that brings in an option. */
class DynamicSendTest extends RawGatewayTestSupport {

    private static final String CARD = "wechatpay:v3/marketing/membercard-open/cards/${header.card}/permission-tokens";
    private static final String TARGET = "/v3/marketing/membercard-open/cards/%s/permission-tokens";

    private RawGateway evil;

    @BeforeEach
    void createEvilGateway() throws Exception {
        evil = new RawGateway();
    }

    @AfterEach
    void closeEvilGateway() {
        evil.close();
    }

    private void startSending(String uri) throws Exception {
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:call").toD(uri);
            }
        });
    }

    private Exchange call(Map<String, ?> headers) {
        return call(e -> {
            e.getMessage().setBody(BODY);
            headers.forEach(e.getMessage()::setHeader);
        });
    }

    private long endpoints() {
        return context.getEndpoints().stream()
                .filter(endpoint -> endpoint instanceof WechatpayEndpoint)
                .count();
    }

    @Test
    void aThousandPathValuesUseOneEndpoint() throws Exception {
        startSending(CARD);

        IntStream.range(0, 1000)
                .forEach(i -> assertThat(call(Map.of("card", "card-" + i)).getException())
                        .isNull());

        assertThat(endpoints()).isEqualTo(1);
        assertThat(targets())
                .isEqualTo(IntStream.range(0, 1000)
                        .mapToObj(i -> String.format(TARGET, "card-" + i))
                        .collect(Collectors.toSet()));
    }

    @Test
    void aThousandQueryValuesUseOneEndpoint() throws Exception {
        startSending("wechatpay:v3/certificates?query.algorithm_type=${header.type}&region=cn");

        IntStream.range(0, 1000)
                .forEach(i ->
                        assertThat(call(Map.of("type", "T" + i)).getException()).isNull());

        assertThat(endpoints()).isEqualTo(1);
        assertThat(targets())
                .isEqualTo(IntStream.range(0, 1000)
                        .mapToObj(i -> "/v3/certificates?algorithm_type=T" + i)
                        .collect(Collectors.toSet()));
    }

    private Set<String> targets() {
        return gateway.requests().stream().map(RawGatewayRequest::target).collect(Collectors.toSet());
    }

    static Stream<Arguments> injections() {
        return Stream.of(
                arguments("base URI in a path value", CARD, "x?baseUri=%s"),
                arguments("base URI in a path value, path cut off", CARD, "x/permission-tokens?baseUri=%s&a="),
                arguments("base URI behind RAW", CARD, "x?baseUri=RAW(%s)"),
                arguments("encoded question mark", CARD, "x%%3FbaseUri=%s"),
                arguments("option in a path value", CARD, "x&gatewayPath=/evil"),
                arguments("fragment", CARD, "x#%s"),
                arguments("slash", CARD, "x/../../../../refund"),
                arguments("dot segment", CARD, ".."),
                arguments("percent", CARD, "a%%2Fb"),
                arguments("empty", CARD, ""),
                arguments("space", CARD, "a b"),
                arguments("Chinese", CARD, "门店"),
                arguments("placeholder", CARD, "{secret}"),
                arguments("line break", CARD, "x\r\nHost: evil"),
                arguments("another component", "${header.card}:v3/certificates", "http"),
                arguments(
                        "base URI in a query value",
                        "wechatpay:v3/certificates?query.algorithm_type=${header.card}",
                        "RSA&baseUri=%s"),
                arguments(
                        "base URI behind RAW of a query value",
                        "wechatpay:v3/certificates?query.algorithm_type=RAW(${header.card})",
                        "RSA)&baseUri=RAW(%s"),
                arguments(
                        "encoded ampersand in a query value",
                        "wechatpay:v3/certificates?query.algorithm_type=${header.card}",
                        "RSA%%26baseUri=%s"),
                arguments(
                        "name of a query parameter",
                        "wechatpay:v3/certificates?query.${header.card}=1",
                        "x=1&baseUri=%s&query.y"),
                arguments("name of an option", "wechatpay:v3/certificates?${header.card}=%s", "baseUri"),
                arguments("whole option", "wechatpay:v3/certificates?${header.card}", "baseUri=%s"),
                arguments("whole operation", "wechatpay:${header.card}", "v3/certificates?baseUri=%s"),
                arguments("consumer", "wechatpay:${header.card}", "notify/contracts"),
                arguments("no operation", "wechatpay:${header.card}", "refund"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("injections")
    void refusesAValueThatChangesMoreThanItself(String name, String uri, String value) throws Exception {
        startSending(uri.formatted(evil.baseUri()));

        Exchange exchange = call(Map.of("card", value.formatted(evil.baseUri()), "secret", "13800138000"));

        assertThat(exchange.isFailed()).isTrue();
        assertThat(evil.connections()).isZero();
        assertThat(gateway.connections()).isZero();
        assertThat(exchange.getProperties().values()).noneMatch(DynamicOperation.class::isInstance);
    }

    @Test
    void aBaseUriThatIsInTheRouteMayBeFilledIn() throws Exception {
        startSending(CARD + "?baseUri=${header.base}&gatewayPath=/p");

        assertThat(call(Map.of("card", "a", "base", evil.baseUri())).getException())
                .isNull();

        assertThat(evil.lastRequest().target()).isEqualTo("/p" + String.format(TARGET, "a"));
        assertThat(gateway.connections()).isZero();
    }

    @Test
    void aQueryValueInRawIsTakenAsItIs() throws Exception {
        startSending("wechatpay:v3/certificates?query.algorithm_type=RAW(${header.type})");

        assertThat(call(Map.of("type", "a+b c%25/门")).getException()).isNull();

        assertThat(gateway.lastRequest().target())
                .isEqualTo("/v3/certificates?algorithm_type=a%2Bb%20c%2525%2F%E9%97%A8");
    }

    @ParameterizedTest
    @CsvSource({
        "a+b,        a%2Bb",
        "a b,        a%20b",
        "a/b,        a%2Fb",
        "门店,       %E9%97%A8%E5%BA%97",
        "a=b,        a%3Db",
        "~,          ~"
    })
    void aQueryValueIsSentEncoded(String value, String encoded) throws Exception {
        startSending("wechatpay:v3/certificates?query.algorithm_type=${header.type}");

        assertThat(call(Map.of("type", value)).getException()).isNull();

        assertThat(gateway.lastRequest().target()).isEqualTo("/v3/certificates?algorithm_type=" + encoded);
    }

    @Test
    void placeholdersTakeAnyValue() throws Exception {
        startSending("wechatpay:v3/marketing/membercard-open/cards/{card_id}/${header.last}");

        assertThat(call(Map.of("card_id", "x?baseUri=" + evil.baseUri(), "last", "permission-tokens"))
                        .getException())
                .isNull();

        assertThat(gateway.lastRequest().target()).startsWith("/v3/marketing/membercard-open/cards/x%3FbaseUri%3Dhttp");
        assertThat(evil.connections()).isZero();
    }

    @Test
    void leavesNoPropertyBehind() throws Exception {
        startSending(CARD);

        assertThat(call(Map.of("card", "a")).getProperties()).doesNotContainKey(DynamicOperation.PROPERTY);
        gateway.then((request, out) -> out.close());
        Exchange failed = call(Map.of("card", "a"));
        assertThat(failed.getException()).isInstanceOf(WechatpayCallException.class);
        assertThat(failed.getProperties()).doesNotContainKey(DynamicOperation.PROPERTY);
    }

    @ParameterizedTest
    @CsvSource({
        "v3.certificates,                    GET /v3/certificates",
        "v3.global.certificates,             GET /v3/global/certificates",
        "v3/certificates,                    GET /v3/certificates",
        "/v3/certificates,                   GET /v3/certificates",
        "v3.payscore.partner.permissions,    POST /v3/payscore/partner/permissions",
        "v3/payscore/partner/permissions,    POST /v3/payscore/partner/permissions",
        "v3.marketing.membercardOpen.cards._card_id_.permissionTokens,"
                + " POST /v3/marketing/membercard-open/cards/c/permission-tokens"
    })
    void theOperationItselfMayBeAValue(String operation, String line) throws Exception {
        startSending("wechatpay:${header.operation}");

        assertThat(call(Map.of("operation", operation, "card_id", "c")).getException())
                .isNull();

        assertThat(gateway.lastRequest().line()).isEqualTo(line + " HTTP/1.1");
        assertThat(endpoints()).isEqualTo(1);
    }

    @Test
    void theMethodHeaderSaysHowToCallAnUnknownOperation() throws Exception {
        startSending("wechatpay:v3/unknown/${header.card}");

        assertThat(call(Map.of("card", "a")).getException())
                .isInstanceOf(WechatpayCallException.class)
                .hasMessageContaining("method");
        assertThat(gateway.connections()).isZero();

        assertThat(call(Map.of("card", "a", WechatpayConstants.METHOD, "put")).getException())
                .isNull();
        assertThat(gateway.lastRequest().line()).isEqualTo("PUT /v3/unknown/a HTTP/1.1");
    }

    @Test
    void theMethodHeaderNeverChangesADocumentedMethod() throws Exception {
        startSending(CARD);

        call(Map.of("card", "a", WechatpayConstants.METHOD, "DELETE"));

        assertThat(gateway.lastRequest().method()).isEqualTo("POST");
    }

    @Test
    void theMethodOfTheUriGoesBeforeTheHeader() throws Exception {
        startSending("wechatpay:v3/unknown/${header.card}?method=PATCH");

        call(Map.of("card", "a", WechatpayConstants.METHOD, "DELETE"));

        assertThat(gateway.lastRequest().method()).isEqualTo("PATCH");
    }

    @Test
    void theRegionHeaderChoosesThePrefix() throws Exception {
        startSending("wechatpay:v3/${header.last}");

        call(Map.of("last", "certificates"));
        call(Map.of("last", "certificates", WechatpayConstants.REGION, "hk"));

        assertThat(gateway.requests())
                .extracting(RawGatewayRequest::target)
                .containsExactly("/v3/certificates", "/hk/v3/certificates");
    }

    @Test
    void theRegionOfTheUriGoesBeforeTheHeader() throws Exception {
        startSending("wechatpay:v3/${header.last}?region=cn");

        call(Map.of("last", "certificates", WechatpayConstants.REGION, "hk"));

        assertThat(gateway.lastRequest().target()).isEqualTo("/v3/certificates");
    }

    @Test
    void anUnknownRegionInTheHeaderIsRefused() throws Exception {
        startSending("wechatpay:v3/${header.last}");

        assertThat(call(Map.of("last", "certificates", WechatpayConstants.REGION, "mars"))
                        .getException())
                .isInstanceOf(WechatpayCallException.class)
                .hasMessageContaining("region")
                .hasMessageContaining("mars");
        assertThat(gateway.connections()).isZero();
    }

    @Test
    void differentOptionsAreDifferentEndpoints() throws Exception {
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").toD(CARD).toD(CARD + "?responseType=text").toD(CARD + "?responseType=bytes");
            }
        });

        for (String card : List.of("a", "b", "c")) {
            assertThat(call(Map.of("card", card)).getMessage().getBody()).isInstanceOf(byte[].class);
        }

        assertThat(endpoints()).isEqualTo(3);
        assertThat(gateway.requests()).hasSize(9);
    }

    @Test
    void aStaticUriInToDWorks() throws Exception {
        startSending("wechatpay:v3/certificates");

        assertThat(call(Map.of()).getException()).isNull();

        assertThat(gateway.lastRequest().line()).isEqualTo("GET /v3/certificates HTTP/1.1");
    }
}
