/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.elasticsearch;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

/**
 * The counters of a writer beside those that Flink's own writer keeps. They are touched by the
 * client's threads; the send errors are Flink's counter, not made for that, but they move only when
 * the job is about to fail.
 */
record BulkMetrics(
        Counter sendErrors,
        Counter versionConflicts,
        Counter retriedItems,
        Counter retriedRequests) {

    static BulkMetrics in(SinkWriterMetricGroup group) {
        return new BulkMetrics(
                group.getNumRecordsSendErrorsCounter(),
                group.counter("numVersionConflicts", new ThreadSafeSimpleCounter()),
                group.counter("numItemsRetried", new ThreadSafeSimpleCounter()),
                group.counter("numRequestsRetried", new ThreadSafeSimpleCounter()));
    }
}
