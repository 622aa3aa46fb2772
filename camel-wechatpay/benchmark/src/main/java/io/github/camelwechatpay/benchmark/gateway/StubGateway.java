package io.github.camelwechatpay.benchmark.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;

/**
 * Stands for WeChat Pay in a JVM of its own, at the least possible cost. It sends the same response to every request. It
 * parses only the end of a request. It signs once per second, which does not change the client's cost to verify. The
 * process ends when its standard input ends.
 */
public final class StubGateway {

    private static final int BACKLOG = 1024;

    /** Writes responses. */
    @FunctionalInterface
    public interface Answers {

        /** Writes the response to the request that {@code requests} read last. */
        void write(StubRequests requests, OutputStream out) throws IOException, GeneralSecurityException;
    }

    private final Answers answers;

    private StubGateway(Answers answers) {
        this.answers = answers;
    }

    /** @param arguments delay of a response in milliseconds; {@code genuine}, or {@code forged} for wrong signatures */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        long delay = Duration.ofMillis(Long.parseLong(arguments[0])).toNanos();
        run((key, baseUri) -> {
            StubAnswer answer = new StubAnswer(key, arguments[1].equals("forged"));
            return (requests, out) -> {
                if (delay > 0) {
                    LockSupport.parkNanos(delay);
                }
                out.write(answer.bytes());
            };
        });
    }

    /**
     * Starts a gateway. It reads WeChat Pay's private key (PKCS#8 in Base64) from the first line of standard input, and writes
     * its port to standard output.
     *
     * @param factory receives the key and the base URI of the gateway
     */
    static void run(BiFunction<PrivateKey, String, Answers> factory) throws IOException, GeneralSecurityException {
        BufferedReader parent = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        PrivateKey key = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(parent.readLine())));
        ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Answers answers = factory.apply(key, StubProcess.baseUri(server.getLocalPort()));
        listen(server, answers);
        System.out.println(server.getLocalPort());
        while (parent.readLine() != null) {
            // Wait for the end of the input
        }
    }

    /** Starts to serve in the background, until the socket is closed. */
    public static void listen(ServerSocket server, Answers answers) {
        daemon(() -> new StubGateway(answers).accept(server));
    }

    private void accept(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            if (server.isClosed()) {
                return;
            }
            throw new IllegalStateException("The stub gateway no longer accepts connections", e);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            StubRequests requests = new StubRequests(socket.getInputStream());
            while (requests.next()) {
                answers.write(requests, socket.getOutputStream());
            }
        } catch (IOException e) {
            // The client closed the connection
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The stub gateway cannot sign", e);
        }
    }
}
