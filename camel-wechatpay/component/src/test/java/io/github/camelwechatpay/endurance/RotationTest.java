package io.github.camelwechatpay.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelwechatpay.MerchantProfile;
import io.github.camelwechatpay.TestComponent;
import io.github.camelwechatpay.WechatpayConfiguration;
import io.github.camelwechatpay.crypto.TestKeys;
import io.github.camelwechatpay.fixture.MovableClock;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import io.github.camelwechatpay.fixture.Shop;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.SigningKey;
import io.github.camelwechatpay.sandbox.fixture.Figure;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/**
 * Calls and notifications without a pause while the merchant key, the platform certificate and the way of verification change,
 * over and over: none fails, none is refused. With {@code -Drotation.calls=N} as many calls.
 */
class RotationTest extends NotifyTestSupport {

    private static final int CALLS = Integer.getInteger("rotation.calls", 300);
    private static final String MCHID = "1900000300";
    private static final int CALLERS = 3;
    private static final int NOTIFIERS = 2;
    private static final KeyPair[] KEYS = {TestKeys.MERCHANT, TestKeys.PLATFORM};
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MovableClock clock = new MovableClock(sandbox);
    private final AtomicIntegerArray done = new AtomicIntegerArray(CALLERS + NOTIFIERS);
    private final Queue<String> failed = new ConcurrentLinkedQueue<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS + NOTIFIERS);

    private Shop shop = Shop.open(sandbox, MCHID, KEYS[0]);
    private Mode mode = Mode.CERTIFICATES;
    private int changes;
    private volatile List<SigningKey> signing = List.of(SigningKey.PLATFORM);
    private volatile boolean over;

    /** How WeChat Pay is verified. */
    private enum Mode {
        CERTIFICATES,
        BOTH,
        PUBLIC_KEY
    }

    @Test
    void losesNoCallAndNoNotification() throws Exception {
        TestComponent.setClock(component, clock);
        component.setConfiguration(new WechatpayConfiguration());
        component.getConfiguration().setBaseUri(sandbox.baseUri());
        bind();
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:call").to("wechatpay:v3/pay/transactions/native?merchant=shop");
                from("wechatpay:notify/{merchant}").log(LoggingLevel.DEBUG, "${header.CamelWechatpayNotificationId}");
            }
        });
        List<Future<?>> load = new ArrayList<>();
        for (int i = 0; i < CALLERS + NOTIFIERS; i++) {
            int thread = i;
            load.add(threads.submit(() -> run(thread)));
        }
        try {
            do {
                changeMerchantKey();
                changePlatformCertificate();
                component.reloadKeys();
                changeToPublicKey();
                changeMerchantKey();
                changeToCertificates();
            } while (calls() < CALLS && failed.isEmpty() && refused.isEmpty());
        } finally {
            over = true;
            for (Future<?> each : load) {
                each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            threads.shutdownNow();
        }
        Figure.print(
                "rotation",
                "rotation: changes %d%nrotation: calls %d, failed %d, notifications %d, refused %d"
                        .formatted(changes, calls(), failed.size(), notifications(), refused.size()));

        assertThat(failed).isEmpty();
        assertThat(refused).isEmpty();
        assertThat(calls()).isGreaterThanOrEqualTo(CALLS);
    }

    /** The old certificate is revoked when nothing is under way any more that was signed with its key. */
    private void changeMerchantKey() {
        Shop before = shop;
        shop = before.withKeys(before.keys() == KEYS[0] ? KEYS[1] : KEYS[0]);
        bind();
        awaitMore();
        sandbox.revokeMerchantCertificate(before.mchid(), before.serialNumber());
        awaitMore();
    }

    /** WeChat Pay signs with the new one at once; not within a minute of a download, which is what a refresh waits for. */
    private void changePlatformCertificate() {
        clock.forward(Duration.ofSeconds(61));
        sandbox.rotate();
        changes++;
        awaitMore();
    }

    private void changeToPublicKey() {
        become(Mode.BOTH);
        sign(SigningKey.PLATFORM, SigningKey.PUBLIC_KEY);
        sign(SigningKey.PUBLIC_KEY);
        become(Mode.PUBLIC_KEY);
    }

    private void changeToCertificates() {
        become(Mode.BOTH);
        sign(SigningKey.PLATFORM, SigningKey.PUBLIC_KEY);
        sign(SigningKey.PLATFORM);
        become(Mode.CERTIFICATES);
    }

    private void become(Mode next) {
        mode = next;
        bind();
        awaitMore();
    }

    private void sign(SigningKey... keys) {
        signing = List.of(keys);
        awaitMore();
    }

    /** Another profile under the same name; one that downloads certificates has done so when this returns. */
    private void bind() {
        MerchantProfile profile = mode == Mode.CERTIFICATES ? shop.downloading() : shop.profile();
        if (mode == Mode.BOTH) {
            profile.setPlatformCertificates("auto");
        }
        context.getRegistry().bind("shop", profile);
        changes++;
        if (changes > 1 && mode != Mode.PUBLIC_KEY) {
            awaitMore();
            await().atMost(PATIENCE)
                    .until(() -> TestComponent.merchants(component).all().stream()
                            .flatMap(live -> live.merchant().stream())
                            .allMatch(merchant -> merchant.keys().lastDownload().isPresent()));
        }
    }

    /** What is under way now is done then: each thread has ended what it was at, and one more. */
    private void awaitMore() {
        int[] enough =
                IntStream.range(0, done.length()).map(i -> done.get(i) + 2).toArray();
        await().pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(() -> IntStream.range(0, enough.length).allMatch(i -> done.get(i) >= enough[i]));
    }

    private int calls() {
        return IntStream.range(0, CALLERS).map(done::get).sum();
    }

    private int notifications() {
        return IntStream.range(CALLERS, done.length()).map(done::get).sum();
    }

    private void run(int thread) {
        while (!over) {
            int number = done.get(thread);
            if (thread < CALLERS) {
                call("rotation-" + thread + "-" + number);
            } else {
                announce(signing, number);
            }
            done.incrementAndGet(thread);
        }
    }

    private void call(String number) {
        Exchange answer = template.request(
                "direct:call",
                e -> e.getMessage()
                        .setBody(Map.of(
                                "mchid",
                                MCHID,
                                "appid",
                                "wxd678efh567hg6787",
                                "description",
                                "goods",
                                "out_trade_no",
                                number,
                                "notify_url",
                                "https://example.com/notify",
                                "amount",
                                Map.of("total", 1))));
        if (answer.getException() != null) {
            failed.add(answer.getException().toString());
        }
    }

    private void announce(List<SigningKey> keys, int number) {
        int status;
        do {
            status = sandbox.notify(
                            "http://127.0.0.1:" + port() + "/notify/shop",
                            SandboxNotification.of("REFUND.SUCCESS", Map.of("mchid", MCHID))
                                    .mchid(MCHID)
                                    .signWith(keys.get(number % keys.size())))
                    .status();
            // Another notification waits for the new certificate: WeChat Pay sends again
        } while (status == 503 && !over);
        if (status != 200) {
            refused.add("signed by one of " + keys + ": " + status);
        }
    }
}
