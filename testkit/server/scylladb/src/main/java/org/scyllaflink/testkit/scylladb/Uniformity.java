/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import org.apache.cassandra.db.DeletionTime;
import org.apache.cassandra.db.RangeTombstone;
import org.apache.cassandra.db.rows.Cell;

/** Finds out whether a change can be logged as it stands or has to be split. */
final class Uniformity {
    private long micros;
    private int ttl;
    private boolean empty = true;
    private boolean split;

    private Uniformity() {}

    static Uniformity of(PartitionChange change) {
        Uniformity uniformity = new Uniformity();
        uniformity.visit(change);
        return uniformity;
    }

    /** Returns whether the change does nothing, such as adding no elements to a set. */
    boolean isEmpty() {
        return empty;
    }

    boolean isWhole() {
        return !split;
    }

    /** Returns the only time of a whole change. */
    long micros() {
        return micros;
    }

    /** Returns the only TTL of a whole change; 0 is none. */
    int ttl() {
        return ttl;
    }

    private void visit(PartitionChange change) {
        boolean hasStatic = change.staticRow() != null;
        if (hasStatic) {
            visitColumns(change.staticRow(), false);
        }
        boolean hadUpsert = false;
        boolean hadMarker = false;
        for (RowChange row : change.rows()) {
            if (row.isUpsert()) {
                split |= hasStatic;
                hadUpsert = true;
                hadMarker |= !row.marker().isEmpty();
                if (!row.marker().isEmpty()) {
                    visit(row.marker().timestamp(), row.marker().ttl());
                }
                visitColumns(row, hadMarker);
            }
            if (!row.deletion().isLive()) {
                split |= hadUpsert;
                visit(row.deletion());
            }
        }
        for (RangeTombstone range : change.rangeDeletions()) {
            split |= hasStatic || !change.rows().isEmpty();
            visit(range.deletionTime());
        }
        if (!change.deletion().isLive()) {
            split = true;
            visit(change.deletion());
        }
    }

    private void visitColumns(RowChange row, boolean hadMarker) {
        for (ColumnChange column : row.columns()) {
            if (!column.deletion().isLive()) {
                visit(ColumnChange.logTime(column.deletion()), 0);
            }
            for (Cell<?> cell : column.cells()) {
                split |= hadMarker && column.column().isComplex() && !cell.isTombstone();
                visit(cell.timestamp(), ColumnChange.ttl(cell));
            }
        }
    }

    private void visit(DeletionTime deletion) {
        visit(deletion.markedForDeleteAt(), 0);
    }

    private void visit(long pieceMicros, int pieceTtl) {
        split |= !empty && (micros != pieceMicros || ttl != pieceTtl);
        micros = pieceMicros;
        ttl = pieceTtl;
        empty = false;
    }
}
