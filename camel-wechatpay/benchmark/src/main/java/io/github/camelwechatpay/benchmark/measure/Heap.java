package io.github.camelwechatpay.benchmark.measure;

import java.lang.management.ManagementFactory;

/** What is left of the heap when nothing is left that could be collected. */
final class Heap {

    private static final double MEGABYTE = 1024 * 1024;
    private static final int FEWEST_COLLECTIONS = 5;
    private static final int MOST_COLLECTIONS = 10;

    private Heap() {}

    /**
     * One collection is not enough: what has a finalizer or a cleaner goes with a later one, and some collectors leave what is
     * dead where it is until the fourth.
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
