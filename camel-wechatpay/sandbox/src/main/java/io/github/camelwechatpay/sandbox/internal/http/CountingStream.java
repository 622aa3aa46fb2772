package io.github.camelwechatpay.sandbox.internal.http;

import java.io.OutputStream;

/** Takes bytes and keeps their number. */
final class CountingStream extends OutputStream {
    private long count;

    @Override
    public void write(int value) {
        count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        count += length;
    }

    long count() {
        return count;
    }
}
