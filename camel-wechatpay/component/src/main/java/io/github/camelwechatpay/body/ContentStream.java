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
 * Represents a message body in memory or on disk: a checked file with {@code responseType=stream}, or the content of a
 * stream in an upload. Camel's stream caching does not copy it, and copies for other exchanges share the content.
 *
 * <p>A route can read it again and again. When the exchange is done, the file is deleted. The caller of a ProducerTemplate
 * can read the stream once more; the file is deleted at the end of the stream, by {@link #close()}, or by garbage collection
 * if the caller drops it. Not thread-safe.
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
     * Returns a stream that lives as long as the exchange, or longer if the exchange hands it to a caller.
     *
     * @param callEndpoints recognises the endpoints whose caller takes the body
     */
    static ContentStream of(Content content, Exchange exchange, Predicate<Endpoint> callEndpoints) {
        return belongingTo(exchange, content, callEndpoints, true);
    }

    private static ContentStream belongingTo(
            Exchange exchange, Content content, Predicate<Endpoint> callEndpoints, boolean original) {
        // As Camel's own streams do: the route around a branch aggregates its body after the branch is done
        UnitOfWork around = exchange.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
        boolean branch = around != null && around.getRoute() != null;
        content.retain();
        SynchronizationAdapter end = new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                // A copy that is no branch belongs to an exchange without a waiting caller, such as that of a wire tap
                if ((original || branch)
                        && isAwaited(done, callEndpoints)
                        && done.getMessage().getBody() instanceof ContentStream last
                        && last.content == content
                        && !last.atEnd) {
                    last.handOver();
                }
                content.release();
            }

            /** Returns false: a copy of the exchange retains the content itself. */
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
     * Returns whether a caller takes the body of an exchange that is done. The caller of an exchange that failed takes the
     * exception instead, and an exchange of a consumer has no caller.
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

    /** Deletes the content of a stream that was handed to a caller. In a route it does nothing, so that the next step can read. */
    @Override
    public void close() {
        releaseHandedOver();
    }

    /** Returns to the beginning. */
    @Override
    public void reset() {
        in = content.open();
        atEnd = false;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Writes the bytes that have not been read yet. */
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

    /** Returns the number of all bytes, including those that have been read. */
    @Override
    public long length() {
        return content.length();
    }

    /** Returns -1, because the position is not known. */
    @Override
    public long position() {
        return -1;
    }
}
