package io.github.camelwechatpay.benchmark.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/** What the platform threads that live had allocated at one moment, in bytes. */
record Allocation(Map<Long, Long> byThread) {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Allocation now() {
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        Map<Long, Long> byThread = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            byThread.put(ids[i], Math.max(0, bytes[i]));
        }
        return new Allocation(byThread);
    }

    /** Without those that have ended since then. */
    long since() {
        return now().byThread.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - byThread.getOrDefault(thread.getKey(), 0L))
                .sum();
    }
}
