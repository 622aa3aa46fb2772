package io.github.camelwechatpay.body;

import io.github.camelwechatpay.files.Content;
import io.github.camelwechatpay.files.FileSource;
import io.github.camelwechatpay.files.Spool;
import io.github.camelwechatpay.files.SpoolOptions;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.IOHelper;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the content of an uploaded stream that can be read only once: in memory, or on disk if it is large. The content
 * stays with the exchange, because Camel sets the same stream as the body again for a redelivery. A file on disk is deleted
 * when {@link #forget} is called, or when the exchange is done. Not thread-safe.
 */
public final class ReplayableStream implements FileSource {

    private static final String PROPERTY = ReplayableStream.class.getName();

    private final InputStream stream;

    /** Null until the stream was read to its end, and for good if it broke off. */
    private @Nullable Content content;

    private boolean released;

    private ReplayableStream(InputStream stream) {
        this.stream = stream;
    }

    /**
     * Reads a stream to its end and closes it, or returns the content that was read before. If the stream is the body of
     * the message, a stream that can be read again replaces it.
     *
     * @throws IOException if the stream breaks off, or is larger than option {@code maxFileSize}. A redelivery fails as
     *     well, because only the rest of the stream would be left
     */
    static ReplayableStream of(Exchange exchange, InputStream stream, ContentStreams streams) throws IOException {
        ReplayableStream replayable = exchange.getProperty(PROPERTY, ReplayableStream.class);
        if (replayable == null || replayable.stream != stream) {
            replayable = new ReplayableStream(stream);
            exchange.setProperty(PROPERTY, replayable);
            replayable.keep(read(stream, streams.spool()), exchange);
        }
        if (replayable.content != null && exchange.getMessage().getBody() == stream) {
            exchange.getMessage().setBody(streams.of(replayable.content, exchange));
        }
        return replayable;
    }

    private static Content read(InputStream stream, SpoolOptions options) throws IOException {
        try (Spool spool = new Spool(options)) {
            stream.transferTo(spool);
            return spool.finish();
        } finally {
            IOHelper.close(stream);
        }
    }

    private void keep(Content read, Exchange exchange) {
        content = read;
        content.retain();
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                release();
            }
        });
    }

    /** Releases the content of an exchange whose body is not sent again. */
    public static void forget(Exchange exchange) {
        ReplayableStream replayable = exchange.getProperty(PROPERTY, ReplayableStream.class);
        if (replayable != null) {
            exchange.removeProperty(PROPERTY);
            replayable.release();
        }
    }

    private void release() {
        if (content != null && !released) {
            released = true;
            content.release();
        }
    }

    @Override
    public InputStream open() throws IOException {
        if (content == null) {
            throw new IOException("the stream broke off when it was read first");
        }
        return content.open();
    }
}
