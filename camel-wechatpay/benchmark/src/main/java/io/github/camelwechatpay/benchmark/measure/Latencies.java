package io.github.camelwechatpay.benchmark.measure;

import java.util.Arrays;
import java.util.List;

/** Nanoseconds of the calls of one chain, in which one follows the other. */
final class Latencies {

    private long[] values = new long[1024];
    private int size;

    void add(long nanos) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = nanos;
    }

    static long[] sorted(List<Latencies> chains) {
        return chains.stream()
                .flatMapToLong(chain -> Arrays.stream(chain.values, 0, chain.size))
                .sorted()
                .toArray();
    }
}
