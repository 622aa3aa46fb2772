package io.github.camelwechatpay.benchmark.measure;

import java.lang.management.ManagementFactory;

/** Measures the live heap. */
final class Heap {

    private static final double MEGABYTE = 1024 * 1024;
    private static final int FEWEST_COLLECTIONS = 5;
    private static final int MOST_COLLECTIONS = 10;

    private Heap() {}

    /**
     * Returns the heap in use, in MB, after repeated garbage collections. A single collection is not enough: objects with a
     * finalizer or cleaner go with a later collection, and some collectors free dead objects only with the fourth.
     */
    static double megabytes() {
        long used = collect();
        for (int i = 1; i < MOST_COLLECTIONS; i++) {
            long before = used;
            used = Math.min(used, collect());
            if (i >= FEWEST_COLLECTIONS && before - used < before / 1000) {
                break;
            }
        }
        return used / MEGABYTE;
    }

    private static long collect() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
