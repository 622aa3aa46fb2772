package io.github.camelwechatpay.sandbox.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** A file that an operation returns. */
public record SampleFile(String type, FileBody body) {
    /** The smallest PDF that viewers open. */
    private static final String PDF = """
            %PDF-1.4
            1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
            2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
            3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
            trailer<</Root 1 0 R>>
            %%EOF
            """;
    /** An image of one pixel. */
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    public SampleFile(String type, byte[] content) {
        this(type, FileBody.of(content));
    }

    public static SampleFile bill(FileBody bill) {
        return new SampleFile("text/plain", bill);
    }

    public static SampleFile receipt() {
        return new SampleFile("application/pdf", PDF.getBytes(StandardCharsets.US_ASCII));
    }

    public static SampleFile image() {
        return new SampleFile("image/png", Base64.getDecoder().decode(PNG));
    }

    public SampleFile gzipped() {
        return new SampleFile("application/x-gzip", gzip());
    }

    public FileBody gzip() {
        return out -> {
            GZIPOutputStream gzip = new GZIPOutputStream(out);
            body.writeTo(gzip);
            gzip.finish();
        };
    }
}
