package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelwechatpay.MerchantProfile;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.NotifyClient;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import io.github.camelwechatpay.sandbox.Delivery;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.SignedNotification;
import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many merchants on one address: the path names the profile. */
class ConsumerMerchantTest extends NotifyTestSupport {

    private static final String MANY = "wechatpay:notify/{merchant}";

    private static WechatpaySandbox other;

    @BeforeAll
    static void startOther() {
        other = WechatpaySandbox.start();
    }

    @AfterAll
    static void stopOther() {
        other.close();
    }

    private static MerchantProfile profile(WechatpaySandbox of) {
        MerchantProfile profile = new MerchantProfile();
        profile.setMchid(of.mchid());
        profile.setMerchantSerialNumber(of.merchantSerialNumber());
        profile.setPrivateKey(of.privateKey());
        profile.setSecretKey(of.secretKey());
        profile.setPublicKeyId(of.publicKeyId());
        profile.setPublicKey(of.publicKeyPem());
        profile.setPlatformCertificates(of.platformCertificatePem());
        return profile;
    }

    @BeforeEach
    void bindProfiles() {
        context.getRegistry().bind("shop-a", profile(sandbox));
        context.getRegistry().bind("shop-b", profile(other));
        context.getRegistry().bind("no-profile", "a bean of another kind");
    }

    private Delivery deliver(WechatpaySandbox from, String profile, Map<String, ?> resource) {
        return from.notify(
                "http://127.0.0.1:" + port() + "/notify/" + profile,
                SandboxNotification.of("REFUND.SUCCESS", resource));
    }

