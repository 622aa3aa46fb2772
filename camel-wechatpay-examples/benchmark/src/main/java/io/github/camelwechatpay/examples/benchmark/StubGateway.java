package io.github.camelwechatpay.examples.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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

/**
 * The other side, in a JVM of its own and as cheap as it can be: it answers every request with the same order, reads of a
 * request only where it ends, and signs once per second, since an answer is no dearer to verify for being repeated. It
 * ends with its standard input.
 */
final class StubGateway {

    private static final int BACKLOG = 1024;

    private final StubAnswer answer;
    private final long delay;

    private StubGateway(StubAnswer answer, Duration delay) {
        this.answer = answer;
        this.delay = delay.toNanos();
    }

    /**
     * Reads the PKCS#8 form of WeChat Pay's private key in Base64 from the first line of standard input, and writes its
     * port to standard output.
     *
     * @param arguments milliseconds before an answer; {@code genuine}, or {@code forged} for wrong signatures
     */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        BufferedReader parent = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        PrivateKey key = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(parent.readLine())));
        StubAnswer answer = new StubAnswer(key, arguments[1].equals("forged"));
        Duration delay = Duration.ofMillis(Long.parseLong(arguments[0]));
        ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        daemon(() -> new StubGateway(answer, delay).accept(server));
        System.out.println(server.getLocalPort());
        while (parent.readLine() != null) {
            // Only its end says something
        }
    }

    private void accept(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
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
                if (delay > 0) {
                    LockSupport.parkNanos(delay);
                }
                socket.getOutputStream().write(answer.bytes());
            }
        } catch (IOException e) {
            // The client is gone, and its connection with it
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The stub gateway cannot sign", e);
        }
    }
}
