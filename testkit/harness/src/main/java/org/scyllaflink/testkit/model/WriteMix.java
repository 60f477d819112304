/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import java.util.EnumMap;
import java.util.Map;

/**
 * Which writes {@link RandomWrites} makes how often.
 *
 * @param weights how often each kind comes, relative to the others; a kind left out never comes
 * @param nullShare share of inserted or updated cells that are null, 0 to 1
 * @param tieShare share of writes that carry the timestamp of one of the last writes, 0 to 1
 * @param ttls times to live
 */
public record WriteMix(
        Map<WriteKind, Integer> weights, double nullShare, double tieShare, Ttls ttls) {
    /** Copies the weights. */
    public WriteMix {
        weights = Map.copyOf(weights);
        if (weights.values().stream().mapToInt(Integer::intValue).sum() <= 0) {
            throw new IllegalArgumentException("weights: " + weights + " (expected: one above 0)");
        }
    }

    /** Mostly inserts and updates, some deletes of each kind, no TTL, a few ties. */
    public static WriteMix standard() {
        Map<WriteKind, Integer> weights = new EnumMap<>(WriteKind.class);
        weights.put(WriteKind.INSERT, 40);
        weights.put(WriteKind.UPDATE, 30);
        weights.put(WriteKind.COLUMN_DELETE, 8);
        weights.put(WriteKind.ROW_DELETE, 10);
        weights.put(WriteKind.RANGE_DELETE, 8);
        weights.put(WriteKind.PARTITION_DELETE, 4);
        return new WriteMix(weights, 0.1, 0.1, new Ttls(0, 1, 1));
    }

    /** The standard mix, and everything else that has a statement: batches, static columns, IN. */
    public static WriteMix everything() {
        return standard()
                .withWeight(WriteKind.STATIC_UPDATE, 8)
                .withWeight(WriteKind.BATCH, 15)
                .withWeight(WriteKind.ROWS_IN, 5);
    }

    /** This mix with another weight for a kind. */
    public WriteMix withWeight(WriteKind kind, int weight) {
        Map<WriteKind, Integer> changed = new EnumMap<>(WriteKind.class);
        changed.putAll(weights);
        changed.put(kind, weight);
        return new WriteMix(changed, nullShare, tieShare, ttls);
    }

    /** This mix with another share of null cells. */
    public WriteMix withNullShare(double share) {
        return new WriteMix(weights, share, tieShare, ttls);
    }

    /** This mix with another share of equal timestamps; 0 makes timestamps rise strictly. */
    public WriteMix withTieShare(double share) {
        return new WriteMix(weights, nullShare, share, ttls);
    }

    /** This mix with a share of inserts and updates that have a TTL between two bounds. */
    public WriteMix withTtls(double share, int minSeconds, int maxSeconds) {
        return new WriteMix(weights, nullShare, tieShare, new Ttls(share, minSeconds, maxSeconds));
    }

    /**
     * The times to live of inserts and updates.
     *
     * @param share share of inserts and updates that have one, 0 to 1
     * @param minSeconds the shortest, at least 1
     * @param maxSeconds the longest
     */
    public record Ttls(double share, int minSeconds, int maxSeconds) {
        /** Checks the bounds. */
        public Ttls {
            if (minSeconds < 1 || maxSeconds < minSeconds) {
                throw new IllegalArgumentException(
                        "TTLs from %d to %d s (expected: 1 or more, rising)"
                                .formatted(minSeconds, maxSeconds));
            }
        }
    }
}
