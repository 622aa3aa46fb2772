package io.github.camelwechatpay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One connection to a server, which sends what it is told and when it is told. */
final class ConsumerServerConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    ConsumerServerConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    /** Request line and headers, without the empty line. */
    static String head(String path, List<String> headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + String.join("\r\n", headers) + "\r\n";
    }

    static byte[] chunks(byte[] body, int size) {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int i = 0; i < body.length; i += size) {
            int length = Math.min(size, body.length - i);
            chunks.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunks.write(body, i, length);
            chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunks.toByteArray();
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    NotifyClient.Reply reply() throws IOException {
        return NotifyClient.read(socket.getInputStream());
    }

    /**
     * Whether the server has closed the connection or answered its request with an error, waiting until it does either.
     *
     * @throws SocketTimeoutException when it does neither
     */
    boolean isClosedOrRejected() throws SocketTimeoutException {
        try {
            return reply().status() >= 400;
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException closed) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
