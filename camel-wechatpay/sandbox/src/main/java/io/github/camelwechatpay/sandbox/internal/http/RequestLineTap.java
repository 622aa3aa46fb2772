package io.github.camelwechatpay.sandbox.internal.http;

import io.undertow.server.AbstractServerConnection;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Keeps the request line as it crosses the wire. The server's own view cannot tell {@code /a} from {@code /a?}, but the
 * signature can. The tap listens from {@link #next()} to the first line feed. It does not see a pipelined request, which
 * has no line then.
 */
final class RequestLineTap extends AbstractStreamSourceConduit<StreamSourceConduit> {
    private static final int MAX_LENGTH = 64 * 1024;

    private final StringBuilder text = new StringBuilder(256);
    private boolean complete;

    RequestLineTap(StreamSourceConduit next) {
        super(next);
    }

    /** Returns the tap of the connection of this exchange. */
    static RequestLineTap of(HttpServerExchange exchange) {
        AbstractServerConnection connection = (AbstractServerConnection) exchange.getConnection();
        return (RequestLineTap) connection.getOriginalSourceConduit();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int begin = target.position();
        int count = super.read(target);
        for (int i = begin; i < begin + count && !complete; i++) {
            listen((char) (target.get(i) & 0xff));
        }
        return count;
    }

    private void listen(char next) {
        if (next == '\n') {
            complete = !text.isEmpty();
        } else if (next != '\r' && text.length() < MAX_LENGTH) {
            text.append(next);
        }
    }

    /** Returns the target, one character per byte; empty if the line was not seen. */
    String target() {
        String line = text.toString();
        int begin = line.indexOf(' ') + 1;
        int end = line.indexOf(' ', begin);
        return complete && begin > 0 && end > 0 ? line.substring(begin, end) : "";
    }

    /** Prepares for the next request. */
    void next() {
        text.setLength(0);
        complete = false;
    }
}
