package io.github.camelwechatpay.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelwechatpay.MerchantProfile;
import io.github.camelwechatpay.TestComponent;
import io.github.camelwechatpay.WechatpayConfiguration;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.call.Region;
import io.github.camelwechatpay.crypto.TestKeys;
import io.github.camelwechatpay.fixture.MovableClock;
import io.github.camelwechatpay.fixture.NotifyLog;
import io.github.camelwechatpay.fixture.SandboxTestSupport;
import io.github.camelwechatpay.fixture.Shop;
import io.github.camelwechatpay.sandbox.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of keys before and when they are of no use any more. */
class MerchantHealthTest extends SandboxTestSupport {

    private static final String CERTIFICATES = "wechatpay:v3/certificates";

    private final MovableClock clock = new MovableClock(sandbox);

    @BeforeEach
    void moveTheClock() {
        clock.forward(Duration.ZERO);
        TestComponent.setClock(component, clock);
    }

    /** Downloads platform certificates, and knows its own certificate. */
    @Override
    protected WechatpayConfiguration configuration() {
        WechatpayConfiguration configuration = super.configuration();
        configuration.setPublicKey(null);
        configuration.setPublicKeyId(null);
        configuration.setMerchantCertificate(sandbox.merchantCertificatePem());
        return configuration;
    }

    private HealthCheck.Result health() {
        return HealthCheckRegistry.get(context)
                .getCheck("wechatpay")
                .orElseThrow()
                .call();
    }

    private Object detail(String name) {
        return health().getDetails().get(sandbox.mchid() + "/CN." + name);
    }

    private void startAndCall() throws Exception {
        startCalling(CERTIFICATES);
        assertThat(template.request("direct:call", e -> {}).getException()).isNull();
    }

    @Test
    void isUpWithTheDaysThatAreLeft() throws Exception {
        startAndCall();

        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(detail("keys")).hasToString("[" + sandbox.platformSerialNumber() + "]");
        assertThat(detail("failure")).isNull();
        assertThat(detail("platformCertificateDays"))
                .isEqualTo(daysUntil(sandbox.platformCertificate().getNotAfter()));
        assertThat(detail("merchantCertificateDays"))
                .isEqualTo(daysUntil(sandbox.merchantCertificate().getNotAfter()));
        assertThat(health().getDetails().toString())
                .doesNotContain(sandbox.secretKey(), sandbox.privateKeyPem().substring(40, 80));
        assertThat(HealthCheckHelper.invokeReadiness(context))
                .anyMatch(result -> result.getCheck().getId().equals("wechatpay"));
        assertThat(HealthCheckHelper.invokeLiveness(context))
                .noneMatch(result -> result.getCheck().getId().equals("wechatpay"));
    }

    private long daysUntil(Date end) {
        return Duration.between(clock.instant(), end.toInstant()).toDays();
    }

    @Test
    void isDownWithTheReasonWhileThereIsNoKey() throws Exception {
        sandbox.fault(Fault.HTTP_500, 100, "v3/certificates");
        startCalling(CERTIFICATES);
        await().until(() -> detail("failure") != null);

        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(detail("failure").toString())
                .startsWith("status 500 SYSTEM_ERROR ")
                .endsWith(": no platform certificates were downloaded from " + sandbox.baseUri()
                        + "/ (option baseUri). The component tries again every minute.");
        assertThat(health().getMessage().orElseThrow()).contains("No merchant has a valid key");
    }

