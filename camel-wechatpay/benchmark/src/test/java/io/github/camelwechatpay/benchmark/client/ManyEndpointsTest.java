package io.github.camelwechatpay.benchmark.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.benchmark.gateway.StubAnswer;
import io.github.camelwechatpay.benchmark.gateway.StubGateway;
import io.github.camelwechatpay.benchmark.gateway.StubProcess;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks on the wire that the calls use the stated number of URIs and merchants. */
class ManyEndpointsTest {

    private static final int CALLS = 12;
    private static final Pattern ORDER = Pattern.compile("POST (/v3/pay/transactions/out-trade-no/[0-9]+/close) ");
    private static final Pattern MCHID = Pattern.compile("mchid=\"([0-9]+)\"");

    private final Set<String> heads = ConcurrentHashMap.newKeySet();

    private TestMerchant merchant;
    private ServerSocket gateway;

    @BeforeEach
    void listen() throws Exception {
        merchant = TestMerchant.create();
        StubAnswer answer = new StubAnswer(merchant.wechatpayKeys().getPrivate(), false);
        gateway = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        StubGateway.listen(gateway, (requests, out) -> {
            heads.add(requests.head());
            out.write(answer.bytes());
        });
    }

    @AfterEach
    void close() throws IOException {
        gateway.close();
    }

    private void call(ManyEndpoints many) throws Exception {
        try (Client client = many.create(merchant, StubProcess.baseUri(gateway.getLocalPort()), CryptoChoice.JDK)) {
            for (int i = 0; i < CALLS; i++) {
                assertThat(client.call()).isEqualTo(StubAnswer.PREPAY_ID);
            }
        }
        // Each request has its own nonce
        assertThat(heads).hasSize((int) Math.max(many.uris(), many.merchants()) + CALLS);
    }

    private Stream<String> seen(Pattern pattern) {
        return heads.stream()
                .map(pattern::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> matcher.group(1))
                .distinct();
    }

    @Test
    void callsAsManyUris() throws Exception {
        call(new ManyEndpoints(5, 1));

        assertThat(seen(ORDER)).hasSize(5);
        assertThat(seen(MCHID)).hasSize(1);
    }

    @Test
    void callsForAsManyMerchants() throws Exception {
        call(new ManyEndpoints(1, 7));

        assertThat(seen(ORDER)).hasSize(1);
        assertThat(seen(MCHID)).hasSize(7);
    }
}
