package io.github.camelwechatpay;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.json.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two parts of an upload, cut out of the body byte by byte. */
record UploadedParts(String metaHead, byte[] meta, String fileHead, byte[] file) {

    private static final Pattern TYPE = Pattern.compile("multipart/form-data; boundary=([-_0-9A-Za-z]{16,70})");

    static UploadedParts of(RawGatewayRequest request) {
        Matcher type = TYPE.matcher(request.header("Content-Type"));
        if (!type.matches()) {
            throw new AssertionError("Content-Type is " + request.header("Content-Type"));
        }
        String boundary = type.group(1);
        String body = new String(request.body(), StandardCharsets.ISO_8859_1);
        Matcher parts = Pattern.compile(
                        "--B\r\n(.+?)\r\n\r\n(.+?)\r\n--B\r\n(.+?)\r\n\r\n(.*)\r\n--B--\r\n".replace("B", boundary),
                        Pattern.DOTALL)
                .matcher(body);
        if (!parts.matches()) {
            throw new AssertionError("not two parts: " + body);
        }
        return new UploadedParts(
                utf8(parts.group(1)), bytes(parts.group(2)), utf8(parts.group(3)), bytes(parts.group(4)));
    }

    private static byte[] bytes(String characters) {
        return characters.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String utf8(String characters) {
        return new String(bytes(characters), StandardCharsets.UTF_8);
    }

    String metaText() {
        return new String(meta, StandardCharsets.UTF_8);
    }

    JsonNode metaTree() throws IOException {
        return WireJson.parse(meta);
    }
}
