package io.github.camelwechatpay.benchmark.measure;

import java.util.Collection;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Computes medians; of an even number of figures the higher one of the middle two. */
final class Median {

    private Median() {}

    static <T> double of(Collection<T> samples, ToDoubleFunction<T> figure) {
        return of(samples.stream().mapToDouble(figure));
    }

    static double of(DoubleStream figures) {
        double[] sorted = figures.sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
