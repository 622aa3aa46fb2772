package io.github.camelwechatpay.transport;

import io.github.camelwechatpay.files.UploadFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.camel.util.MimeTypeHelper;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/**
 * Writes the {@code multipart/form-data} body of an upload: first {@code meta}, which is signed, then the file, which is read
 * while it is sent. HttpClient's own builder is not used, because it writes the file name twice and percent-encoded. WeChat
 * Pay's own clients write it once, in UTF-8.
 */
final class UploadEntity extends AbstractHttpEntity {

    private final byte[] head;
    private final UploadFile file;
    private final byte[] tail;

    static UploadEntity of(byte[] meta, UploadFile file) {
        return new UploadEntity("camel-wechatpay-" + UUID.randomUUID(), meta, file);
    }

    private UploadEntity(String boundary, byte[] meta, UploadFile file) {
        super("multipart/form-data; boundary=" + boundary, null, false);
        ByteArrayOutputStream before = new ByteArrayOutputStream();
        before.writeBytes(utf8("--" + boundary + "\r\n" + disposition("meta") + "\r\n" + type("application/json")));
        before.writeBytes(meta);
        before.writeBytes(utf8("\r\n--" + boundary + "\r\n" + disposition(file.part()) + "; filename=\""
                + quoted(file.name()) + "\"\r\n" + type(file)));
        this.head = before.toByteArray();
        this.file = file;
        this.tail = utf8("\r\n--" + boundary + "--\r\n");
    }

    private static String disposition(String part) {
        return "Content-Disposition: form-data; name=\"" + part + '"';
    }

    private static String type(UploadFile file) {
        String type = MimeTypeHelper.probeMimeType(file.name());
        return type(type == null ? "application/octet-stream" : type);
    }

    private static String type(String type) {
        return "Content-Type: " + type + "\r\n\r\n";
    }

    /** Replaces quotation marks as browsers do. */
    private static String quoted(String name) {
        return name.replace("\"", "%22");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public long getContentLength() {
        return head.length + file.digest().length() + tail.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(head);
        file.writeTo(out);
        out.write(tail);
    }

    @Override
    public InputStream getContent() {
        throw new UnsupportedOperationException("An upload is written, not read");
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public void close() {
        // Nothing is open between the calls
    }
}
