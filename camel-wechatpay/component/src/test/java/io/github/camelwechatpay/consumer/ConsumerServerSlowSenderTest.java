package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.fixture.ConsumerServer;
import io.github.camelwechatpay.fixture.ConsumerServerConnection;
import io.github.camelwechatpay.fixture.ConsumerServerTestSupport;
import io.github.camelwechatpay.sandbox.SignedNotification;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Senders that take their time. */
class ConsumerServerSlowSenderTest extends ConsumerServerTestSupport {

    private static final int PIECES = 10;
    private static final int PAUSE_MILLIS = 100;

    /** Fewer than the fewest threads that a server has which waits for bodies with one: Undertow, sixteen. */
    private static final int STALLED = 8;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "slow-sender");
        thread.setDaemon(true);
        return thread;
    });

    @AfterEach
    void stopClock() {
        clock.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void takesABodyThatDribbles(ConsumerServer server) throws Exception {
        serve(server);
        SignedNotification notification = signed();
        try (ConsumerServerConnection connection = new ConsumerServerConnection(port())) {
            connection.send(head(notification));
            dribble(connection, notification.body());
            handled(connection.reply());
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesChunksThatDribble(ConsumerServer server) throws Exception {
        serve(server);
        SignedNotification notification = signed();
        try (ConsumerServerConnection connection = new ConsumerServerConnection(port())) {
            connection.send(
                    ConsumerServerConnection.head(PATH, lines(notification)) + "Transfer-Encoding: chunked\r\n\r\n");
            dribble(connection, ConsumerServerConnection.chunks(notification.body(), 100));
            handled(connection.reply());
        }
    }

    /** The servers close such a connection late or never; what it holds is theirs. */
    @ParameterizedTest
    @EnumSource
    void servesOthersWhileSendersStall(ConsumerServer server) throws Exception {
        serve(server);
        SignedNotification notification = signed();
        List<ConsumerServerConnection> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < STALLED; i++) {
                ConsumerServerConnection connection = new ConsumerServerConnection(port());
                stalled.add(connection);
                connection.send(head(notification));
                connection.send(Arrays.copyOf(notification.body(), 100));
            }

            stillServes();

            stalled.get(0).send(Arrays.copyOfRange(notification.body(), 100, notification.body().length));
            handled(stalled.get(0).reply());
            assertThat(received()).isEqualTo(2);
        } finally {
            for (ConsumerServerConnection connection : stalled) {
                connection.close();
            }
        }
        stillServes();
    }

    /**
     * Undertow mostly waits for the thread that reads the body until Camel's shutdown timeout interrupts it, and closes the
     * connection. In 1 of 60 stops on JDK 25 the stalled request reached the component, which made an error response.
     */
    @ParameterizedTest
    @EnumSource
    void stopsWhileASenderStalls(ConsumerServer server) throws Exception {
        context.getShutdownStrategy().setTimeout(1);
        serve(server);
        SignedNotification notification = signed();
        try (ConsumerServerConnection connection = new ConsumerServerConnection(port())) {
            connection.send(head(notification));
            connection.send(Arrays.copyOf(notification.body(), 100));
            stillServes();

            int port = port();
            context.stop();

            assertThat(connection.isClosedOrRejected()).isTrue();
            portIsClosed(port);
        }
    }

    private static String head(SignedNotification notification) {
        return ConsumerServerConnection.head(PATH, lines(notification)) + "Content-Length: "
                + notification.body().length + "\r\n\r\n";
    }

    /** In about a second. */
    private void dribble(ConsumerServerConnection connection, byte[] bytes)
            throws InterruptedException, ExecutionException {
        int size = bytes.length / PIECES + 1;
        List<Future<?>> pieces = new ArrayList<>();
        for (int i = 0; i * size < bytes.length; i++) {
            byte[] piece = Arrays.copyOfRange(bytes, i * size, Math.min(bytes.length, (i + 1) * size));
            pieces.add(clock.schedule(() -> send(connection, piece), (long) i * PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        }
        for (Future<?> piece : pieces) {
            piece.get();
        }
    }

    private static Void send(ConsumerServerConnection connection, byte[] piece) throws IOException {
        connection.send(piece);
        return null;
    }
}
