package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.RawGatewayKeys;
import io.github.camelwechatpay.fixture.RawGatewayRequest;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where an operation goes: which part of an address is sent and which is signed. */
class WireAddressTest extends RawGatewayTestSupport {

    @Test
    void signsThePathOfBaseUri() throws Exception {
        configuration.setBaseUri(gateway.baseUri() + "/hk");
        startCalling("wechatpay:v3/certificates");

        succeed(e -> {});

        assertThat(gateway.lastRequest().target()).isEqualTo("/hk/v3/certificates");
        assertSigned("/hk/v3/certificates");
    }

    @Test
    void keepsTheDocumentedPrefixWhereBaseUriHasNoPath() throws Exception {
        startCalling("wechatpay:v3/certificates?region=hk");

        succeed(e -> {});

        assertThat(gateway.lastRequest().target()).isEqualTo("/hk/v3/certificates");
        assertSigned("/hk/v3/certificates");
    }

    @Test
    void sendsGatewayPathWithoutSigningIt() throws Exception {
        configuration.setGatewayPath("/out/wechat");
        startCalling("wechatpay:v3/certificates?query.algorithm_type=RSA");

        succeed(e -> {});

        assertThat(gateway.lastRequest().target()).isEqualTo("/out/wechat/v3/certificates?algorithm_type=RSA");
        assertSigned("/v3/certificates?algorithm_type=RSA");
    }

    @Test
    void sendsGatewayPathBeforeThePathOfBaseUri() throws Exception {
        configuration.setGatewayPath("/out");
        configuration.setBaseUri(gateway.baseUri() + "/hk/");
        startCalling("wechatpay:v3/global/papay/contracts/app-pre-entrust-sign");

        succeed(e -> e.getMessage().setBody(Map.of("plan_id", 12)));

        assertThat(gateway.lastRequest().line())
                .isEqualTo("POST /out/hk/v3/global/papay/contracts/app-pre-entrust-sign HTTP/1.1");
        assertSigned("/hk/v3/global/papay/contracts/app-pre-entrust-sign");
    }

    @ParameterizedTest
    @CsvSource({
        "wechatpay:v3/certificates,                          GET /v3/certificates",
        "wechatpay:/v3/certificates,                         GET /v3/certificates",
        "wechatpay://v3/certificates,                        GET /v3/certificates",
        "wechatpay:v3.certificates,                          GET /v3/certificates",
        "wechatpay:v3.global.certificates,                   GET /v3/global/certificates",
        "wechatpay:v3.payscore.partner.permissions,          POST /v3/payscore/partner/permissions",
        "wechatpay:v3.marketing.membercardOpen.cards._card_id_.permissionTokens,"
                + "      POST /v3/marketing/membercard-open/cards/pb%2F1/permission-tokens",
        "wechatpay:v3.marketing.membercardOpen.cards.$card_id$.permissionTokens,"
                + "      POST /v3/marketing/membercard-open/cards/pb%2F1/permission-tokens",
        "wechatpay:v3/marketing/membercard-open/cards/pb1/permission-tokens,"
                + "          POST /v3/marketing/membercard-open/cards/pb1/permission-tokens",
        "wechatpay:v3/applyment4sub/applyment/?method=POST,  POST /v3/applyment4sub/applyment/",
        "wechatpay:v3/applyment4sub/applyment?method=post,   POST /v3/applyment4sub/applyment",
        "wechatpay:v3/unknown/{card_id}?method=DELETE,       DELETE /v3/unknown/pb%2F1",
        "wechatpay:v3/unknown/a:b?method=GET,                GET /v3/unknown/a:b"
    })
    void readsTheOperationOfAUri(String uri, String methodAndTarget) throws Exception {
        startCalling(uri);

        succeed(e -> {
            e.getMessage().setBody(BODY);
            e.getMessage().setHeader("card_id", "pb/1");
        });

        assertThat(gateway.lastRequest().line()).isEqualTo(methodAndTarget + " HTTP/1.1");
        assertSigned(gateway.lastRequest().target());
    }

