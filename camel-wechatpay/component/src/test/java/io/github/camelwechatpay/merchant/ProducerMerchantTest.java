package io.github.camelwechatpay.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelwechatpay.MerchantProfile;
import io.github.camelwechatpay.TestComponent;
import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayConfiguration;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.WechatpayEndpoint;
import io.github.camelwechatpay.crypto.TestKeys;
import io.github.camelwechatpay.fixture.SandboxTestSupport;
import io.github.camelwechatpay.fixture.Shop;
import io.github.camelwechatpay.sandbox.ReceivedRequest;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which merchant makes a call: the sandbox checks each signature with that merchant's own key. */
class ProducerMerchantTest extends SandboxTestSupport {

    private static final String QUERY = "wechatpay:v3/pay/transactions/out-trade-no/shop-order-1";

    private static Shop a;
    private static Shop b;

    @BeforeAll
    static void openShops() {
        a = Shop.open(sandbox, "1900000109", TestKeys.MERCHANT);
        b = Shop.open(sandbox, "1900000110", TestKeys.PLATFORM);
    }

    @BeforeEach
    void bindProfilesAndOrder() {
        context.getRegistry().bind("shop-a", a.profile());
        context.getRegistry().bind("shop-b", b.profile());
        context.getRegistry().bind("no-profile", "a bean of another kind");
    }

