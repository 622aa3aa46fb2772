package io.github.camelwechatpay.invoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.MerchantProfile;
import io.github.camelwechatpay.TestComponent;
import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.RawGatewayKeys;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import io.github.camelwechatpay.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameters that clients are called with: exact texts, exact values, and nothing else is signed. */
class ProducerInvokeTest extends RawGatewayTestSupport {

    private static final String APPID = "wx2421b1c4370ec43b";
    private static final String PREPAY_ID = "wx201410272009395522657a690389285100";
    private static final String TIMESTAMP = "1554208460";
    private static final String NONCE = RawGatewayKeys.NONCE;
    private static final String API_KEY = "192006250b4c09247ec02edce69f6a2d";

    @BeforeEach
    void fixNonce() {
        TestComponent.setNonces(component, () -> NONCE);
    }

    @AfterEach
    void nothingWasSent() {
        assertThat(gateway.connections()).isZero();
    }

    private JsonObject invoke(String client, Object body) throws Exception {
        startCalling("wechatpay:invoke/" + client);
        return succeed(e -> e.getMessage().setBody(body)).getMessage().getBody(JsonObject.class);
    }

    private static boolean isSigned(Object signature, String text) throws Exception {
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(RawGatewayKeys.MERCHANT.getPublic());
        verifier.update(text.getBytes(StandardCharsets.UTF_8));
        return verifier.verify(Base64.getDecoder().decode((String) signature));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void jsapiTakesTheAnswerOfThePrepayCall() throws Exception {
        JsonObject parameters = invoke("jsapi?appid=" + APPID, new JsonObject(Map.of("prepay_id", PREPAY_ID)));

        assertThat(parameters)
                .containsExactly(
                        Map.entry("appId", APPID),
                        Map.entry("timeStamp", TIMESTAMP),
                        Map.entry("nonceStr", NONCE),
                        Map.entry("package", "prepay_id=" + PREPAY_ID),
                        Map.entry("signType", "RSA"),
                        Map.entry("paySign", parameters.get("paySign")));
        String signed = APPID + "\n" + TIMESTAMP + "\n" + NONCE + "\nprepay_id=" + PREPAY_ID + "\n";
        assertThat(signed).hasSize(110);
        assertThat(sha256(signed)).isEqualTo("bf5c0eab11b7710ea376aaa5038ad079fb8175af60d6cbf676fa3bcc4d218bcb");
        assertThat(isSigned(parameters.get("paySign"), signed)).isTrue();
    }

    @Test
    void aMiniProgramKnowsItsAppid() throws Exception {
        JsonObject parameters = invoke("mini-program", Map.of("appid", APPID, "prepay_id", PREPAY_ID));

        assertThat(parameters.keySet()).containsExactly("timeStamp", "nonceStr", "package", "signType", "paySign");
        assertThat(isSigned(
                        parameters.get("paySign"),
                        APPID + "\n" + TIMESTAMP + "\n" + NONCE + "\nprepay_id=" + PREPAY_ID + "\n"))
                .isTrue();
    }

    @Test
    void anAppSignsTheBarePrepayId() throws Exception {
        JsonObject parameters = invoke("app?appid=wxOther", Map.of("appid", APPID, "prepay_id", PREPAY_ID));

        assertThat(parameters)
                .containsExactly(
                        Map.entry("appId", APPID),
                        Map.entry("partnerId", RawGatewayKeys.MCHID),
                        Map.entry("prepayId", PREPAY_ID),
                        Map.entry("package", "Sign=WXPay"),
                        Map.entry("nonceStr", NONCE),
                        Map.entry("timeStamp", TIMESTAMP),
                        Map.entry("sign", parameters.get("sign")));
        String signed = APPID + "\n" + TIMESTAMP + "\n" + NONCE + "\n" + PREPAY_ID + "\n";
        assertThat(signed).hasSize(100);
        assertThat(sha256(signed)).isEqualTo("24bea8d9042023a0a50bdf8580f0e52570033d68244bd66ec63df7cc25a9073c");
        assertThat(isSigned(parameters.get("sign"), signed)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsapi", "mini-program"})
    void takesThePackageForThePrepayId(String client) throws Exception {
        JsonObject parameters = invoke(client + "?appid=" + APPID, Map.of("prepay_id", "prepay_id=" + PREPAY_ID));

        assertThat(parameters).containsEntry("package", "prepay_id=" + PREPAY_ID);
        assertThat(isSigned(
                        parameters.get("paySign"),
                        APPID + "\n" + TIMESTAMP + "\n" + NONCE + "\nprepay_id=" + PREPAY_ID + "\n"))
                .isTrue();
    }

    @Test
    void anAppGetsTheBarePrepayIdOfAPackage() throws Exception {
        JsonObject parameters = invoke("app?appid=" + APPID, Map.of("prepay_id", "prepay_id=" + PREPAY_ID));

        assertThat(parameters).containsEntry("prepayId", PREPAY_ID);
        assertThat(isSigned(parameters.get("sign"), APPID + "\n" + TIMESTAMP + "\n" + NONCE + "\n" + PREPAY_ID + "\n"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prepay_id=prepay_id=" + PREPAY_ID,
                "prepay_id=",
                "PREPAY_ID=" + PREPAY_ID,
                "prepayid=" + PREPAY_ID,
                "package=prepay_id=" + PREPAY_ID,
                " " + PREPAY_ID,
                PREPAY_ID + " ",
                "prepay_id= " + PREPAY_ID,
                "prepay_id =" + PREPAY_ID,
                "prepay_id=" + PREPAY_ID + "&subsidy_period_type=PERIOD&selected_installment_number=6",
                "Sign=WXPay"
            })
    void signsNothingElseThanAPrepayId(String value) throws Exception {
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:call").toD("direct:${header.client}");
                List.of("jsapi", "mini-program", "app")
                        .forEach(client -> from("direct:" + client)
                                .errorHandler(noErrorHandler())
                                .to("wechatpay:invoke/" + client + "?appid=" + APPID));
            }
        });

        for (String client : List.of("jsapi", "mini-program", "app")) {
            Exchange exchange = call(e -> {
                e.getMessage().setHeader("client", client);
                e.getMessage().setBody(Map.of("prepay_id", value));
            });

            assertThat(exchange.getException(WechatpayCallException.class))
                    .hasMessageContaining("The value of prepay_id is none")
                    .satisfies(e -> assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_SENT));
        }
    }

