package io.github.camelwechatpay;

import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.SignedNotification;
import io.github.camelwechatpay.sandbox.SigningKey;
import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Requests that no route may see, made from a seed: the same seed makes the same requests of one sandbox. */
final class HostileInput {

    private static final List<String> SIGNED =
            List.of("Wechatpay-Signature", "Wechatpay-Nonce", "Wechatpay-Timestamp", "Wechatpay-Serial");

    private final WechatpaySandbox sandbox;
    private final Random random;
    private final List<String> headers = new ArrayList<>();
    private byte[] body;
    private String kind;

    private HostileInput(WechatpaySandbox sandbox, long seed) {
        this.sandbox = sandbox;
        this.random = new Random(seed);
    }

    /** @return head and body as on the wire */
    static HostileInput of(WechatpaySandbox sandbox, long seed) {
        HostileInput input = new HostileInput(sandbox, seed);
        input.make();
        return input;
    }

    String kind() {
        return kind;
    }

    byte[] bytes() {
        StringBuilder head = new StringBuilder("POST " + NotifyTestSupport.PATH + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        headers.forEach(line -> head.append(line).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    private void make() {
        switch (random.nextInt(12)) {
            case 0 -> changedByte();
            case 1 -> changedHeader();
            case 2 -> withoutHeader();
            case 3 -> repeatedHeader();
            case 4 -> bodyOfAnother();
            case 5 -> oldTimestamp();
            case 6 -> unknownSerial();
            case 7 -> unsigned(randomBytes(), "random bytes, not signed");
            case 8 -> unsigned(json().getBytes(StandardCharsets.UTF_8), "JSON, not signed");
            case 9 -> signed(randomBytes(), "random bytes, signed");
            case 10 -> signed(json().getBytes(StandardCharsets.UTF_8), "JSON, signed");
            default -> signed(envelope().getBytes(StandardCharsets.UTF_8), "envelope with a flaw, signed");
        }
    }

    private SignedNotification valid() {
        return sandbox.signedNotification(
                SandboxNotification.of("PAPAY.SIGN", Map.of("contract_id", Long.toString(random.nextLong())))
                        .signWith(SigningKey.PUBLIC_KEY));
    }

    private void set(String what, Map<String, String> signature, byte[] content) {
        kind = what;
        body = content;
        signature.forEach((name, value) -> headers.add(name + ": " + value));
        headers.add("Content-Type: "
                + List.of("application/json", "application/json; charset=UTF-16", "text/plain")
                        .get(random.nextInt(3)));
    }

    private void unsigned(byte[] content, String what) {
        set(what, Map.of("Wechatpay-Serial", sandbox.publicKeyId()), content);
    }

    private void signed(byte[] content, String what) {
        set(what, sandbox.sign(content, SigningKey.PUBLIC_KEY), content);
    }

    private void changedByte() {
        SignedNotification valid = valid();
        byte[] changed = valid.body().clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        set("a bit of the body changed", valid.headers(), changed);
    }

    private void changedHeader() {
        SignedNotification valid = valid();
        String name = SIGNED.get(random.nextInt(SIGNED.size()));
        String value = valid.headers().get(name);
        int at = random.nextInt(value.length());
        // Serials are compared without letter case, so a digit takes the place
        char other = value.charAt(at) == '7' ? '3' : '7';
        set(
                "a character of " + name + " changed",
                NotifyClient.with(valid.headers(), name, value.substring(0, at) + other + value.substring(at + 1)),
                valid.body());
    }

    private void withoutHeader() {
        SignedNotification valid = valid();
        String name = SIGNED.get(random.nextInt(SIGNED.size()));
        set("without " + name, NotifyClient.without(valid.headers(), name), valid.body());
    }

    private void repeatedHeader() {
        SignedNotification valid = valid();
        String name = SIGNED.get(random.nextInt(SIGNED.size()));
        set(name + " twice", valid.headers(), valid.body());
        headers.add(
                random.nextInt(headers.size()), name + ": " + valid.headers().get(name));
    }

    private void bodyOfAnother() {
        set("signature of another body", valid().headers(), valid().body());
    }

    private void oldTimestamp() {
        SignedNotification valid = valid();
        long second = Instant.parse("2015-01-01T00:00:00Z").getEpochSecond() + random.nextInt(100_000_000);
        String timestamp = random.nextBoolean() ? Long.toString(second) : Long.toString(random.nextLong());
        set(
                "timestamp " + timestamp,
                NotifyClient.with(valid.headers(), "Wechatpay-Timestamp", timestamp),
                valid.body());
    }

    private void unknownSerial() {
        SignedNotification valid = valid();
        String serial = random.nextBoolean()
                ? "PUB_KEY_ID_" + Math.abs(random.nextLong())
                : Long.toHexString(random.nextLong()) + text(random.nextInt(40));
        set("unknown serial", NotifyClient.with(valid.headers(), "Wechatpay-Serial", serial), valid.body());
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[random.nextInt(2_000)];
        random.nextBytes(bytes);
        return bytes;
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('!' + random.nextInt(90)));
        }
        return text.toString().replace("\"", "'").replace("\\", "/");
    }

    private String json() {
        int depth = 1 + random.nextInt(5_000);
        return switch (random.nextInt(8)) {
            case 0 -> "[".repeat(depth);
            case 1 -> "[".repeat(depth) + "]".repeat(depth);
            case 2 -> "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
            case 3 -> "{\"id\":" + "9".repeat(depth) + "}";
            case 4 -> "{\"id\":1e" + depth + "999}";
            case 5 -> "{\"id\":\"a\",\"id\":\"b\",\"resource\":{},\"resource\":[]}";
            case 6 -> "\"" + "\\ud800".repeat(depth % 500) + "\"";
            default -> "{\"" + text(20) + "\":\"" + text(random.nextInt(200)) + "\"}";
        };
    }

    /** One member is missing or of another kind, so that nobody could decrypt it. */
    private String envelope() {
        List<String> values = List.of(
                "null", "1", "true", "[]", "{}", "\"\"", "\"" + text(1_100) + "\"", "1e400", "\"AEAD_AES_128_GCM\"");
        String wrong = values.get(random.nextInt(values.size()));
        int at = random.nextInt(5);
        return ("{\"id\":%s,\"create_time\":\"2026-11-21T12:00:00+08:00\",\"event_type\":%s,\"resource_type\":"
                        + "\"encrypt-resource\",\"resource\":{\"algorithm\":%s,\"nonce\":%s,\"ciphertext\":%s}}")
                .formatted(
                        at == 0 ? wrong : "\"EV-1\"",
                        at == 1 ? wrong : "\"PAPAY.SIGN\"",
                        at == 2 ? wrong : "\"AEAD_AES_256_GCM\"",
                        at == 3 ? wrong : "\"uluk4a9R25RW\"",
                        at == 4 ? wrong : "\"ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=\"");
    }
}
