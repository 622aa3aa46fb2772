package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.TestComponent;
import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Name servers that do not answer hold no call longer than its time, and keep no backup host from being tried. */
class ProducerNameLookupTest extends RawGatewayTestSupport {

    private static final String SLOW = "slow.example";
    private static final Map<String, Object> REQUEST = Map.of("service_id", "500001");

    private final CountDownLatch answered = new CountDownLatch(1);
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void askSlowNameServers() {
        TestComponent.setNames(component, host -> {
            asked.add(host);
            if (host.equals("unknown.example")) {
                throw new UncheckedIOException(new UnknownHostException(host));
            }
            if (host.equals(SLOW) || host.startsWith("slow-")) {
                await(answered);
            }
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        });
        configuration.setBaseUri("http://" + SLOW + ":" + gateway.port());
    }

    @AfterEach
    void letThemAnswer() {
        answered.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void callTimeoutEndsALookup() throws Exception {
        configuration.setCallTimeout(300);
        startCalling(PERMISSIONS);

        WechatpayCallException failure = fail(REQUEST);

        assertNotSent(failure);
        assertThat(failure)
                .hasMessageStartingWith(
                        "WeChat Pay call not sent: POST /v3/payscore/partner/permissions: the host name slow.example"
                                + " was not found within option callTimeout. Check the name servers of this machine");
    }

    @Test
    void connectTimeoutEndsALookup() throws Exception {
        configuration.setConnectTimeout(300);
        startCalling(PERMISSIONS);

        WechatpayCallException failure = fail(REQUEST);

        assertNotSent(failure);
        assertThat(failure).hasMessageContaining("was not found within option connectTimeout");
    }

    @ParameterizedTest
    @ValueSource(strings = {PERMISSIONS, "wechatpay:v3/certificates"})
    void theBackupHostIsTriedWithinCallTimeout(String uri) throws Exception {
        configuration.setCallTimeout(3_000);
        configuration.setBackupBaseUri(gateway.baseUri());
        startCalling(uri);

        succeed(e -> e.getMessage().setBody(REQUEST));

        assertThat(gateway.requests()).hasSize(1);
    }

    @Test
    void theBackupHostMayBeTheOneWhoseNameIsNotFound() throws Exception {
        configuration.setCallTimeout(1_000);
        configuration.setBaseUri("http://unknown.example:" + gateway.port());
        configuration.setBackupBaseUri("http://" + SLOW + ":" + gateway.port());
        startCalling(PERMISSIONS);

        WechatpayCallException failure = fail(REQUEST);

        assertNotSent(failure);
        assertThat(failure)
                .hasMessageContaining("UnknownHostException: unknown.example; then to the backup host slow.example:"
                        + " the host name slow.example was not found");
    }

    @Test
    void aWriteThatIsSentWithinHalfOfItsTimeMayWaitForItsAnswerForAllOfIt() throws Exception {
        answered.countDown();
        CountDownLatch later = new CountDownLatch(1);
        configuration.setCallTimeout(2_000);
        configuration.setBackupBaseUri("http://127.0.0.1:1");
        gateway.otherwise((request, out) -> {
            later.await(1_200, TimeUnit.MILLISECONDS);
            RawGatewayAnswer.signed(200, "{}").write(request, out);
        });
        startCalling(PERMISSIONS);

        succeed(e -> e.getMessage().setBody(REQUEST));
    }

    @Test
    void callsThatNeedTheSameNameShareALookup() throws Exception {
        configuration.setCallTimeout(500);
        startCalling(PERMISSIONS);
        List<CompletableFuture<Exchange>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(template.asyncSend("direct:call", e -> e.getMessage().setBody(REQUEST)));
        }
        for (CompletableFuture<Exchange> call : calls) {
            assertNotSent(
                    (WechatpayCallException) call.get(10, TimeUnit.SECONDS).getException());
        }

        assertThat(asked).containsExactly(SLOW);
        answered.countDown();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> call(REQUEST).getException() == null);
    }

    @Test
    void lookupsThatHangAreBounded() throws Exception {
        configuration.setCallTimeout(200);
        startCalling("wechatpay:v3/certificates?baseUri=http://slow-0.example:" + gateway.port());
        for (int i = 0; i < 20; i++) {
            String uri = "wechatpay:v3/certificates?baseUri=http://slow-" + i + ".example:" + gateway.port();
            Exchange exchange = template.request(uri, e -> {});
            assertNotSent((WechatpayCallException) exchange.getException());
        }

        assertThat(asked).hasSizeLessThanOrEqualTo(16);
        assertThat(template.request("wechatpay:v3/certificates?baseUri=" + gateway.baseUri(), e -> {})
                        .getException())
                .isNull();
        answered.countDown();
    }

    @Test
    void theNameOfAProxyIsLookedUpLikewise() throws Exception {
        configuration.setCallTimeout(300);
        configuration.setProxyHost(SLOW);
        configuration.setProxyPort(gateway.port());
        configuration.setBaseUri("http://wechat.example");
        startCalling(PERMISSIONS);

        assertNotSent(fail(REQUEST));
        assertThat(asked).containsExactly(SLOW);
    }

    @Test
    void aNameThatDoesNotExistMeansNotSent() throws Exception {
        configuration.setBaseUri("http://unknown.example");
        startCalling(PERMISSIONS);

        WechatpayCallException failure = fail(REQUEST);

        assertNotSent(failure);
        assertThat(failure).hasMessageContaining("UnknownHostException: unknown.example");
    }

    @Test
    void eachConnectionAsksAgain() throws Exception {
        answered.countDown();
        gateway.otherwise(RawGatewayAnswer.signed(200, "{}").and("Connection", "close"));
        startCalling(PERMISSIONS);

        succeed(e -> e.getMessage().setBody(REQUEST));
        succeed(e -> e.getMessage().setBody(REQUEST));

        assertThat(asked).containsExactly(SLOW, SLOW);
    }

    private static void assertNotSent(WechatpayCallException failure) {
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.isRetryable()).isTrue();
    }
}
