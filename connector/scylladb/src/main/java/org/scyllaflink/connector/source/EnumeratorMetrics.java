/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;

/** What the enumerator tells of itself, under {@code scyllaCdc}. Units are in the names. */
final class EnumeratorMetrics {

    private final SplitEnumeratorMetricGroup group;
    private final MetricGroup own;
    private final Counter lateGenerations;
    private final Counter dataLossGaps;
    private final Counter dataLossMillis;

    EnumeratorMetrics(SplitEnumeratorMetricGroup group) {
        this.group = group;
        this.own = group.addGroup("scyllaCdc");
        this.lateGenerations = own.counter("lateGenerations");
        this.dataLossGaps = own.counter("dataLossGaps");
        this.dataLossMillis = own.counter("dataLossMillis");
    }

    void watch(
            LongSupplier unassignedSplits,
            IntSupplier knownGenerations,
            IntSupplier tables,
            LongSupplier metadataAgeMillis) {
        group.setUnassignedSplitsGauge(unassignedSplits::getAsLong);
        own.gauge("knownGenerations", (Gauge<Integer>) knownGenerations::getAsInt);
        own.gauge("tables", (Gauge<Integer>) tables::getAsInt);
        own.gauge("metadataAgeMillis", (Gauge<Long>) metadataAgeMillis::getAsLong);
    }

    /** A generation was not seen before it could have been read past. */
    void generationWasLate() {
        lateGenerations.inc();
    }

    /** Changes of a stretch of time were gone before they could be read. */
    void lost(Duration stretch) {
        dataLossGaps.inc();
        dataLossMillis.inc(stretch.toMillis());
    }
}
