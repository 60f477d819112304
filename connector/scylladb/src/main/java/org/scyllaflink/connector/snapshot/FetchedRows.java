/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.ScannedRow;

/** Rows of one range on their way from the fetcher to the emitter. */
final class FetchedRows implements RecordsWithSplitIds<ScannedRow> {

    static final FetchedRows NONE = new FetchedRows(null, List.of(), false);

    private final Iterator<ScannedRow> rows;
    private final Set<String> finished;
    private @Nullable String next;

    private FetchedRows(@Nullable String splitId, List<ScannedRow> rows, boolean last) {
        this.next = splitId;
        this.rows = rows.iterator();
        this.finished = last ? Set.of(splitId) : Set.of();
    }

    /**
     * @param last whether the range has no rows after these
     */
    static FetchedRows of(String splitId, List<ScannedRow> rows, boolean last) {
        return new FetchedRows(splitId, rows, last);
    }

    @Override
    public @Nullable String nextSplit() {
        String split = next;
        next = null;
        return split;
    }

    @Override
    public @Nullable ScannedRow nextRecordFromSplit() {
        return rows.hasNext() ? rows.next() : null;
    }

    @Override
    public Set<String> finishedSplits() {
        return finished;
    }
}
