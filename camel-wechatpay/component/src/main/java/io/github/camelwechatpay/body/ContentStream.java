package io.github.camelwechatpay.body;

import io.github.camelwechatpay.files.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Predicate;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.StreamCache;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * A body that is in memory or on disk: with responseType=stream a checked file, in an upload what a stream held. Camel's
 * stream caching leaves it where it is, and copies for other exchanges share it.
 *
 * <p>In a route it can be read again and again, until the exchange is done, which deletes the file. A stream that is
 * handed to the caller of a ProducerTemplate can be read once more: its end deletes the file, or closing it, or, when it
 * was just dropped, garbage collection. Each instance is for one thread.
 */
public final class ContentStream extends InputStream implements StreamCache {

    private final Content content;
    private final Predicate<Endpoint> callEndpoints;

    private InputStream in;
    private boolean atEnd;
    private boolean handedOver;
    private boolean released;

    private ContentStream(Content content, Predicate<Endpoint> callEndpoints) {
        this.content = content;
        this.callEndpoints = callEndpoints;
        this.in = content.open();
    }

    /**
     * Returns a stream that lives as long as the exchange, and longer where that hands it to a caller.
     *
     * @param callEndpoints recognises the endpoints whose caller takes the body
     */
    static ContentStream of(Content content, Exchange exchange, Predicate<Endpoint> callEndpoints) {
        return belongingTo(exchange, content, callEndpoints, true);
    }

    private static ContentStream belongingTo(
            Exchange exchange, Content content, Predicate<Endpoint> callEndpoints, boolean original) {
        // As Camel's own: what a branch leaves is aggregated by the route around it, after the branch is done
        UnitOfWork around = exchange.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
        boolean branch = around != null && around.getRoute() != null;
        content.retain();
        SynchronizationAdapter end = new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                // A copy that is no branch belongs to an exchange that nobody waits for, such as a wire tap's
                if ((original || branch)
                        && isAwaited(done, callEndpoints)
                        && done.getMessage().getBody() instanceof ContentStream last
                        && last.content == content
                        && !last.atEnd) {
                    last.handOver();
                }
                content.release();
            }

            /** A copy holds the content itself, and the exchange goes on with it. */
            @Override
            public boolean allowHandover() {
                return false;
            }
        };
        if (branch) {
            around.addSynchronization(end);
        } else {
            exchange.getExchangeExtension().addOnCompletion(end);
        }
        return new ContentStream(content, callEndpoints);
    }

    /**
     * Whether somebody takes the body of an exchange that is done: whoever sent it, and was no consumer. Of one that failed
     * that is the exception.
     */
    private static boolean isAwaited(Exchange exchange, Predicate<Endpoint> callEndpoints) {
        Endpoint from = exchange.getFromEndpoint();
        return exchange.getException() == null
                && (exchange.getPattern().isOutCapable()
                        || from == null
                        || callEndpoints.test(from)
                        || from.getEndpointUri().startsWith("direct:"));
    }

    private void handOver() {
        if (!handedOver) {
            handedOver = true;
            content.retain();
        }
    }

    private void releaseHandedOver() {
        if (handedOver && !released) {
            released = true;
            content.release();
        }
    }

    @Override
    public int read() throws IOException {
        return ended(in.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return ended(in.read(bytes, offset, length));
    }

    private int ended(int read) {
        if (read < 0) {
            atEnd = true;
            releaseHandedOver();
        }
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        return in.skip(count);
    }

    @Override
    public int available() throws IOException {
        return released ? 0 : in.available();
    }

    /** In a route nothing, so that the next step can read it again. */
    @Override
    public void close() {
        releaseHandedOver();
    }

    /** To the beginning. */
    @Override
    public void reset() {
        in = content.open();
        atEnd = false;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Writes what has not been read yet. */
    @Override
    public void writeTo(OutputStream out) throws IOException {
        transferTo(out);
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        return belongingTo(exchange, content, callEndpoints, false);
    }

    @Override
    public boolean inMemory() {
        return content.isInMemory();
    }

    /** Bytes of the whole. */
    @Override
    public long length() {
        return content.length();
    }

    /** Not known. */
    @Override
    public long position() {
        return -1;
    }
}
