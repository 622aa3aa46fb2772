package io.github.camelwechatpay.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import io.github.camelwechatpay.MerchantProfile;
import io.github.camelwechatpay.TestComponent;
import io.github.camelwechatpay.WechatpayConfiguration;
import io.github.camelwechatpay.call.Region;
import io.github.camelwechatpay.crypto.TestKeys;
import io.github.camelwechatpay.fixture.SandboxTestSupport;
import io.github.camelwechatpay.fixture.Shop;
import io.github.camelwechatpay.sandbox.Fault;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.management.ObjectName;
import org.apache.camel.Exchange;
import org.apache.camel.util.concurrent.SizedScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are replaced while the context runs. */
class MerchantReplacementTest extends SandboxTestSupport {

    private static final String CERTIFICATES = "wechatpay:v3/certificates";
    private static final KeyPair[] KEYS = {TestKeys.MERCHANT, TestKeys.PLATFORM};

    private static int opened;

    private final Shop shop = Shop.open(sandbox, "19000002%02d".formatted(opened++), KEYS[0]);

    @TempDir
    private Path directory;

    private void bind(MerchantProfile profile) {
        context.getRegistry().bind("shop", profile);
    }

    private Exchange call() {
        return template.request("direct:call", e -> e.getMessage().setBody(Map.of("echo_message", "a")));
    }

    private void assertCalls() {
        assertThat(call().getException()).isNull();
    }

    @Test
    void takesTheKeysOfAnotherProfileFromTheNextCallOn() throws Exception {
        bind(shop.profile());
        startCalling(CERTIFICATES + "?merchant=shop");
        assertCalls();
        Shop renewed = shop.withKeys(KEYS[1]);
        bind(renewed.profile());
        sandbox.revokeMerchantCertificate(shop.mchid(), shop.serialNumber());

        assertCalls();
    }

    @Test
    void endsACallWithTheKeysThatItBeganWith() throws Exception {
        bind(shop.downloading());
        startCalling(CERTIFICATES + "?merchant=shop");
        assertCalls();
        sandbox.fault(Fault.SLOW, 1, "v3/certificates", Duration.ofSeconds(1));
        CompletableFuture<Exchange> underWay = template.asyncSend("direct:call", e -> {});
        await().until(() -> sandbox.executions("v3/certificates") >= 3);

        MerchantProfile withoutCertificates = shop.withKeys(KEYS[1]).profile();
        bind(withoutCertificates);
        assertCalls();

        assertThat(underWay.get().getException()).isNull();
    }

    @Test
    void waitsForNoDownloadWhenTheSameMerchantGetsANewKey() throws Exception {
        bind(shop.downloading());
        startCalling("wechatpay:v3/security/echo?merchant=shop");
        assertCalls();
        sandbox.fault(Fault.HTTP_500, 100, "v3/certificates");

        bind(shop.withKeys(KEYS[1]).downloading());

        assertCalls();
    }

    @Test
    void keepsOnlyTheLastMerchantOfAProfileFresh() throws Exception {
        context.start();
        long before = scheduledRefreshes();
        bind(shop.downloading());
        startCalling(CERTIFICATES + "?merchant=shop");
        for (int i = 0; i < 50; i++) {
            bind(shop.withKeys(KEYS[i % 2]).downloading());
            assertCalls();
        }

        assertThat(TestComponent.merchants(component).all()).hasSize(1);
        await().until(() -> scheduledRefreshes() == before + 1);
        context.getRegistry().unbind("shop");
        call();
        assertThat(TestComponent.merchants(component).all().get(0).merchant()).isEmpty();
        await().until(() -> scheduledRefreshes() == before);
    }

    /** Those that were not cancelled. */
    private long scheduledRefreshes() {
        ScheduledThreadPoolExecutor refresher =
                ((SizedScheduledExecutorService) TestComponent.refresher(component)).getScheduledThreadPoolExecutor();
        refresher.purge();
        return refresher.getQueue().size();
    }

    @Test
    void makesNoMerchantForAnotherBeanOfTheSameContent() throws Exception {
        context.getRegistry().bind("shop", MerchantProfile.class, shop::downloading);
        startCalling(CERTIFICATES + "?merchant=shop");
        assertCalls();
        Merchant before =
                TestComponent.merchants(component).all().get(0).merchant().orElseThrow();

        assertCalls();

        assertThat(TestComponent.merchants(component).all().get(0).merchant()).containsSame(before);
    }