    @Test
    void sendsTheSameTargetThroughAProxy() throws Exception {
        configuration.setProxyHost("127.0.0.1");
        configuration.setProxyPort(gateway.port());
        configuration.setBaseUri("http://wechat.example:8080");
        startCalling(TOKENS + "?query.a=RAW(+ ~)&query.b=");

        succeed(e -> {
            e.getMessage().setBody(BODY);
            e.getMessage().setHeader("card_id", "a%2F{b} ~/门");
        });

        String target =
                "/v3/marketing/membercard-open/cards/a%252F%7Bb%7D%20~%2F%E9%97%A8/permission-tokens" + "?a=%2B%20~&b=";
        assertThat(gateway.lastRequest().target()).isEqualTo("http://wechat.example:8080" + target);
        assertThat(gateway.lastRequest().header("Host")).isEqualTo("wechat.example:8080");
        assertSigned(target);
    }

    @Test
    void callsAfterEachOtherShareAConnection() throws Exception {
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call")
                        .to("wechatpay:v3/certificates")
                        .to(PERMISSIONS)
                        .to(PREOPEN);
            }
        });

        succeed(e -> {});

        assertThat(gateway.requests()).hasSize(3);
        assertThat(gateway.connections()).isEqualTo(1);
    }

    @Test
    void theRegionHeaderChoosesThePrefixWhereTheUriDoesNotFixIt() throws Exception {
        startCalling("wechatpay:v3/certificates");

        succeed(e -> e.getMessage().setHeader(WechatpayConstants.REGION, "HK"));
        assertThat(gateway.lastRequest().target()).isEqualTo("/hk/v3/certificates");
        succeed(e -> {});
        assertThat(gateway.lastRequest().target()).isEqualTo("/v3/certificates");
    }

    @Test
    void theRegionHeaderDoesNotChangeTheRegionOfTheUri() throws Exception {
        startCalling("wechatpay:v3/certificates?region=cn");

        succeed(e -> e.getMessage().setHeader(WechatpayConstants.REGION, "hk"));

        assertThat(gateway.lastRequest().target()).isEqualTo("/v3/certificates");
    }

    @Test
    void theMethodHeaderDoesNotChangeAStaticUri() throws Exception {
        startCalling("wechatpay:v3/unknown?method=PATCH");

        succeed(e -> e.getMessage().setHeader(WechatpayConstants.METHOD, "DELETE"));

        assertThat(gateway.lastRequest().method()).isEqualTo("PATCH");
    }

    @Test
    void refusesAnUnknownPathWithoutAMethod() {
        assertThatThrownBy(() -> startCalling("wechatpay:v3/payscore/partner/permission"))
                .rootCause()
                .hasMessageContaining("v3/payscore/partner/permissions")
                .hasMessageContaining("method");
    }

    @Test
    void refusesAnUnknownPathWithoutAnAddress() {
        configuration.setBaseUri(null);

        assertThatThrownBy(() -> startCalling("wechatpay:v3/unknown?method=GET"))
                .rootCause()
                .hasMessageContaining("region")
                .hasMessageContaining("baseUri");
    }

    @Test
    void refusesAChainThatIsNotDocumented() {
        assertThatThrownBy(() -> startCalling("wechatpay:v3.payscore.partner.permission"))
                .rootCause()
                .hasMessageContaining("v3/payscore/partner/permissions");
    }

    private void assertSigned(String target) throws Exception {
        RawGatewayRequest request = gateway.lastRequest();
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(RawGatewayKeys.MERCHANT.getPublic());
        verifier.update((request.method()
                        + '\n'
                        + target
                        + '\n'
                        + request.authorization("timestamp")
                        + '\n'
                        + request.authorization("nonce_str")
                        + '\n')
                .getBytes(StandardCharsets.UTF_8));
        verifier.update(request.body());
        verifier.update((byte) '\n');
        assertThat(verifier.verify(Base64.getDecoder().decode(request.authorization("signature"))))
                .isTrue();
    }
}
