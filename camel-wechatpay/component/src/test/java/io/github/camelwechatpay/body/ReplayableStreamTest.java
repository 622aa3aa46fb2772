package io.github.camelwechatpay.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelwechatpay.files.SpoolOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.UnitOfWorkHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayableStreamTest {

    private static final int LARGE = 1025;
    private static final SpoolOptions SPOOL =
            new SpoolOptions(LARGE - 1, Path.of(System.getProperty("java.io.tmpdir")), 10 * LARGE);

    private static final ContentStreams STREAMS = new ContentStreams(SPOOL, from -> false);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(context);

    @AfterEach
    void closeContext() {
        context.stop();
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        Arrays.fill(content, (byte) 'z');
        return content;
    }

    private static byte[] read(ReplayableStream spooled) throws IOException {
        try (InputStream in = spooled.open()) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, LARGE - 1, LARGE, 3 * LARGE})
    void isReadManyTimes(int size) throws IOException {
        InputStream stream = new ByteArrayInputStream(content(size));
        exchange.getMessage().setBody(stream);

        ReplayableStream spooled = ReplayableStream.of(exchange, stream, STREAMS);

        assertThat(read(spooled)).isEqualTo(content(size));
        assertThat(read(spooled)).isEqualTo(content(size));
        assertThat(ReplayableStream.of(exchange, stream, STREAMS)).isSameAs(spooled);
        assertThat(exchange.getMessage().getBody()).isInstanceOf(StreamCache.class);
        ReplayableStream.forget(exchange);
    }

    @Test
    void anotherBodyIsLeftAlone() throws IOException {
        exchange.getMessage().setBody("text");

        ReplayableStream.of(exchange, new ByteArrayInputStream(content(1)), STREAMS);

        assertThat(exchange.getMessage().getBody()).isEqualTo("text");
    }

    @Test
    void theFileIsGoneWhenItWasUsed() throws IOException {
        ReplayableStream spooled = ReplayableStream.of(exchange, new ByteArrayInputStream(content(LARGE)), STREAMS);

        ReplayableStream.forget(exchange);

        assertThatThrownBy(() -> read(spooled)).hasMessageContaining("The file is gone");
        assertThat(exchange.getProperties()).isEmpty();
    }

    @Test
    void aStreamLargerThanAllowedIsRefused() {
        InputStream stream = new ByteArrayInputStream(content(10 * LARGE + 1));

        assertThatThrownBy(() -> ReplayableStream.of(exchange, stream, STREAMS))
                .hasMessageContaining("option maxFileSize");
    }

    @Test
    void theFileIsGoneWhenTheExchangeIsDone() throws IOException {
        ReplayableStream spooled = ReplayableStream.of(exchange, new ByteArrayInputStream(content(LARGE)), STREAMS);
        assertThat(read(spooled)).hasSize(LARGE);

        UnitOfWorkHelper.doneSynchronizations(
                exchange, exchange.getExchangeExtension().handoverCompletions());

        assertThatThrownBy(() -> read(spooled)).hasMessageContaining("The file is gone");
    }
}
