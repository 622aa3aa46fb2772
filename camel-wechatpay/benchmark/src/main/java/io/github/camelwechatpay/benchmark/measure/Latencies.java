package io.github.camelwechatpay.benchmark.measure;

import java.util.Arrays;
import java.util.List;

/** Collects the latencies, in nanoseconds, of calls that follow each other. */
final class Latencies {

    private long[] values = new long[1024];
    private int size;

    void add(long nanos) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = nanos;
    }

    /** Returns the latencies of all chains, sorted. */
    static long[] sorted(List<Latencies> chains) {
        return chains.stream()
                .flatMapToLong(chain -> Arrays.stream(chain.values, 0, chain.size))
                .sorted()
                .toArray();
    }
}
