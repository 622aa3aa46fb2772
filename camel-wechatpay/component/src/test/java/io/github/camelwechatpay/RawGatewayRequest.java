package io.github.camelwechatpay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A request as it came over the socket: nothing decoded, nothing reordered. */
record RawGatewayRequest(String line, List<String> headers, byte[] body) {

    private static final String END_OF_HEAD = "\r\n\r\n";

    /** @return null when the peer closed the connection, or does not speak HTTP */
    static RawGatewayRequest read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith(END_OF_HEAD)) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            head.write(next);
        }
        String[] lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n");
        List<String> headers = List.copyOf(Arrays.asList(lines).subList(1, lines.length));
        RawGatewayRequest request = new RawGatewayRequest(lines[0], headers, new byte[0]);
        String length = request.header("Content-Length");
        return new RawGatewayRequest(
                lines[0], headers, length == null ? new byte[0] : in.readNBytes(Integer.parseInt(length)));
    }

    String method() {
        return line.substring(0, line.indexOf(' '));
    }

    /** Between the two spaces of the request line. */
    String target() {
        return line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The value of the only header of this name, null when there is none. */
    String header(String name) {
        List<String> values = headers.stream()
                .filter(header -> header.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(header -> header.substring(name.length() + 1).strip())
                .toList();
        if (values.size() > 1) {
            throw new AssertionError("Header " + name + " was sent " + values.size() + " times");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /** A value of the Authorization header. */
    String authorization(String key) {
        return header("Authorization").replaceFirst(".*[ ,]" + key + "=\"([^\"]*)\".*", "$1");
    }
}
