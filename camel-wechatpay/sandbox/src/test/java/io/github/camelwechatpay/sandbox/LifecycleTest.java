package io.github.camelwechatpay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelwechatpay.sandbox.fixture.RawClient;
import io.github.camelwechatpay.sandbox.fixture.Receiver;
import io.github.camelwechatpay.sandbox.fixture.TunnelClient;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("wechatpay-sandbox"))
                .count();
    }

    @Test
    void leavesNoThreadAndNoPort() throws Exception {
        WechatpaySandbox sandbox = WechatpaySandbox.start();
        new RawClient(sandbox).get("/v3/certificates");
        try (Receiver receiver = Receiver.answering(200, "")) {
            sandbox.notify(receiver.url(), SandboxNotification.of("PAPAY.SIGN", "{}"));
        }
        assertThat(threads()).isPositive();
        sandbox.close();
        sandbox.close();

        Awaitility.await().until(() -> threads() == 0);
        try (WechatpaySandbox again =
                WechatpaySandbox.builder().port(sandbox.port()).start()) {
            assertThat(again.port()).isEqualTo(sandbox.port());
            assertThat(again.mchid()).isNotEqualTo(sandbox.mchid());
        }
    }

    @Test
    void endsAllTunnelsAndOpensThemAgainOnTheSamePort() throws Exception {
        WechatpaySandbox sandbox = WechatpaySandbox.builder().proxy().start();
        TunnelClient client = new TunnelClient(sandbox);
        try (Socket silent = client.open();
                Socket tunnel = client.tunnel("api.mch.weixin.qq.com");
                SSLSocket idle = client.connection("apihk.mch.weixin.qq.com")) {
            idle.startHandshake();
            sandbox.close();
            sandbox.close();

            for (Socket socket : List.of(silent, tunnel, idle)) {
                assertThat(ends(socket)).isTrue();
            }
        }
        Awaitility.await().until(() -> threads() == 0);
        try (WechatpaySandbox again = WechatpaySandbox.builder()
                .port(sandbox.port())
                .proxyPort(sandbox.proxyPort())
                .start()) {
            assertThat(again.proxyPort()).isEqualTo(sandbox.proxyPort());
            assertThat(again.caCertificate()).isNotEqualTo(sandbox.caCertificate());
            assertThat(new TunnelClient(again)
                            .send("api.mch.weixin.qq.com", new RawClient(again).request("GET", "/v3/certificates"))
                            .status())
                    .isEqualTo(200);
        }
    }

    /** Closed or reset: in TLS also where nobody said goodbye. */
    private static boolean ends(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void closesEverythingWhenTheProxyPortIsTaken() {
        try (WechatpaySandbox sandbox = WechatpaySandbox.builder().proxy().start()) {
            long before = threads();
            assertThatThrownBy(() -> WechatpaySandbox.builder()
                            .proxyPort(sandbox.proxyPort())
                            .start())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("127.0.0.1:" + sandbox.proxyPort());
            Awaitility.await().until(() -> threads() == before);
        }
        assertThatThrownBy(() -> WechatpaySandbox.builder().proxyPort(65536)).hasMessageContaining("port");
    }

    @Test
    void closesWhileAnAnswerIsLate() throws Exception {
        WechatpaySandbox sandbox = WechatpaySandbox.start();
        sandbox.fault(Fault.SLOW, 1, "", Duration.ofMinutes(5));
        ExecutorService client = Executors.newSingleThreadExecutor();
        try {
            Future<WireAnswer> answer = client.submit(() -> new RawClient(sandbox).get("/v3/certificates"));
            Awaitility.await().until(() -> sandbox.executions("v3/certificates") == 1);
            sandbox.close();
            assertThat(answer.get().status()).isZero();
        } finally {
            client.shutdownNow();
        }
    }

    @Test
    void saysThatAPortIsTaken() {
        try (WechatpaySandbox sandbox = WechatpaySandbox.start()) {
            assertThatThrownBy(() ->
                            WechatpaySandbox.builder().port(sandbox.port()).start())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("127.0.0.1:" + sandbox.port());
        }
        assertThatThrownBy(() -> WechatpaySandbox.builder().port(-1)).hasMessageContaining("port");
    }

    @Test
    void answersManyClientsAtOnce() throws Exception {
        try (WechatpaySandbox sandbox = WechatpaySandbox.start()) {
            ExecutorService clients = Executors.newFixedThreadPool(16);
            try {
                Callable<String> call = () -> new RawClient(sandbox)
                        .post("/v3/global/papay/contracts/app-pre-entrust-sign", "{\"out_contract_code\":\"same\"}")
                        .text();
                List<Future<String>> answers = clients.invokeAll(Collections.nCopies(100, call));
                String first = answers.get(0).get();
                for (Future<String> answer : answers) {
                    assertThat(answer.get()).isEqualTo(first).contains("session_id");
                }
                assertThat(sandbox.executions("v3/global/papay/contracts/app-pre-entrust-sign", "same"))
                        .isEqualTo(100);
            } finally {
                clients.shutdownNow();
            }
        }
    }
}
