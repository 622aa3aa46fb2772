package io.github.camelwechatpay;

import io.github.camelwechatpay.call.FileSource;
import io.github.camelwechatpay.files.Content;
import io.github.camelwechatpay.files.Spool;
import io.github.camelwechatpay.files.SpoolOptions;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.IOHelper;

/**
 * What a stream held that can be read once: in memory, or on disk when it is large. It stays with the exchange, because
 * Camel puts the same stream back for a redelivery; what is on disk goes when it was used, or when the exchange is done.
 */
final class SpooledStream implements FileSource {

    private static final String PROPERTY = SpooledStream.class.getName();

    private final InputStream stream;

    /** Null until all was read. */
    private Content content;

    private boolean released;

    private SpooledStream(InputStream stream) {
        this.stream = stream;
    }

    /**
     * Reads a stream to its end and closes it, or finds what was read of it before. A message whose body is the stream keeps one that
     * can be read.
     *
     * @throws IOException when it breaks off; it then does so again at a redelivery, where only its rest would be left
     */
    static SpooledStream of(Exchange exchange, InputStream stream, SpoolOptions options) throws IOException {
        SpooledStream spooled = exchange.getProperty(PROPERTY, SpooledStream.class);
        if (spooled == null || spooled.stream != stream) {
            spooled = new SpooledStream(stream);
            exchange.setProperty(PROPERTY, spooled);
            spooled.keep(read(stream, options), exchange);
        }
        if (spooled.content != null && exchange.getMessage().getBody() == stream) {
            exchange.getMessage().setBody(WechatpayStream.of(spooled.content, exchange));
        }
        return spooled;
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

    /** To be called when the stream will not be sent again. */
    static void forget(Exchange exchange) {
        SpooledStream spooled = exchange.getProperty(PROPERTY, SpooledStream.class);
        if (spooled != null) {
            exchange.removeProperty(PROPERTY);
            spooled.release();
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
