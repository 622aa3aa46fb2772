package io.github.camelwechatpay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A gateway on a bare socket: records what comes in byte by byte, and answers as it is told. */
final class RawGateway implements AutoCloseable {

    /** What the gateway does with a request. Closing the stream closes the connection. */
    @FunctionalInterface
    interface Answer {
        void write(RawGatewayRequest request, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<RawGatewayRequest> requests = new CopyOnWriteArrayList<>();
    private final Queue<Answer> next = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    private volatile Answer standard;

    RawGateway() throws IOException {
        this(0, RawGatewayAnswer.signed(200, "{}"));
    }

    /** Where somebody may call already: there is no moment without the right answer. */
    RawGateway(int port, Answer answer) throws IOException {
        this(new ServerSocket(port, 1024, InetAddress.getLoopbackAddress()), answer);
    }

    RawGateway(ServerSocket server) {
        this(server, RawGatewayAnswer.signed(200, "{}"));
    }

    private RawGateway(ServerSocket server, Answer answer) {
        this.server = server;
        this.standard = answer;
        Thread acceptor = new Thread(this::accept, "RawGateway");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    int port() {
        return server.getLocalPort();
    }

    String baseUri() {
        return "http://127.0.0.1:" + port();
    }

    /** The next answers, in this order. */
    RawGateway then(Answer... answers) {
        next.addAll(List.of(answers));
        return this;
    }

    /** What follows the answers of {@link #then}; {@code 200 {}}, signed, by default. */
    RawGateway otherwise(Answer answer) {
        standard = answer;
        return this;
    }

    /** Never answers. */
    Answer silence() {
        return (request, out) -> closed.await();
    }

    /** Waits before it answers. */
    Answer held(CountDownLatch latch, Answer answer) {
        return (request, out) -> {
            latch.await();
            answer.write(request, out);
        };
    }

    List<RawGatewayRequest> requests() {
        return requests;
    }

    RawGatewayRequest lastRequest() {
        return requests.get(requests.size() - 1);
    }

    /** How many connections were accepted, whether or not something was sent. */
    int connections() {
        return connections.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                // Else what is written second waits until the client has acknowledged what was written first
                socket.setTcpNoDelay(true);
                connections.incrementAndGet();
                open.add(socket);
                Thread thread = new Thread(() -> serve(socket), "RawGatewayConnection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream()) {
            for (RawGatewayRequest request = RawGatewayRequest.read(in);
                    request != null;
                    request = RawGatewayRequest.read(in)) {
                requests.add(request);
                Answer answer = next.poll();
                (answer == null ? standard : answer).write(request, out);
                out.flush();
            }
        } catch (IOException e) {
            // The client went away, or an answer closed the connection
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    @Override
    public void close() {
        closed.countDown();
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
