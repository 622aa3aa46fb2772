package io.github.camelwechatpay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An HTTP/1.1 message as it came over the socket: first line, headers in their spelling, as many body bytes as came. */
record WireAnswer(String firstLine, Map<String, String> headers, byte[] body, boolean complete) {
    static final WireAnswer NONE = new WireAnswer("", Map.of(), new byte[0], false);

    static WireAnswer read(InputStream in) throws IOException {
        String first = line(in);
        if (first == null) {
            return NONE;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(": ");
            headers.put(line.substring(0, colon), line.substring(colon + 2));
        }
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        byte[] body = in.readNBytes(length);
        return new WireAnswer(first, headers, body, body.length == length);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    int status() {
        return firstLine.isEmpty() ? 0 : Integer.parseInt(firstLine.split(" ")[1]);
    }

    String header(String exactName) {
        return headers.get(exactName);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    JsonNode json() {
        try {
            return new ObjectMapper().readTree(body);
        } catch (IOException e) {
            throw new AssertionError("Not JSON: " + text(), e);
        }
    }

    String code() {
        return json().path("code").asText();
    }

    String field() {
        return json().at("/detail/field").asText();
    }
}
