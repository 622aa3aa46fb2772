package io.github.camelwechatpay.sandbox.internal.http;

import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/** Serves HTTP/1.1 on 127.0.0.1. It uses Undertow, which keeps the spelling of header names. Its threads are daemons. */
public final class HttpServer implements AutoCloseable {
    private static final int BUFFER_SIZE = 16 * 1024;
    private static final int THREADS = 64;
    private static final long CLOSE_SECONDS = 5;

    private final RequestHandler handler;
    private final DefaultByteBufferPool buffers = new DefaultByteBufferPool(false, BUFFER_SIZE);
    private final XnioWorker worker;
    private final List<HttpOpenListener> listeners = new CopyOnWriteArrayList<>();
    private final List<AcceptingChannel<StreamConnection>> acceptors = new CopyOnWriteArrayList<>();
    private final int port;

    /** Listens on a port; 0 is any free port. */
    public HttpServer(int wantedPort, RequestHandler handler) throws IOException {
        this.handler = handler;
        worker = Xnio.getInstance(HttpServer.class.getClassLoader())
                .createWorker(OptionMap.builder()
                        .set(Options.WORKER_NAME, "wechatpay-sandbox")
                        .set(Options.WORKER_IO_THREADS, 2)
                        .set(Options.WORKER_TASK_CORE_THREADS, THREADS)
                        .set(Options.WORKER_TASK_MAX_THREADS, THREADS)
                        .set(Options.THREAD_DAEMON, true)
                        .getMap());
        port = listen(wantedPort, OptionMap.EMPTY, requests(Optional.empty()));
    }

    /**
     * Opens another port of this server, which ends with the server. A port of 0 is any free port.
     *
     * @return the number of the port
     * @throws IOException when the server cannot listen on the port; the whole server is closed then
     */
    int listen(int wantedPort, OptionMap more, ChannelListener<StreamConnection> opened) throws IOException {
        OptionMap options = OptionMap.builder()
                .set(Options.TCP_NODELAY, true)
                .set(Options.REUSE_ADDRESSES, true)
                .addAll(more)
                .getMap();
        try {
            AcceptingChannel<StreamConnection> acceptor = worker.createStreamConnectionServer(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), wantedPort),
                    ChannelListeners.openListenerAdapter(opened),
                    options);
            acceptors.add(acceptor);
            acceptor.resumeAccepts();
            return acceptor.getLocalAddress(InetSocketAddress.class).getPort();
        } catch (IOException e) {
            close();
            throw new IOException("Cannot listen on 127.0.0.1:" + wantedPort + " - " + e.getMessage(), e);
        }
    }

    /**
     * Accepts connections whose requests go to the sandbox.
     *
     * @param host the host of the requests, if they come by the proxy
     */
    ChannelListener<StreamConnection> requests(Optional<String> host) {
        HttpHandler root = new BlockingHandler(new HttpExchangeHandler(host, handler));
        return connections(options(), new HttpContinueReadHandler(root));
    }

    /** Accepts connections whose requests go to this handler; their {@link RequestLineTap} holds the raw target. */
    ChannelListener<StreamConnection> connections(OptionMap options, HttpHandler root) {
        HttpOpenListener listener = new HttpOpenListener(buffers, options);
        listener.setRootHandler(root);
        listeners.add(listener);
        return connection -> {
            var source = connection.getSourceChannel();
            source.setConduit(new RequestLineTap(source.getConduit()));
            listener.handleEvent(connection);
        };
    }

    /** Keeps the server from decoding or rejecting the target, because the signature covers it as received. */
    private static OptionMap options() {
        return OptionMap.builder()
                .set(UndertowOptions.DECODE_URL, false)
                .set(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
                // The handler has a limit for each kind of body
                .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .set(UndertowOptions.MAX_HEADER_SIZE, 64 * 1024)
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, 60_000)
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, 60_000)
                .getMap();
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        acceptors.forEach(IoUtils::safeClose);
        listeners.forEach(HttpOpenListener::closeConnections);
        worker.shutdownNow();
        try {
            if (!worker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The sandbox's threads did not end within " + CLOSE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
