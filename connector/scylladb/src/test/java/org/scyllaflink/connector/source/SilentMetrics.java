/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.scyllaflink.connector.cql.SessionLoad;

/** Metrics of a reader that nobody reads. */
final class SilentMetrics {

    private SilentMetrics() {}

    static SourceMetrics of(ReadOptions options, ReadBudget budget, SourceClock clock) {
        return new SourceMetrics(
                UnregisteredMetricsGroup.createSourceReaderMetricGroup(),
                options,
                budget,
                clock,
                0,
                () -> new SessionLoad(0, 0, 0, 0, null));
    }
}
