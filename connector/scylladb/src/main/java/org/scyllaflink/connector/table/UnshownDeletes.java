/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.scyllaflink.connector.model.Change;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the deletes that rows made from images cannot show, and warns of the first. */
final class UnshownDeletes {

    private static final Logger LOG = LoggerFactory.getLogger(UnshownDeletes.class);

    private final ChangelogStyle style;
    private final Counter severalRows;
    private final Counter withoutPreimage;

    UnshownDeletes(ChangelogStyle style, MetricGroup metrics) {
        this.style = style;
        this.severalRows = metrics.counter("unexpandedDeletes");
        this.withoutPreimage = metrics.counter("deletesWithoutPreimage");
    }

    /**
     * A delete of a range or of a partition of rows: the log does not say which rows there were.
     */
    void ofSeveralRows(Change change) {
        if (severalRows.getCount() == 0) {
            LOG.warn(
                    "{}: a range or partition of rows was deleted, at {}; the changelog '{}' cannot"
                            + " show which rows are gone ('full' can). More of them are counted by"
                            + " 'unexpandedDeletes'",
                    change.origin().schema().table(),
                    change.origin().id(),
                    style);
        }
        severalRows.inc();
    }

    /** A delete of one row of which nothing is known. */
    void withoutPreimage(Change change) {
        if (withoutPreimage.getCount() == 0) {
            LOG.warn(
                    "{}: a row was deleted without a pre-image, at {}; the changelog '{}' lacks this"
                            + " delete ('upsert' does not). The row did not exist, or the server"
                            + " logs no pre-image, as servers before 2026.1 do not for tables"
                            + " without clustering columns. More are counted by"
                            + " 'deletesWithoutPreimage'",
                    change.origin().schema().table(),
                    change.origin().id(),
                    style);
        }
        withoutPreimage.inc();
    }
}
