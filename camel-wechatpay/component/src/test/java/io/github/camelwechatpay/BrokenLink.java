package io.github.camelwechatpay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network that fails: forwards connections to a port, and ends each of them at once, within what is sent, or within
 * what is answered, by a regular end or by a reset; or says 502 in place of the first answer.
 */
final class BrokenLink implements AutoCloseable {

    private static final int WHOLE = Integer.MAX_VALUE;

    private static final byte[] BAD_GATEWAY =
            "HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    /**
     * How much of a connection passes, in bytes.
     *
     * @param answered none for 502 in its place
     */
    private record Fate(int sent, int answered, boolean reset) {

        /** A request has some 900 bytes, an answer some 800: most connections pass a few of them. */
        static Fate of(Random random) {
            boolean reset = random.nextBoolean();
            return switch (random.nextInt(6)) {
                case 0 -> new Fate(0, WHOLE, reset);
                case 1 -> new Fate(random.nextInt(4_000), WHOLE, reset);
                case 2 -> new Fate(WHOLE, 0, false);
                default -> new Fate(WHOLE, 1 + random.nextInt(6_000), reset);
            };
        }
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final int target;
    private final Random random;

    BrokenLink(int target, long seed) throws IOException {
        this.target = target;
        this.random = new Random(seed);
        start(this::accept);
    }

    String baseUri() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "BrokenLink");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket gateway = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(gateway);
                Fate fate = Fate.of(random);
                start(() -> forward(client, gateway, fate.sent(), fate.reset()));
                start(
                        fate.answered() == 0
                                ? () -> refuse(gateway, client)
                                : () -> forward(gateway, client, fate.answered(), fate.reset()));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void forward(Socket from, Socket to, int limit, boolean reset) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[4096];
            int left = limit;
            for (int read = 0; left > 0 && read >= 0; left -= read) {
                out.write(buffer, 0, read);
                read = in.read(buffer, 0, Math.min(left, buffer.length));
            }
        } catch (IOException e) {
            // One of both ends has gone
        } finally {
            end(from, reset);
            end(to, reset);
        }
    }

    private void refuse(Socket from, Socket to) {
        try {
            from.getInputStream().read();
            to.getOutputStream().write(BAD_GATEWAY);
        } catch (IOException e) {
            // One of both ends has gone
        } finally {
            end(from, false);
            end(to, false);
        }
    }

    private void end(Socket socket, boolean reset) {
        open.remove(socket);
        try (socket) {
            if (reset) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            // It has gone already
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
