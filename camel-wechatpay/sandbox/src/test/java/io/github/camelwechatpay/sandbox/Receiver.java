package io.github.camelwechatpay.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes notifications on a bare socket and answers each with the same bytes; no bytes at all means that it stays silent. */
final class Receiver implements AutoCloseable {
    private final ServerSocket server;
    private final String answer;
    private final List<WireAnswer> received = new CopyOnWriteArrayList<>();

    Receiver(String answer) {
        this.answer = answer;
        try {
            server = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::accept, "receiver");
        thread.setDaemon(true);
        thread.start();
    }

    static Receiver answering(int status, String body) {
        return new Receiver("HTTP/1.1 " + status + " Status\r\nContent-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                received.add(WireAnswer.read(socket.getInputStream()));
                if (!answer.isEmpty()) {
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                    socket.close();
                }
            }
        } catch (IOException e) {
            // The test is over
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/notify";
    }

    List<WireAnswer> received() {
        return received;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
