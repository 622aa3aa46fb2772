package io.github.camelwechatpay.sandbox;

import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

/** HTTP/1.1 on 127.0.0.1. Undertow, because it keeps the spelling of header names; its threads are daemons. */
final class HttpServer implements AutoCloseable {
    private static final int BUFFER_SIZE = 16 * 1024;
    private static final int THREADS = 64;
    private static final long CLOSE_SECONDS = 5;

    private final XnioWorker worker;
    private final HttpOpenListener listener;
    private final AcceptingChannel<StreamConnection> acceptor;
    private final int port;

    /** A port of 0 is any free one. */
    HttpServer(int wantedPort, RequestHandler handler) throws IOException {
        worker = Xnio.getInstance(HttpServer.class.getClassLoader())
                .createWorker(OptionMap.builder()
                        .set(Options.WORKER_NAME, "wechatpay-sandbox")
                        .set(Options.WORKER_IO_THREADS, 2)
                        .set(Options.WORKER_TASK_CORE_THREADS, THREADS)
                        .set(Options.WORKER_TASK_MAX_THREADS, THREADS)
                        .set(Options.THREAD_DAEMON, true)
                        .getMap());
        listener = new HttpOpenListener(new DefaultByteBufferPool(false, BUFFER_SIZE), options());
        HttpHandler root = new BlockingHandler(new HttpExchangeHandler(handler));
        listener.setRootHandler(new HttpContinueReadHandler(root));
        ChannelListener<StreamConnection> tapped = connection -> {
            var source = connection.getSourceChannel();
            source.setConduit(new RequestLineTap(source.getConduit()));
            listener.handleEvent(connection);
        };
        try {
            acceptor = worker.createStreamConnectionServer(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), wantedPort),
                    ChannelListeners.openListenerAdapter(tapped),
                    OptionMap.create(Options.TCP_NODELAY, true, Options.REUSE_ADDRESSES, true));
        } catch (IOException e) {
            worker.shutdownNow();
            throw new IOException("Cannot listen on 127.0.0.1:" + wantedPort + " - " + e.getMessage(), e);
        }
        port = acceptor.getLocalAddress(InetSocketAddress.class).getPort();
        acceptor.resumeAccepts();
    }

    /** The target is verified as it came, so nothing in it is decoded or refused by the server. */
    private static OptionMap options() {
        return OptionMap.builder()
                .set(UndertowOptions.DECODE_URL, false)
                .set(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, true)
                // No limit here: the handler has its own, by the kind of body
                .set(UndertowOptions.MAX_ENTITY_SIZE, -1L)
                .set(UndertowOptions.MAX_HEADER_SIZE, 64 * 1024)
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, 60_000)
                .getMap();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        IoUtils.safeClose(acceptor);
        listener.closeConnections();
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
