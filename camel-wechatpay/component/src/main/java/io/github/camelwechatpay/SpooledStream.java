package io.github.camelwechatpay;

import io.github.camelwechatpay.call.FileSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.converter.stream.FileInputStreamCache;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a stream held that can be read once: in memory, or in a temporary file when it is large. It stays with the
 * exchange, because Camel puts the same stream back for a redelivery; the file is deleted when it was used, or when the
 * exchange is done.
 */
final class SpooledStream implements FileSource {

    private static final Logger LOG = LoggerFactory.getLogger(SpooledStream.class);
    private static final String PROPERTY = SpooledStream.class.getName();
    private static final int MOST_IN_MEMORY = 1024 * 1024;

    private final InputStream stream;

    /** Both are null until all was read. */
    private byte[] bytes;

    private Path file;

    private SpooledStream(InputStream stream) {
        this.stream = stream;
    }

    /**
     * Reads a stream to its end, or finds what was read of it before.
     *
     * @throws IOException when it breaks off; it then does so again at a redelivery, where only its rest would be left
     */
    static SpooledStream of(Exchange exchange, InputStream stream) throws IOException {
        SpooledStream spooled = exchange.getProperty(PROPERTY, SpooledStream.class);
        if (spooled == null || spooled.stream != stream) {
            spooled = new SpooledStream(stream);
            exchange.setProperty(PROPERTY, spooled);
            spooled.read(exchange);
        }
        spooled.replace(exchange.getMessage());
        return spooled;
    }

    /** The message keeps a body that can be read, where its body was the stream itself. */
    private void replace(Message message) {
        if (message.getBody() == stream && bytes != null) {
            message.setBody(new InputStreamCache(bytes));
        } else if (message.getBody() == stream && file != null) {
            message.setBody(new FileInputStreamCache(file.toFile()));
        }
    }

    /** To be called when the stream will not be sent again. */
    static void forget(Exchange exchange) {
        SpooledStream spooled = exchange.getProperty(PROPERTY, SpooledStream.class);
        if (spooled != null) {
            exchange.removeProperty(PROPERTY);
            delete(spooled.file);
        }
    }

    private void read(Exchange exchange) throws IOException {
        byte[] head = stream.readNBytes(MOST_IN_MEMORY + 1);
        if (head.length <= MOST_IN_MEMORY) {
            bytes = head;
            return;
        }
        Path large = Files.createTempFile("camel-wechatpay", ".upload");
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                delete(large);
            }
        });
        try (OutputStream out = Files.newOutputStream(large)) {
            out.write(head);
            stream.transferTo(out);
        }
        file = large;
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("Temporary file {} of an upload cannot be deleted", file, e);
        }
    }

    @Override
    public InputStream open() throws IOException {
        if (bytes != null) {
            return new ByteArrayInputStream(bytes);
        }
        if (file == null) {
            throw new IOException("the stream broke off when it was read first");
        }
        return Files.newInputStream(file);
    }
}