    @Test
    void isUpAfterADownloadThatFailedAsLongAsThereIsAValidKey() throws Exception {
        startAndCall();
        sandbox.fault(Fault.HTTP_500, 100, "v3/certificates");
        clock.forward(Duration.ofMinutes(2));
        TestComponent.merchants(component).all().get(0).get().keys().find("ABCDEF", Deadline.in(Duration.ofSeconds(5)));

        assertThat(detail("failure")).isNotNull();
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void isDownWhenAllCertificatesHaveExpired() throws Exception {
        startAndCall();

        clock.forward(Duration.between(
                Instant.now(),
                sandbox.platformCertificate().getNotAfter().toInstant().plusSeconds(1)));

        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(detail("keys")).hasToString("[]");
    }

    @Test
    void isUpAsLongAsOneOfManyMerchantsCanCallAndForgetsThoseThatAreGone() throws Exception {
        Shop shop = Shop.open(sandbox, "1900000401", TestKeys.MERCHANT);
        MerchantProfile without = shop.downloading();
        without.setSecretKey("00000000000000000000000000000000");
        context.getRegistry().bind("without", without);
        context.getRegistry().bind("with", shop.profile());
        startCalling(CERTIFICATES + "?merchant=without");
        assertThat(template.request("direct:call", e -> {}).getException()).isNotNull();
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);

        template.request(CERTIFICATES + "?merchant=with", e -> {});

        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health().getDetails())
                .containsEntry("merchants", 2)
                .containsEntry("merchants.able", 1)
                .containsKeys("with/CN.keys", "without/CN.failure");
        context.getRegistry().unbind("without");
        assertThat(health().getDetails()).containsEntry("merchants", 1);
    }

    @Test
    void isNotAskedWhenItIsSwitchedOff() throws Exception {
        component.setHealthCheckProducerEnabled(false);
        startCalling(CERTIFICATES);

        assertThat(health().getState()).isEqualTo(HealthCheck.State.UNKNOWN);
    }

    @Test
    void warnsOnceOfEachCertificateThatExpiresSoon() throws Exception {
        try (NotifyLog log = NotifyLog.of(Level.WARN, CertificateWarnings.class.getName())) {
            startAndCall();
            Instant end = sandbox.merchantCertificate().getNotAfter().toInstant();
            clock.forward(Duration.between(Instant.now(), end.minus(Duration.ofDays(31))));
            TestComponent.merchants(component).checkCertificates();
            assertThat(log.warnings()).isEmpty();

            // The two certificates do not end in the same second
            clock.forward(Duration.ofDays(1).plusMinutes(10));
            TestComponent.merchants(component).checkCertificates();
            TestComponent.merchants(component).checkCertificates();
            component.reloadKeys();
            TestComponent.merchants(component).checkCertificates();

            List<String> warnings = log.warnings();
            assertThat(warnings).hasSize(2);
            assertThat(warnings)
                    .anyMatch(line -> line.contains("Merchant API certificate " + sandbox.merchantSerialNumber()
                                    + " of merchant " + sandbox.mchid() + " expires in ")
                            && line.contains("replace the private key"))
                    .anyMatch(line -> line.contains("Platform certificate " + sandbox.platformSerialNumber())
                            && line.contains("publicKeyId"));
        }
    }

    @Test
    void warnsOfTheCertificateOfAMerchantThatSignsNothing() {
        component.getConfiguration().setPrivateKey(null);
        component.getConfiguration().setMerchantSerialNumber(null);
        component.getConfiguration().setPublicKeyId(sandbox.publicKeyId());
        component.getConfiguration().setPublicKey(sandbox.publicKeyPem());
        component.setCertificateWarning(Duration.ofDays(1000).toMillis());
        try (NotifyLog log = NotifyLog.of(Level.WARN, CertificateWarnings.class.getName())) {
            context.start();
            WechatpayConfiguration options = component.getConfiguration();
            TestComponent.merchants(component).of(options, TestComponent.environment(component, options), Region.CN);
            clock.forward(Duration.between(
                    Instant.now(),
                    sandbox.merchantCertificate().getNotAfter().toInstant().minus(Duration.ofDays(900))));

            TestComponent.merchants(component).checkCertificates();

            assertThat(log.warnings()).hasSize(1).allMatch(line -> line.contains(sandbox.merchantSerialNumber()));
        }
    }

    @Test
    void keepsNothingFreshForAProfileThatIsGone() throws Exception {
        context.getRegistry()
                .bind(
                        "gone",
                        Shop.open(sandbox, "1900000402", TestKeys.MERCHANT).downloading());
        startCalling(CERTIFICATES + "?merchant=gone");
        ReloadableMerchant live = TestComponent.merchants(component).all().get(0);
        context.getRegistry().unbind("gone");

        TestComponent.merchants(component).checkCertificates();

        assertThat(live.merchant()).isEmpty();
    }

    @Test
    void keepsAProfileThatTheRegistryFailsToMakeOnce() throws Exception {
        MerchantProfile profile =
                Shop.open(sandbox, "1900000403", TestKeys.MERCHANT).profile();
        AtomicBoolean broken = new AtomicBoolean();
        context.getRegistry().bind("moody", MerchantProfile.class, () -> {
            if (broken.get()) {
                throw new IllegalStateException("secret-17");
            }
            return profile;
        });
        startCalling(CERTIFICATES + "?merchant=moody");
        broken.set(true);

        TestComponent.merchants(component).checkCertificates();

        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health().getDetails()).containsEntry("merchants.able", 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 86_400_000L * 1001})
    void refusesAPeriodOfNoSense(long millis) {
        component.setCertificateWarning(millis);

        assertThatThrownBy(() -> startCalling(CERTIFICATES)).hasStackTraceContaining("Option certificateWarning");
    }
}
