package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.fixture.HostileInput;
import io.github.camelwechatpay.fixture.NotifyClient;
import io.github.camelwechatpay.fixture.NotifyLog;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import io.github.camelwechatpay.sandbox.fixture.Figure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

/**
 * Generated hostile requests over real connections: none reaches a route, each is answered with a 4xx. With
 * {@code -Dfuzz.inputs=N} as many, with {@code -Dfuzz.seed=S} those of that seed; a seed and the number of an input make
 * the input again, but for the keys of the sandbox.
 */
class ConsumerFuzzTest extends NotifyTestSupport {

    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 3_000);
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_121L);
    private static final long MEGABYTE = 1024 * 1024;
    private static final long MOST_GROWTH = 48 * MEGABYTE;

    private Socket socket;

    @Test
    void letsNoneOfThemIntoARoute() throws Exception {
        List<String> uncaught = new ArrayList<>();
        Map<Integer, Integer> answers = new TreeMap<>();
        long before = 0;
        try (NotifyLog log = NotifyLog.of(Level.ERROR, NotificationDispatcher.class.getName())) {
            startConsuming(CONSUMER);
            for (int i = 0; i < INPUTS; i++) {
                if (i == INPUTS / 10) {
                    before = usedMemory();
                }
                HostileInput input = HostileInput.of(sandbox, SEED + i);
                int status = send(input.bytes());
                answers.merge(status, 1, Integer::sum);
                if (status < 400 || status >= 500) {
                    uncaught.add("input " + i + " of seed " + SEED + " (" + input.kind() + "): " + status);
                }
            }
            log.lines().forEach(uncaught::add);
        } finally {
            close();
        }
        long growth = usedMemory() - before;
        int reached = notified().getExchanges().size();
        Figure.print(
                "fuzz",
                "fuzz: seed %d, answers %s, heap %+d MB%nfuzz: inputs %d, reached a route %d, uncaught %d"
                        .formatted(SEED, answers, growth / MEGABYTE, INPUTS, reached, uncaught.size()));

        assertThat(uncaught).isEmpty();
        assertThat(reached).isZero();
        assertThat(growth).isLessThan(MOST_GROWTH);
        assertThat(deliver(contract()).status()).isEqualTo(200);
    }

    private static long usedMemory() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** On the connection of the last one, as long as the server keeps it. */
    private int send(byte[] request) throws IOException {
        boolean fresh = socket == null;
        try {
            if (fresh) {
                socket = new Socket(InetAddress.getLoopbackAddress(), port());
                socket.setSoTimeout(20_000);
                socket.setTcpNoDelay(true);
            }
            socket.getOutputStream().write(request);
            NotifyClient.Reply reply = NotifyClient.read(socket.getInputStream());
            if (reply.header("Connection").equalsIgnoreCase("close")) {
                close();
            }
            return reply.status();
        } catch (IOException e) {
            close();
            return fresh ? 0 : send(request);
        }
    }

    private void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
