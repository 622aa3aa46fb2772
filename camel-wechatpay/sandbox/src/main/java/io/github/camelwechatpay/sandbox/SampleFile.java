package io.github.camelwechatpay.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** A file as WeChat Pay hands them out, small. */
record SampleFile(String type, byte[] content) {
    /** With a byte order mark, a header line, cells behind back-ticks, and a summary of two lines. */
    private static final String BILL =
            """
            \uFEFFTransaction time,Merchant ID,WeChat order number,Merchant order number,Trade state,Order amount
            `2026-01-01 12:00:00,`1600000000,`4200000000202601010000000001,`sandbox-1,`SUCCESS,`1.00
            Total transactions,Total order amount
            `1,`1.00
            """;
    /** The smallest one that viewers open. */
    private static final String PDF =
            """
            %PDF-1.4
            1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
            2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
            3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
            trailer<</Root 1 0 R>>
            %%EOF
            """;
    /** One pixel. */
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    static SampleFile bill() {
        return new SampleFile("text/plain", BILL.getBytes(StandardCharsets.UTF_8));
    }

    static SampleFile receipt() {
        return new SampleFile("application/pdf", PDF.getBytes(StandardCharsets.US_ASCII));
    }

    static SampleFile image() {
        return new SampleFile("image/png", Base64.getDecoder().decode(PNG));
    }

    SampleFile gzipped() {
        return new SampleFile("application/x-gzip", gzip(content));
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
