package io.github.camelwechatpay.benchmark.gateway;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the requests of one connection. It parses little more than their length. */
public final class StubRequests {

    private static final int LARGEST = 16 * 1024;
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *([0-9]+)", Pattern.CASE_INSENSITIVE);

    private final InputStream in;
    private final byte[] buffer = new byte[LARGEST];

    private String head;

    StubRequests(InputStream in) {
        this.in = in;
    }

    /**
     * Reads the next request to its end.
     *
     * @return false if the client has closed the connection
     */
    boolean next() throws IOException {
        int size = 0;
        int end = -1;
        while (end < 0) {
            int read = in.read(buffer, size, LARGEST - size);
            if (read <= 0) {
                return false;
            }
            end = endOfHead(Math.max(0, size - 3), size + read);
            size += read;
        }
        head = new String(buffer, 0, end, StandardCharsets.ISO_8859_1);
        Matcher length = LENGTH.matcher(head);
        int missing = end + (length.find() ? Integer.parseInt(length.group(1)) : 0) - size;
        if (in.readNBytes(missing).length < missing) {
            throw new EOFException("The request ends early: the client closed the connection.");
        }
        return true;
    }

    /** Returns method, target and headers of the request that was read last. */
    public String head() {
        return head;
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
