package io.github.camelwechatpay.benchmark.measure;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * Measures the highest heap in use, which is reached just before a garbage collection. The sum of the peaks of the memory
 * pools would be too high, because the pools reach their peaks at different moments.
 */
public final class HeapPeak {

    private static final double MEGABYTE = 1024 * 1024;

    private final List<String> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .toList();
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong live = new AtomicLong();

    private volatile long since;

    public HeapPeak() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener((notification, handback) -> note(notification), null, null);
        }
    }

    private void note(Notification notification) {
        var collection = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                .getGcInfo();
        if (collection.getStartTime() < since) {
            // The notification came late: the collection was before the reset
            return;
        }
        used.accumulateAndGet(sum(collection.getMemoryUsageBeforeGc()), Math::max);
        live.accumulateAndGet(sum(collection.getMemoryUsageAfterGc()), Math::max);
    }

    private long sum(Map<String, MemoryUsage> usages) {
        return usages.entrySet().stream()
                .filter(pool -> pools.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    /** Starts a new measurement. */
    public void reset() {
        System.gc();
        since = ManagementFactory.getRuntimeMXBean().getUptime();
        used.set(now());
        live.set(now());
    }

    public double usedMegabytes() {
        return Math.max(used.get(), now()) / MEGABYTE;
    }

    /** Returns the highest heap after a garbage collection. */
    public double liveMegabytes() {
        return live.get() / MEGABYTE;
    }

    private static long now() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
