package io.github.camelwechatpay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An answer byte by byte, signed or not. Immutable; each method gives a changed copy, which keeps the signature. */
record RawGatewayAnswer(int status, List<Map.Entry<String, String>> headers, byte[] body) implements RawGateway.Answer {

    static final String REQUEST_ID = "08F78BB5AF0610D302189F3F20F3022A0A0200-268578704";

    static RawGatewayAnswer signed(int status, String body) {
        return signed(status, body.getBytes(StandardCharsets.UTF_8));
    }

    static RawGatewayAnswer signed(int status, byte[] body) {
        return with(status, "application/json; charset=utf-8", body, RawGatewayKeys.sign(body));
    }

    static RawGatewayAnswer unsigned(int status, String type, String body) {
        return with(status, type, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static RawGatewayAnswer with(int status, String type, byte[] body, Map<String, String> signature) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        headers.add(Map.entry("Content-Type", type));
        headers.add(Map.entry("Request-ID", REQUEST_ID));
        headers.addAll(signature.entrySet());
        return new RawGatewayAnswer(status, List.copyOf(headers), body);
    }

    /** One header more, also when there is one of that name. */
    RawGatewayAnswer and(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new RawGatewayAnswer(status, more, body);
    }

    RawGatewayAnswer without(String name) {
        return new RawGatewayAnswer(
                status,
                headers.stream().filter(header -> !header.getKey().equals(name)).toList(),
                body);
    }

    RawGatewayAnswer changed(String name, UnaryOperator<String> change) {
        return without(name).and(name, change.apply(header(name)));
    }

    RawGatewayAnswer withBody(byte[] other) {
        return new RawGatewayAnswer(status, headers, other);
    }

    String header(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    @Override
    public void write(RawGatewayRequest request, OutputStream out) throws IOException {
        out.write(bytes());
    }

    /** The whole answer with its head. */
    byte[] bytes() {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
        headers.forEach(header -> head.append(header.getKey())
                .append(": ")
                .append(header.getValue())
                .append("\r\n"));
        if (status != 204) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }
}
