package io.github.camelwechatpay.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A multipart body of a meta and a file, written by hand. */
record Upload(String meta, String filePart, byte[] file) {
    static final String BOUNDARY = "boundary-7f3a";

    static String sha256(byte[] file) {
        try {
            return TestCrypto.hex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"meta\"\r\n"
                        + "Content-Type: application/json\r\n\r\n" + meta + "\r\n--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"" + filePart + "\"; filename=\"a.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(file);
        bytes.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    RawClient.Request to(RawClient client, String target) {
        return client.request("POST", target)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .body(bytes())
                .signingBody(meta.getBytes(StandardCharsets.UTF_8));
    }
}