    private void start(String options) throws Exception {
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:call").to(QUERY + options);
                from("direct:order").to("wechatpay:v3/pay/transactions/native?merchant=shop-a");
            }
        });
        template.requestBody(
                "direct:order",
                Map.of(
                        "mchid", a.mchid(),
                        "appid", "wxd678efh567hg6787",
                        "description", "goods",
                        "out_trade_no", "shop-order-1",
                        "notify_url", "https://example.com/notify",
                        "amount", Map.of("total", 1)));
    }

    private Exchange call(Object header) {
        return template.request("direct:call", e -> e.getMessage().setHeader(WechatpayConstants.MERCHANT, header));
    }

    /** The number in the query, which must be that of the signature. */
    private static String caller() {
        List<ReceivedRequest> requests = sandbox.requests();
        ReceivedRequest last = requests.get(requests.size() - 1);
        assertThat(last.verdict()).isEqualTo("OK");
        return last.target().replaceFirst(".*[?]mchid=", "");
    }

    @ParameterizedTest
    @CsvSource({
        ", , , component",
        ", , shop-a, shop-a",
        ", , shop-b, shop-b",
        "shop-b, , , shop-b",
        "shop-b, , shop-a, shop-a",
        ", shop-b, , shop-b",
        ", shop-b, shop-a, shop-b",
        "shop-a, shop-b, shop-a, shop-b"
    })
    void takesTheMerchantOfTheUriThenOfTheHeaderThenOfTheComponent(
            String component, String uri, String header, String expected) throws Exception {
        this.component.getConfiguration().setMerchant(component);
        start(uri == null ? "" : "?merchant=" + uri);

        Exchange answer = call(header);

        assertThat(answer.getException()).isNull();
        Map<String, String> numbers = Map.of("component", sandbox.mchid(), "shop-a", a.mchid(), "shop-b", b.mchid());
        assertThat(caller()).isEqualTo(numbers.get(expected));
        assertThat(answer.getMessage().getHeader(WechatpayConstants.MERCHANT)).isEqualTo(header);
    }

    @Test
    void takesNoHeaderWhereTheUriHasKeysOfItsOwn() throws Exception {
        start("?mchid=" + sandbox.mchid());

        assertThat(call("shop-a").getException()).isNull();

        assertThat(caller()).isEqualTo(sandbox.mchid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MERCHANT=shop-b", "mer-chant=shop-b", "configuration.merchant=shop-b"})
    void takesNoHeaderHoweverTheUriWritesItsMerchant(String option) throws Exception {
        start('?' + option);

        assertThat(call("shop-a").getException()).isNull();

        assertThat(caller()).isEqualTo(b.mchid());
    }

    @Test
    void takesNoHeaderBesideAConfigurationOfTheUri() throws Exception {
        WechatpayConfiguration other = TestComponent.copy(component.getConfiguration());
        other.setMerchant("shop-b");
        context.getRegistry().bind("other", other);
        start("?configuration=#bean:other");

        assertThat(call("shop-a").getException()).isNull();

        assertThat(caller()).isEqualTo(b.mchid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"region=hk", "REGION=hk", "configuration.region=hk"})
    void takesNoHeaderForTheRegionHoweverTheUriWritesIt(String option) {
        assertThat(TestComponent.isRegionFixed(context.getEndpoint(QUERY + '?' + option, WechatpayEndpoint.class)))
                .isTrue();
    }

    @Test
    void needsNoKeysOfTheComponent() throws Exception {
        component.setConfiguration(new WechatpayConfiguration());
        component.getConfiguration().setBaseUri(sandbox.baseUri());
        start("");

        assertThat(call("shop-b").getException()).isNull();
        assertThat(caller()).isEqualTo(b.mchid());
        assertNotSent(call(null), "set options mchid, privateKey");
    }

    @ParameterizedTest
    @CsvSource({
        "shop-c, There is no merchant profile shop-c: bind a MerchantProfile under that name",
        "no-profile, There is no merchant profile no-profile",
        "'', There is no merchant profile of the name given",
        "'shop-a ', There is no merchant profile of the name given",
        "'evil\n17', There is no merchant profile of the name given"
    })
    void sendsNothingForANameThatIsNoProfile(String name, String reason) throws Exception {
        start("");

        assertNotSent(call(name), reason);
        assertNotSent(call(List.of("shop-a")), "There is no merchant profile of the name given");
    }

    @Test
    void sendsNothingForAProfileThatIsGone() throws Exception {
        start("");
        assertThat(call("shop-a").getException()).isNull();

        context.getRegistry().unbind("shop-a");

        assertNotSent(call("shop-a"), "There is no merchant profile shop-a");
        context.getRegistry().bind("shop-a", b.profile());
        assertThat(call("shop-a").getException()).isNull();
        assertThat(caller()).isEqualTo(b.mchid());
    }

    @Test
    void takesNothingOfTheComponentForAProfileThatIsIncomplete() throws Exception {
        MerchantProfile withoutKey = a.profile();
        withoutKey.setPrivateKey(null);
        context.getRegistry().bind("without-key", withoutKey);
        MerchantProfile withoutSerial = a.profile();
        withoutSerial.setMerchantSerialNumber(null);
        context.getRegistry().bind("without-serial", withoutSerial);
        MerchantProfile withoutPublicKey = a.profile();
        withoutPublicKey.setPublicKey(null);
        context.getRegistry().bind("without-public-key", withoutPublicKey);
        start("");

        assertNotSent(call("without-key"), "merchant profile without-key: No merchant to sign for");
        assertNotSent(
                call("without-serial"), "merchant profile without-serial is incomplete or wrong: No serial number");
        assertNotSent(call("without-public-key"), "merchant profile without-public-key is incomplete or wrong");
    }

    private static void assertNotSent(Exchange answer, String reason) {
        assertThat(answer.getException()).isInstanceOfSatisfying(WechatpayCallException.class, e -> {
            assertThat(e.getOutcome()).isEqualTo(WechatpayCallException.Outcome.NOT_SENT);
            assertThat(e.isRetryable()).isFalse();
            assertThat(e.getMessage()).contains(reason).doesNotContain("evil");
        });
        // The order and what was called before
        assertThat(sandbox.requests()).allMatch(request -> request.verdict().equals("OK"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?merchant=shop-c",
                "?merchant=shop-a&mchid=1900000999",
                "?merchant=shop-a&keyAlias=x",
                "?merchant=shop-a&signatureType=sm2",
                "?merchant=shop-a&MCHID=1900000999"
            })
    void refusesToStartWithAMerchantThatIsNobodyOrTwo(String options) {
        assertThatThrownBy(() -> start(options)).hasStackTraceContaining("merchant");
    }

    @Test
    void signsWithTheSignerOfAProfile() throws Exception {
        AtomicInteger signed = new AtomicInteger();
        MerchantProfile profile = a.profile();
        profile.setPrivateKey(null);
        profile.setRequestSigner(message -> {
            signed.incrementAndGet();
            return TestKeys.sign(a.keys().getPrivate(), message);
        });
        context.getRegistry().bind("hsm", profile);
        start("?merchant=hsm");

        assertThat(call(null).getException()).isNull();

        assertThat(caller()).isEqualTo(a.mchid());
        assertThat(signed).hasValue(1);
    }

    @Test
    void knowsAllOptionsOfAProfile() throws Exception {
        assertThat(Arrays.stream(Introspector.getBeanInfo(MerchantProfile.class, Object.class)
                                .getPropertyDescriptors())
                        .map(PropertyDescriptor::getName))
                .containsExactlyInAnyOrderElementsOf(TestComponent.merchantOptions());
    }
}
