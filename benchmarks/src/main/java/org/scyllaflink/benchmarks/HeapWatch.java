/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** Follows the heap of this process from one garbage collection to the next. */
final class HeapWatch {

    private static final double MEBIBYTE = 1 << 20;

    private final List<GarbageCollectorMXBean> collectors =
            ManagementFactory.getGarbageCollectorMXBeans();
    private final Set<String> heapPools =
            ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .map(MemoryPoolMXBean::getName)
                    .collect(Collectors.toSet());
    private final AtomicLong mostBefore = new AtomicLong();
    private final AtomicLong mostAfter = new AtomicLong();

    private HeapWatch() {}

    static HeapWatch start() {
        HeapWatch watch = new HeapWatch();
        for (GarbageCollectorMXBean collector : watch.collectors) {
            ((NotificationEmitter) collector)
                    .addNotificationListener((event, none) -> watch.collected(event), null, null);
        }
        return watch;
    }

    private void collected(Notification event) {
        if (event.getType()
                .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            GcInfo info =
                    GarbageCollectionNotificationInfo.from((CompositeData) event.getUserData())
                            .getGcInfo();
            mostBefore.accumulateAndGet(heap(info.getMemoryUsageBeforeGc()), Math::max);
            mostAfter.accumulateAndGet(heap(info.getMemoryUsageAfterGc()), Math::max);
        }
    }

    private long heap(Map<String, MemoryUsage> pools) {
        return pools.entrySet().stream()
                .filter(pool -> heapPools.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "heap at most %.0f MiB before and %.0f MiB after a collection, of %.0f MiB;"
                        + " %d collections, %.2f s",
                mostBefore.get() / MEBIBYTE,
                mostAfter.get() / MEBIBYTE,
                Runtime.getRuntime().maxMemory() / MEBIBYTE,
                collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum(),
                collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum()
                        / 1_000.0);
    }
}