    @Test
    void opensTheNotificationsOfEachMerchantWithItsOwnKeys() throws Exception {
        startConsuming(MANY);

        assertThat(deliver(sandbox, "shop-a", Map.of("mchid", sandbox.mchid())).status())
                .isEqualTo(200);
        assertThat(deliver(other, "shop-b", Map.of("mchid", other.mchid())).status())
                .isEqualTo(200);

        assertThat(notified().getExchanges())
                .extracting(exchange -> exchange.getMessage().getHeader(WechatpayConstants.MERCHANT) + " "
                        + exchange.getMessage().getHeader(WechatpayConstants.MCHID))
                .containsExactly("shop-a " + sandbox.mchid(), "shop-b " + other.mchid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop-b", "shop-c", "no-profile", "shop%2da", "%73hop-a", "a%2Fshop-a", "shop-a%00"})
    void refusesWhatAnotherNameIsGivenFor(String profile) throws Exception {
        startConsuming(MANY);

        assertThat(deliver(sandbox, profile, Map.of("mchid", sandbox.mchid())).status())
                .isEqualTo(401);
        assertThat(notified().getExchanges()).isEmpty();
    }

    @Test
    void believesThePathAndNoHeaderOrQuery() throws Exception {
        startConsuming(MANY);
        SignedNotification notification =
                other.signedNotification(SandboxNotification.of("REFUND.SUCCESS", Map.of("mchid", other.mchid())));
        Map<String, String> headers = NotifyClient.with(
                NotifyClient.with(notification.headers(), "merchant", "shop-b"), "CamelWechatpayMerchant", "shop-b");

        assertThat(client().post("/notify/shop-a?merchant=shop-b", headers, notification.body())
                        .status())
                .isEqualTo(401);
        assertThat(client().post("/notify/shop-b?merchant=shop-a", headers, notification.body())
                        .status())
                .isEqualTo(200);
        assertThat(received().getHeader(WechatpayConstants.MERCHANT)).isEqualTo("shop-b");
    }

    @ParameterizedTest
    @CsvSource({"mchid,1900000999", "sp_mchid,1900000999"})
    void refusesContentAboutAnotherMerchant(String member, String number) throws Exception {
        startConsuming(MANY);

        assertThat(deliver(sandbox, "shop-a", Map.of(member, number)).status()).isEqualTo(401);
        assertThat(notified().getExchanges()).isEmpty();
    }

    @Test
    void takesTheProvidersNumberBeforeThatOfASubMerchant() throws Exception {
        startConsuming(MANY);

        assertThat(deliver(
                                sandbox,
                                "shop-a",
                                Map.of("sp_mchid", sandbox.mchid(), "mchid", "1900000999", "sub_mchid", "1900000888"))
                        .status())
                .isEqualTo(200);
        assertThat(deliver(sandbox, "shop-a", Map.of("refund_id", "1")).status())
                .isEqualTo(200);
    }

    @Test
    void takesAProfileThatWasReplacedFromTheNextNotificationOn() throws Exception {
        startConsuming(MANY);
        Map<String, ?> refund = Map.of("mchid", other.mchid());
        assertThat(deliver(other, "shop-a", refund).status()).isEqualTo(401);

        context.getRegistry().bind("shop-a", profile(other));

        assertThat(deliver(other, "shop-a", refund).status()).isEqualTo(200);
        assertThat(deliver(sandbox, "shop-a", Map.of("mchid", sandbox.mchid())).status())
                .isEqualTo(401);
    }

    @Test
    void answersAnErrorForAProfileThatIsNotComplete() throws Exception {
        MerchantProfile incomplete = profile(sandbox);
        incomplete.setSecretKey(null);
        context.getRegistry().bind("shop-a", incomplete);
        startConsuming(MANY);

        assertThat(deliver(sandbox, "shop-a", Map.of("mchid", sandbox.mchid())).status())
                .isEqualTo(500);
    }

    @Test
    void opensTheNotificationsOfAFixedPathWithTheProfileOfItsUri() throws Exception {
        startConsuming(CONSUMER + "?merchant=shop-b");
        SandboxNotification notification = SandboxNotification.of("REFUND.SUCCESS", Map.of("mchid", other.mchid()));

        assertThat(other.notify(url(), notification).status()).isEqualTo(200);
        assertThat(sandbox.notify(url(), notification).status()).isEqualTo(401);
        assertThat(received().getHeader(WechatpayConstants.MERCHANT)).isEqualTo("shop-b");

        context.getRegistry().bind("shop-b", profile(sandbox));
        assertThat(other.notify(url(), notification).status()).isEqualTo(401);
    }

    @Test
    void takesThePathBeforeTheProfileOfTheComponent() throws Exception {
        component.getConfiguration().setMerchant("shop-a");
        startConsuming(MANY);

        assertThat(deliver(other, "shop-b", Map.of("mchid", other.mchid())).status())
                .isEqualTo(200);
    }

    @Test
    void opensNotificationsWithTheProfileOfTheComponent() throws Exception {
        component.getConfiguration().setMerchant("shop-b");
        startConsuming(CONSUMER);

        assertThat(other.notify(url(), SandboxNotification.of("REFUND.SUCCESS", Map.of("mchid", other.mchid())))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void doesNotStartForAProfileThatIsNotThere() {
        assertThatThrownBy(() -> startConsuming(CONSUMER + "?merchant=shop-c"))
                .hasStackTraceContaining("There is no merchant profile of the name in option merchant");
    }

    @Test
    void answersAnErrorWhenTheProfileOfItsUriIsGone() throws Exception {
        startConsuming(CONSUMER + "?merchant=shop-b");
        context.getRegistry().unbind("shop-b");

        assertThat(other.notify(url(), SandboxNotification.of("REFUND.SUCCESS", Map.of("mchid", other.mchid())))
                        .status())
                .isEqualTo(500);
    }

    @Test
    void callsForTheMerchantThatWasNotified() throws Exception {
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                from(MANY)
                        .to("wechatpay:v3/certificates?baseUri=" + other.baseUri())
                        .to("mock:notified");
            }
        });

        assertThat(deliver(other, "shop-b", Map.of("mchid", other.mchid())).status())
                .isEqualTo(200);
        assertThat(other.requests())
                .last()
                .satisfies(r -> assertThat(r.verdict()).isEqualTo("OK"));
    }

    private Message received() {
        assertThat(notified().getExchanges()).hasSize(1);
        return notified().getExchanges().get(0).getMessage();
    }
}