    @Test
    void anInstalmentIsSignedForJsapi() throws Exception {
        JsonObject parameters = invoke(
                "jsapi?appid=" + APPID,
                Map.of("prepay_id", PREPAY_ID, "subsidy_period_type", "PERIOD", "selected_installment_number", 6));

        String packet = "prepay_id=" + PREPAY_ID + "&subsidy_period_type=PERIOD&selected_installment_number=6";
        assertThat(parameters).containsEntry("package", packet);
        assertThat(isSigned(parameters.get("paySign"), APPID + "\n" + TIMESTAMP + "\n" + NONCE + "\n" + packet + "\n"))
                .isTrue();
    }

    @Test
    void anInstalmentIsNotSignedForAnApp() throws Exception {
        JsonObject parameters = invoke(
                "app?appid=" + APPID,
                Map.of("prepay_id", PREPAY_ID, "subsidy_period_type", "PERIOD", "selected_installment_number", "12"));

        assertThat(parameters)
                .containsEntry("package", "Sign=WXPay&subsidy_period_type=PERIOD&selected_installment_number=12");
        assertThat(isSigned(parameters.get("sign"), APPID + "\n" + TIMESTAMP + "\n" + NONCE + "\n" + PREPAY_ID + "\n"))
                .isTrue();
    }

    @Test
    void h5ComesBackToAnAddress() throws Exception {
        String url = "https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx20161110&package=1037687096";
        configuration.setPrivateKey(null);

        assertThat(invoke("h5", Map.of("h5_url", url, "redirect_url", "https://shop.example/订单?a=1&b=2+3")))
                .isEqualTo(Map.of(
                        "h5_url",
                        url + "&redirect_url=https%3A%2F%2Fshop.example%2F%E8%AE%A2%E5%8D%95%3Fa%3D1%26b%3D2%2B3"));
        assertThat(succeed(e -> e.getMessage().setBody(Map.of("h5_url", url)))
                        .getMessage()
                        .getBody(Map.class))
                .isEqualTo(Map.of("h5_url", url));
    }

    @Test
    void aPageOfPayScoreIsSignedWithTheKeyOfApiV2() throws Exception {
        configuration.setApiKey(API_KEY);

        JsonObject parameters =
                invoke("payscore-confirm", Map.of("package", "DJIOSQPYWDxsjdldeuwhdodwxasd_dDiodnwjh9we"));

        String text = "mch_id=1900000109&nonce_str=" + NONCE
                + "&package=DJIOSQPYWDxsjdldeuwhdodwxasd_dDiodnwjh9we&sign_type=HMAC-SHA256&timestamp=" + TIMESTAMP;
        assertThat(parameters)
                .containsOnly(
                        Map.entry("mch_id", "1900000109"),
                        Map.entry("package", "DJIOSQPYWDxsjdldeuwhdodwxasd_dDiodnwjh9we"),
                        Map.entry("timestamp", TIMESTAMP),
                        Map.entry("nonce_str", NONCE),
                        Map.entry("sign_type", "HMAC-SHA256"),
                        Map.entry("sign", hmac(text)));
    }

