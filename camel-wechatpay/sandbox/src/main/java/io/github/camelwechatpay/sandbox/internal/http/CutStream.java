package io.github.camelwechatpay.sandbox.internal.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes the first bytes on, and drops the others. */
final class CutStream extends FilterOutputStream {
    private long left;

    CutStream(OutputStream out, long length) {
        super(out);
        left = length;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int passed = (int) Math.min(length, left);
        out.write(bytes, offset, passed);
        left -= passed;
    }
}
