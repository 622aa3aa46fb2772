package io.github.camelwechatpay.benchmark.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/** The bytes that the live platform threads have allocated until one moment, by thread ID. */
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

    /** Returns the bytes allocated since then, without those of threads that have ended. */
    long since() {
        return now().byThread.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - byThread.getOrDefault(thread.getKey(), 0L))
                .sum();
    }
}
