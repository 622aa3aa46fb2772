package io.github.camelwechatpay.sandbox.internal.operations;

import io.github.camelwechatpay.sandbox.internal.http.FileBody;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A bill of any length: a byte order mark, a header line, cells behind back-ticks, and a summary of two lines.
 *
 * @param rows between header and summary
 */
public record SampleBill(long rows) implements FileBody {
    private static final String HEADER =
            "\uFEFFTransaction time,Merchant ID,WeChat order number,Merchant order number,Trade state,Order amount\n";
    private static final String ROW =
            "`2026-01-01 12:00:00,`1600000000,`42000000002026010100%1$08d,`sandbox-%1$08d,`SUCCESS,`1.00\n";
    private static final String SUMMARY = "Total transactions,Total order amount\n`%1$d,`%1$d.00\n";

    /** Returns a bill of about that many bytes, with at least one row. */
    public static SampleBill ofLength(long bytes) {
        return new SampleBill(Math.max(1, bytes / ROW.formatted(1).length()));
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(HEADER.getBytes(StandardCharsets.UTF_8));
        byte[] row = ROW.formatted(0).getBytes(StandardCharsets.US_ASCII);
        int order = ROW.indexOf('%');
        int number = ROW.formatted(0).indexOf("sandbox-") + "sandbox-".length();
        for (long i = 1; i <= rows; i++) {
            put(row, order, i);
            put(row, number, i);
            out.write(row);
        }
        out.write(SUMMARY.formatted(rows).getBytes(StandardCharsets.US_ASCII));
    }

    /** Writes eight digits; formatting each row would take longer than the rest of the work. */
    private static void put(byte[] row, int at, long value) {
        long rest = value;
        for (int digit = at + 7; digit >= at; digit--) {
            row[digit] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