    @Test
    void readsFilesAgainWhenItIsTold() throws Exception {
        Path file = Files.writeString(directory.resolve("key.pem"), TestKeys.privatePem(KEYS[0]));
        Path certificate = Files.writeString(directory.resolve("cert.pem"), TestKeys.pem(shop.certificate()));
        configure(file, certificate);
        startCalling("wechatpay:v3/certificates");
        assertCalls();
        Shop renewed = shop.withKeys(KEYS[1]);
        Files.writeString(file, TestKeys.privatePem(KEYS[1]));
        Files.writeString(certificate, TestKeys.pem(renewed.certificate()));
        sandbox.revokeMerchantCertificate(shop.mchid(), shop.serialNumber());
        assertThat(call().getException()).isNotNull();

        reloadByManagement();

        assertCalls();
    }

    @Test
    void keepsItsKeysWhenAFileIsBroken() throws Exception {
        Path file = Files.writeString(directory.resolve("key.pem"), TestKeys.privatePem(KEYS[0]));
        Path certificate = Files.writeString(directory.resolve("cert.pem"), TestKeys.pem(shop.certificate()));
        configure(file, certificate);
        startCalling("wechatpay:v3/certificates");
        Files.writeString(file, "secret-17");

        assertThatIllegalStateException()
                .isThrownBy(component::reloadKeys)
                .withMessageContaining("merchant " + shop.mchid())
                .withMessageContaining("Option privateKey")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret-17"));

        assertCalls();
    }

    @Test
    void readsNothingAgainOfAProfileThatIsGone() throws Exception {
        Path file = Files.writeString(directory.resolve("key.pem"), TestKeys.privatePem(KEYS[0]));
        MerchantProfile profile = shop.profile();
        profile.setPrivateKey("file:" + file);
        bind(profile);
        startCalling(CERTIFICATES + "?merchant=shop");
        context.getRegistry().unbind("shop");
        Files.delete(file);

        assertThatNoException().isThrownBy(component::reloadKeys);
    }

    @Test
    void staysWithTheProfileThatIsBoundNowWhereAnotherThreadHasSeenTheOneBefore() throws Exception {
        context.start();
        Merchants.ByProfile merchants = TestComponent.merchants(component)
                .byProfile(TestComponent.environment(component, component.getConfiguration()));
        MerchantProfile before = shop.profile();
        MerchantProfile now = shop.withKeys(KEYS[1]).profile();
        bind(before);
        merchants.find("shop", Region.CN);
        context.getRegistry().bind("shop", MerchantProfile.class, () -> {
            context.getRegistry().unbind("shop");
            bind(now);
            merchants.find("shop", Region.CN);
            return before;
        });

        Merchant late = merchants.find("shop", Region.CN).orElseThrow();

        assertThat(late).isSameAs(merchants.find("shop", Region.CN).orElseThrow());
    }

    @Test
    void makesNoMerchantOfAProfileThatIsGoneWhereAnotherThreadHasSeenIt() throws Exception {
        context.start();
        Merchants.ByProfile merchants = TestComponent.merchants(component)
                .byProfile(TestComponent.environment(component, component.getConfiguration()));
        MerchantProfile before = shop.profile();
        bind(before);
        merchants.find("shop", Region.CN);
        context.getRegistry().bind("shop", MerchantProfile.class, () -> {
            context.getRegistry().unbind("shop");
            merchants.find("shop", Region.CN);
            return before;
        });

        assertThat(merchants.find("shop", Region.CN)).isEmpty();
        assertThat(TestComponent.merchants(component).all().get(0).merchant()).isEmpty();
    }

    private void configure(Path key, Path certificate) throws IOException {
        WechatpayConfiguration configuration = component.getConfiguration();
        configuration.setMchid(shop.mchid());
        configuration.setSecretKey(shop.secretKey());
        configuration.setMerchantSerialNumber(null);
        configuration.setPrivateKey("file:" + key);
        configuration.setMerchantCertificate("file:" + certificate);
    }

    private void reloadByManagement() throws Exception {
        ObjectName name =
                new ObjectName("org.apache.camel:context=" + context.getName() + ",type=components,name=\"wechatpay\"");
        ManagementFactory.getPlatformMBeanServer().invoke(name, "reloadKeys", new Object[0], new String[0]);
    }
}
