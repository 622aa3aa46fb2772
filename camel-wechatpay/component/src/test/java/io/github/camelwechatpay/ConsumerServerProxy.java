package io.github.camelwechatpay;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/** A reverse proxy that rewrites the path and passes everything else on as it is, one connection at a time. */
final class ConsumerServerProxy implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final IntSupplier target;
    private final UnaryOperator<String> path;

    ConsumerServerProxy(IntSupplier target, UnaryOperator<String> path) throws IOException {
        this.target = target;
        this.path = path;
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() throws IOException {
        while (true) {
            try (Socket client = listener.accept();
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt())) {
                InputStream request = new BufferedInputStream(client.getInputStream());
                String[] line = line(request).split(" ");
                String rewritten =
                        line[0] + ' ' + path.apply(line[1]) + ' ' + line[2] + "\r\nX-Forwarded-For: 203.0.113.7\r\n";
                server.getOutputStream().write(rewritten.getBytes(StandardCharsets.ISO_8859_1));
                start(() -> request.transferTo(server.getOutputStream()));
                server.getInputStream().transferTo(client.getOutputStream());
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.append((char) b);
        }
        return line.toString().strip();
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Ends with the sockets that it works on. */
    private static void start(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // Closed
                    }
                },
                "reverse-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
