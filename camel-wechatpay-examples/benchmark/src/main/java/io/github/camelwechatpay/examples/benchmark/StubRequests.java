package io.github.camelwechatpay.examples.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The requests of one connection, of which only the length matters. */
final class StubRequests {

    private static final int LARGEST = 16 * 1024;
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *([0-9]+)", Pattern.CASE_INSENSITIVE);

    private final InputStream in;
    private final byte[] buffer = new byte[LARGEST];

    StubRequests(InputStream in) {
        this.in = in;
    }

    /** Reads one request to its end; false where the client has closed the connection. */
    boolean next() throws IOException {
        int size = 0;
        int head = -1;
        while (head < 0) {
            int read = in.read(buffer, size, LARGEST - size);
            if (read <= 0) {
                return false;
            }
            head = endOfHead(Math.max(0, size - 3), size + read);
            size += read;
        }
        Matcher length = LENGTH.matcher(new String(buffer, 0, head, StandardCharsets.ISO_8859_1));
        int missing = head + (length.find() ? Integer.parseInt(length.group(1)) : 0) - size;
        if (in.readNBytes(missing).length < missing) {
            throw new EOFException("a request without its end");
        }
        return true;
    }

    private int endOfHead(int from, int to) {
        for (int i = from; i + 3 < to; i++) {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                return i + 4;
            }
        }
        return -1;
    }
}
