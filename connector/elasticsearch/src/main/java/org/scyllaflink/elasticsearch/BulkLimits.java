/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.configuration.MemorySize;

/** How much goes into one bulk request, and how much may wait or be under way. */
record BulkLimits(
        int maxActions,
        MemorySize maxSize,
        Duration interval,
        int maxInFlightRequests,
        int maxBufferedRequests)
        implements Serializable {

    BulkLimits {
        requirePositive("bulkMaxActions", maxActions);
        requirePositive("maxInFlightRequests", maxInFlightRequests);
        if (maxSize.getBytes() <= 0) {
            throw new IllegalArgumentException("bulkMaxSize: " + maxSize + " (expected > 0 bytes)");
        }
        if (interval.toMillis() <= 0) {
            throw new IllegalArgumentException(
                    "bulkInterval: " + interval.toMillis() + " ms (expected > 0 ms)");
        }
        if (maxBufferedRequests <= maxActions) {
            throw new IllegalArgumentException(
                    String.format(
                            "maxBufferedRequests: %d (expected > bulkMaxActions, which is %d)",
                            maxBufferedRequests, maxActions));
        }
    }

    /**
     * What an operation counts for. One greater than a whole bulk is sent in a bulk of its own, so
     * it counts for one full bulk; Flink's writer refuses anything above.
     */
    long countedSize(ElasticsearchOperation operation) {
        return Math.min(operation.sizeInBytes(), maxSize.getBytes());
    }

    private static void requirePositive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected > 0)");
        }
    }
}
