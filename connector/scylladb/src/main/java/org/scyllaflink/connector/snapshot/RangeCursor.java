/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.ScanPage;
import org.scyllaflink.connector.cql.ScannedRow;
import org.scyllaflink.connector.cql.TableScan;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.TokenRange;

/** Where a range is read. Fetcher thread only. */
final class RangeCursor {

    private final TableRangeSplit split;
    private final TableScan scan;
    private final RowOrder order;

    /** The last page that came; null before the first. */
    private @Nullable ScanPage page;

    /** Whether rows have come that were not emitted before. */
    private boolean isPastLast;

    RangeCursor(TableRangeSplit split, TableScan scan, RowOrder order) {
        this.split = split;
        this.scan = scan;
        this.order = order;
        this.isPastLast = split.last() == null;
    }

    String splitId() {
        return split.splitId();
    }

    /**
     * Asks for the next page.
     *
     * @param pageRows most rows of all pages, if this is the first
     */
    CompletionStage<ScanPage> ask(int pageRows) {
        if (page != null) {
            return page.next();
        }
        // The partition that was not emitted to its end is read again from its beginning.
        TokenRange rest =
                split.last() == null
                        ? split.range()
                        : new TokenRange(split.last().token() - 1, split.range().last());
        return scan.read(rest, CdcTime.lowest(split.originMicros()), pageRows);
    }

    /** The rows of the page that came, without those that were emitted before. */
    List<ScannedRow> accept(ScanPage next) {
        page = next;
        List<ScannedRow> rows = next.rows();
        if (isPastLast) {
            return rows;
        }
        int first = 0;
        while (first < rows.size()
                && order.compare(RowOrder.positionOf(rows.get(first)), split.last()) <= 0) {
            first++;
        }
        isPastLast = first < rows.size();
        return rows.subList(first, rows.size());
    }

    boolean isAtEnd() {
        return page != null && page.isLast();
    }
}
