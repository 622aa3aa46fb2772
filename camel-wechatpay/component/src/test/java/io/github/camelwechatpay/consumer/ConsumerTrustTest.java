package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelwechatpay.TestComponent;
import io.github.camelwechatpay.WechatpayConfiguration;
import io.github.camelwechatpay.crypto.TestKeys;
import io.github.camelwechatpay.fixture.MovableClock;
import io.github.camelwechatpay.fixture.NotifyLog;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import io.github.camelwechatpay.fixture.RawGateway;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An attacker who knows the APIv3 key answers for the list of platform certificates, and posts notifications that are
 * signed with the attacker's key.
 */
class ConsumerTrustTest extends NotifyTestSupport {

    private static final KeyPair ATTACKER = TestKeys.MERCHANT;
    private static final String ATTACKER_SERIAL = "0BADBADBADBADBADBADBADBADBADBADBADBADBAD";

    private final MovableClock clock = new MovableClock(sandbox);
    private final NotifyLog log = NotifyLog.of(Level.INFO, "io.github.camelwechatpay.keys");
    private RawGateway gateway;
    private volatile boolean attacking;

    @BeforeEach
    void createGateway() throws Exception {
        gateway = new RawGateway().otherwise(this::answer);
        sandbox.clockOffset(Duration.ZERO);
        TestComponent.setClock(component, clock);
        WechatpayConfiguration configuration = component.getConfiguration();
        configuration.setBaseUri(gateway.baseUri());
        configuration.setPublicKey(null);
        configuration.setPublicKeyId(null);
        configuration.setPlatformCertificates("auto");
    }

    @AfterEach
    void closeGateway() {
        gateway.close();
        log.close();
        sandbox.clockOffset(Duration.ZERO);
    }

    @Test
    void trustsNoCertificateThatNoTrustedKeySigned() throws Exception {
        startConsuming(CONSUMER);
        await().until(() -> gateway.requests().size() == 1);
        assertThat(deliver(contract()).status()).isEqualTo(200);

        attack();

        assertThat(gateway.requests()).hasSize(2);
        assertThat(deliver(contract()).status()).isEqualTo(200);
        assertThat(notified().getExchanges()).hasSize(2);
    }

    @Test
    void trustsNoCertificateThatThePublicKeyDidNotSign() throws Exception {
        component.getConfiguration().setPublicKey(sandbox.publicKeyPem());
        component.getConfiguration().setPublicKeyId(sandbox.publicKeyId());
        attacking = true;
        startConsuming(CONSUMER);
        await().until(() -> gateway.requests().size() == 1);

        attack();

        assertThat(notified().getExchanges()).isEmpty();
        assertThat(log.lines()).noneMatch(line -> line.contains("that it delivers"));
    }

    @Test
    void trustsNoSuchCertificateAfterAReload() throws Exception {
        startConsuming(CONSUMER);
        await().until(() -> gateway.requests().size() == 1);
        assertThat(deliver(contract()).status()).isEqualTo(200);
        attacking = true;
        component.reloadKeys();
        await().until(() -> gateway.requests().size() >= 2);

        attack();

        assertThat(deliver(contract()).status()).isEqualTo(200);
    }

    @Test
    void saysOnceThatTheFirstListIsVerifiedWithACertificateThatItDelivers() throws Exception {
        startConsuming(CONSUMER);
        await().until(() -> gateway.requests().size() == 1);
        assertThat(deliver(contract()).status()).isEqualTo(200);
        component.reloadKeys();
        await().until(() -> gateway.requests().size() == 2);
        assertThat(deliver(contract()).status()).isEqualTo(200);

        assertThat(log.lines())
                .containsExactly("INFO io.github.camelwechatpay.keys.CertificateDownload No valid key of WeChat Pay was"
                        + " trusted: the list of platform certificates is verified with certificate "
                        + sandbox.platformSerialNumber()
                        + " that it delivers. The next lists are verified with trusted keys.\n");
    }

    /** The forged notification is refused, although its certificate is in the list. */
    private void attack() throws Exception {
        attacking = true;
        clock.forward(Duration.ofSeconds(61));
        byte[] body = ("{\"id\":\"forged\",\"create_time\":\"2026-11-30T10:00:00+08:00\",\"event_type\":\"" + SIGNED
                        + "\",\"resource_type\":\"encrypt-resource\",\"summary\":\"\",\"resource\":"
                        + sandbox.encryptResource("{\"contract_id\":\"1\"}", "papay") + "}")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(client().post(PATH, signed(body), body).status()).isEqualTo(401);
    }

    private void answer(RawGatewayRequest request, OutputStream out) throws IOException {
        byte[] body = attacking
                ? list(
                        ATTACKER_SERIAL,
                        TestKeys.pem(TestKeys.certificate(
                                ATTACKER,
                                ATTACKER_SERIAL,
                                Instant.now().minusSeconds(86_400),
                                Instant.now().plusSeconds(86_400))))
                : list(sandbox.platformSerialNumber(), sandbox.platformCertificatePem());
        RawGatewayAnswer.with(200, "application/json", body, attacking ? signed(body) : sandbox.sign(body))
                .write(request, out);
    }

    private static byte[] list(String serial, String pem) {
        return ("{\"data\":[{\"serial_no\":\"" + serial + "\",\"encrypt_certificate\":"
                        + sandbox.encryptResource(pem, "certificate") + "}]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, String> signed(byte[] body) {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        String message = timestamp + "\nnonce\n" + new String(body, StandardCharsets.UTF_8) + "\n";
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Wechatpay-Timestamp", timestamp);
        headers.put("Wechatpay-Nonce", "nonce");
        headers.put(
                "Wechatpay-Signature", TestKeys.sign(ATTACKER.getPrivate(), message.getBytes(StandardCharsets.UTF_8)));
        headers.put("Wechatpay-Serial", ATTACKER_SERIAL);
        return headers;
    }
}
