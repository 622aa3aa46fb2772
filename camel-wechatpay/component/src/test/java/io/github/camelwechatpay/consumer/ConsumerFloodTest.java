package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelwechatpay.TestComponent;
import io.github.camelwechatpay.WechatpayConfiguration;
import io.github.camelwechatpay.fixture.MovableClock;
import io.github.camelwechatpay.fixture.NotifyClient;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import io.github.camelwechatpay.fixture.RawGateway;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.sandbox.SignedNotification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Forged notifications with unknown serial numbers on 400 connections, while the list of certificates is never answered. The
 * server has 20 threads, and the download may take a minute: a thread that waits for it answers nothing in this test.
 */
class ConsumerFloodTest extends NotifyTestSupport {

    private static final int CONNECTIONS = 400;
    private static final int GENUINE = 20;

    /** Far above what a busy machine needs. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private static final int LONGER_MILLIS = 60_000;

    private final MovableClock clock = new MovableClock(sandbox);
    private final List<Socket> connections = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(GENUINE);
    private RawGateway gateway;

    @BeforeEach
    void createGateway() throws Exception {
        gateway = new RawGateway().then((request, out) -> certificates().write(request, out));
        gateway.otherwise(gateway.silence());
        TestComponent.setClock(component, clock);
        WechatpayConfiguration configuration = component.getConfiguration();
        configuration.setBaseUri(gateway.baseUri());
        configuration.setPublicKey(null);
        configuration.setPublicKeyId(null);
        configuration.setPlatformCertificates("auto");
        configuration.setResponseTimeout(LONGER_MILLIS);
        configuration.setReplyTimeout(LONGER_MILLIS);
    }

    @AfterEach
    void close() throws IOException {
        threads.shutdownNow();
        gateway.close();
        for (Socket connection : connections) {
            connection.close();
        }
        sandbox.clockOffset(Duration.ZERO);
    }

    @Test
    void answersGenuineNotificationsWhileForgedOnesAskForCertificates() throws Exception {
        startConsuming(CONSUMER);
        await().until(() -> deliver(contract()).status() == 200);
        clock.forward(Duration.ofSeconds(61));
        for (int i = 0; i < CONNECTIONS; i++) {
            forge(i);
        }
        await().atMost(PATIENCE).until(() -> gateway.requests().size() == 2);

        List<Future<Integer>> genuine = new ArrayList<>();
        for (int i = 0; i < GENUINE; i++) {
            SignedNotification notification = sandbox.signedNotification(contract());
            genuine.add(threads.submit(() -> client().post(notification).status()));
        }

        for (Future<Integer> status : genuine) {
            assertThat(status.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(200);
        }
        assertThat(gateway.requests()).hasSize(2);
        gateway.close();
        List<Integer> refused = new ArrayList<>();
        for (Socket connection : connections) {
            refused.add(NotifyClient.read(connection.getInputStream()).status());
        }
        assertThat(refused).filteredOn(status -> status == 401).hasSize(1);
        assertThat(refused).filteredOn(status -> status == 503).hasSize(CONNECTIONS - 1);
    }

    /** Sends a notification that passes the checks that need no key, and leaves the response for later. */
    private void forge(int number) throws IOException {
        Socket connection = new Socket(InetAddress.getLoopbackAddress(), port());
        connection.setSoTimeout((int) PATIENCE.toMillis());
        connections.add(connection);
        String request = "POST " + PATH + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "Wechatpay-Timestamp: " + clock.instant().getEpochSecond() + "\r\nWechatpay-Nonce: n\r\n"
                + "Wechatpay-Signature: " + Base64.getEncoder().encodeToString(new byte[256]) + "\r\n"
                + "Wechatpay-Serial: 4F%038X\r\n".formatted(number) + "Content-Length: 2\r\n\r\n{}";
        connection.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    private static RawGatewayAnswer certificates() {
        byte[] body = ("{\"data\":[{\"serial_no\":\"" + sandbox.platformSerialNumber() + "\",\"encrypt_certificate\":"
                        + sandbox.encryptResource(sandbox.platformCertificatePem(), "certificate") + "}]}")
                .getBytes(StandardCharsets.UTF_8);
        return RawGatewayAnswer.with(200, "application/json", body, sandbox.sign(body));
    }
}