    @Test
    void aPageOfAnOrderOfPayScoreNamesTheOrder() throws Exception {
        configuration.setApiKey(API_KEY);

        JsonObject parameters =
                invoke("payscore-detail", Map.of("service_id", "500001", "out_order_no", "1234323JKHDFE1243252"));

        assertThat(parameters)
                .containsEntry(
                        "sign",
                        hmac("mch_id=1900000109&nonce_str=" + NONCE
                                + "&out_order_no=1234323JKHDFE1243252&service_id=500001&sign_type=HMAC-SHA256&timestamp="
                                + TIMESTAMP))
                .hasSize(7);
    }

    private static String hmac(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(API_KEY.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        return HexFormat.of()
                .withUpperCase()
                .formatHex(mac.doFinal((text + "&key=" + API_KEY).getBytes(StandardCharsets.US_ASCII)));
    }

    static Stream<Arguments> hostile() {
        Map<String, Object> noOrder = new LinkedHashMap<>();
        noOrder.put("prepay_id", null);
        String jsapi = "jsapi?appid=" + APPID;
        return Stream.of(
                arguments(
                        "jsapi", Map.of("prepay_id", PREPAY_ID), "No appid of the client: set option appid, or entry"),
                arguments(jsapi, null, "Entry prepay_id of the body is missing"),
                arguments(jsapi, noOrder, "Entry prepay_id of the body is missing"),
                arguments(jsapi, PREPAY_ID, "not valid JSON"),
                arguments(jsapi, "[]", "The body is no JSON object"),
                arguments(jsapi, Map.of("prepay_id", List.of(PREPAY_ID)), "The value of prepay_id is none"),
                arguments(jsapi, Map.of("prepay_id", PREPAY_ID + "\n"), "The value of prepay_id is none"),
                arguments(jsapi, Map.of("prepay_id", "a\nb"), "The value of prepay_id is none"),
                arguments(jsapi, Map.of("prepay_id", "a b"), "The value of prepay_id is none"),
                arguments(jsapi, Map.of("prepay_id", "a&b=c"), "The value of prepay_id is none"),
                arguments(jsapi, Map.of("prepay_id", "/v3/x"), "The value of prepay_id is none"),
                arguments(jsapi, Map.of("prepay_id", ""), "The value of prepay_id is none"),
                arguments(jsapi, Map.of("prepay_id", "订单"), "The value of prepay_id is none"),
                arguments(jsapi, Map.of("prepay_id", "a".repeat(129)), "The value of prepay_id is none"),
                arguments(jsapi, Map.of("prepay_id", PREPAY_ID, "appid", "GET\n/v3/x"), "The value of appid is none"),
                arguments(jsapi, Map.of("prepay_id", PREPAY_ID, "appid", "wx\r"), "The value of appid is none"),
                arguments("jsapi?appid=wx/1", Map.of("prepay_id", PREPAY_ID), "The value of appid is none"),
                arguments(
                        jsapi,
                        Map.of("prepay_id", PREPAY_ID, "subsidy_period_type", "PERIOD"),
                        "subsidy_period_type and selected_installment_number of the body belong together"),
                arguments(
                        jsapi,
                        Map.of("prepay_id", PREPAY_ID, "subsidy_period_type", "A\nB", "selected_installment_number", 3),
                        "The value of subsidy_period_type is none"),
                arguments("h5", Map.of("h5_url", "http://wx.tenpay.com/"), "The value of h5_url is none"),
                arguments("h5", Map.of("h5_url", "https://wx.tenpay.com/#a"), "The value of h5_url is none"),
                arguments(
                        "h5",
                        Map.of("h5_url", "https://wx.tenpay.com/", "redirect_url", "javascript:alert(1)"),
                        "The value of redirect_url is none"),
                arguments("payscore-confirm", Map.of("package", "a"), "No APIv2 key: set option apiKey"),
                arguments("payscore-confirm", Map.of("package", "a&mch_id=1"), "The value of package is none"),
                arguments(
                        "payscore-detail",
                        Map.of("service_id", "1", "out_order_no", "1&key=2"),
                        "The value of out_order_no is none"));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("hostile")
    void signsNothingElse(String client, Object body, String message) throws Exception {
        startCalling("wechatpay:invoke/" + client);

        WechatpayCallException failure = fail(body);

        assertThat(failure)
                .hasMessageStartingWith(
                        "WeChat Pay call not sent: wechatpay:invoke/" + client.replaceFirst("[?].*", "") + ": ")
                .hasMessageContaining(message);
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.isRetryable()).isFalse();
    }

    @Test
    void aClientThatIsNoneIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> startCalling("wechatpay:invoke/native"))
                .rootCause()
                .hasMessage("No client is invoked as native: there are app, h5, jsapi, mini-program, payscore-confirm,"
                        + " payscore-detail. The code_url of a native order needs nothing more: show it as a QR code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"invoke/", "invoke/a/b", "invoke/JSAPI", "invoke"})
    void aNameThatIsNoneIsRefused(String name) {
        assertThatThrownBy(() -> startCalling("wechatpay:" + name)).rootCause().hasMessageContaining("is neither");
    }

    @Test
    void aDynamicUriInvokesNothing() throws Exception {
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:call").toD("wechatpay:${header.operation}");
            }
        });

        for (String name : List.of("invoke/jsapi", "/invoke/jsapi", "//invoke/jsapi")) {
            Exchange exchange = call(e -> e.getMessage().setHeader("operation", name));

            assertThat(exchange.getException())
                    .as(name)
                    .hasMessageContaining("A client is not invoked by a dynamic wechatpay: URI");
        }
    }

    @Test
    void whoCannotSignDoesNotStart() {
        configuration.setPrivateKey(null);

        assertThatThrownBy(() -> startCalling("wechatpay:invoke/jsapi"))
                .rootCause()
                .hasMessageContaining("No merchant to sign for: set options mchid, privateKey");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "192006250b4c09247ec02edce69f6a2d\n", "192006250b4c09247ec02edce69f6a2&"})
    void aKeyThatIsNoneIsRefused(String key) {
        configuration.setApiKey(key);

        assertThatThrownBy(() -> startCalling("wechatpay:invoke/payscore-confirm"))
                .rootCause()
                .hasMessage("Option apiKey is no APIv2 key: 32 letters and digits are expected");
    }

    @Test
    void theMerchantOfAHeaderSignsWithItsOwnKeys() throws Exception {
        configuration.setApiKey(API_KEY);
        MerchantProfile other = new MerchantProfile();
        other.setMchid("1900000200");
        other.setMerchantSerialNumber("ABCDEF");
        other.setPrivateKey(RawGatewayKeys.WECHAT.getPrivate());
        other.setPublicKeyId(RawGatewayKeys.PUBLIC_KEY_ID);
        other.setPublicKey(RawGatewayKeys.MERCHANT.getPublic());
        context.getRegistry().bind("other", other);
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:call").to("wechatpay:invoke/app?appid=" + APPID);
                from("direct:score").to("wechatpay:invoke/payscore-confirm");
            }
        });

        Exchange app = succeed(e -> {
            e.getMessage().setBody(Map.of("prepay_id", PREPAY_ID));
            e.getMessage().setHeader(WechatpayConstants.MERCHANT, "other");
        });
        Exchange score = template.request("direct:score", e -> {
            e.getMessage().setBody(Map.of("package", "a"));
            e.getMessage().setHeader(WechatpayConstants.MERCHANT, "other");
        });

        assertThat(app.getMessage().getBody(Map.class).get("partnerId")).isEqualTo("1900000200");
        assertThat(isSigned(
                        app.getMessage().getBody(Map.class).get("sign"),
                        APPID + "\n" + TIMESTAMP + "\n" + NONCE + "\n" + PREPAY_ID + "\n"))
                .isFalse();
        assertThat(score.getException()).hasMessageContaining("No APIv2 key: set option apiKey");
    }

    @Test
    void theResultIsAlsoText() throws Exception {
        startCalling("wechatpay:invoke/h5?responseType=text");

        assertThat(succeed(e -> e.getMessage().setBody("{\"h5_url\":\"https://wx.tenpay.com/a\"}"))
                        .getMessage()
                        .getBody())
                .isEqualTo("{\"h5_url\":\"https://wx.tenpay.com/a\"}");
    }

    @Test
    void theKeyIsNotInTexts() {
        assertThat(context.getEndpoint("wechatpay:invoke/payscore-confirm?apiKey=" + API_KEY)
                        .toString())
                .doesNotContain(API_KEY);
    }
}
