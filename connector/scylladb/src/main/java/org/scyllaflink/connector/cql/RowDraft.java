/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.ChangeOrigin;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowImage;
import org.scyllaflink.connector.model.RowMarker;

/**
 * The change of one row, gathered from its rows in one batch of the log: one for the marker and the
 * cells with its TTL, one for the cells set to null, and one for every further TTL.
 */
final class RowDraft {

    private static final RowMarker LASTING = new RowMarker(0);

    private final LogLayout layout;
    private final ChangeOrigin origin;
    private final @Nullable Key key;
    private final ColumnDelta[] deltas;

    /** By ordinal, once a non-frozen column is touched. */
    private @Nullable MergedDraft @Nullable [] merged;

    private @Nullable RowMarker marker;
    private boolean touchesColumns;

    /**
     * @param key null for a partition's static columns
     */
    RowDraft(LogLayout layout, ChangeOrigin origin, @Nullable Key key) {
        this.layout = layout;
        this.origin = origin;
        this.key = key;
        this.deltas = new ColumnDelta[layout.size()];
        Arrays.fill(deltas, ColumnDelta.UNTOUCHED);
    }

    @Nullable Key key() {
        return key;
    }

    /**
     * @throws IllegalArgumentException if the row speaks of a column of which another row of the
     *     batch spoke, or which it has no business with
     */
    void merge(LogRow row, boolean insert) {
        int ttlSeconds = row.ttlSeconds();
        if (insert) {
            marker = ttlSeconds == 0 ? LASTING : new RowMarker(ttlSeconds);
        }
        int firstColumn = layout.schema().keySize();
        for (int i = 0; i < deltas.length; i++) {
            Elements elements = layout.elements(i);
            if (elements != null) {
                mergeElements(i, elements, row, ttlSeconds);
                continue;
            }
            CqlValue value = row.value(firstColumn + i);
            if (value != null) {
                set(i, new ColumnDelta.Written(value, ttlSeconds));
            } else if (row.isDeleted(firstColumn + i)) {
                set(i, ColumnDelta.DELETED);
            }
        }
    }

    RowChange complete(Key partitionKey, @Nullable RowImage before, @Nullable RowImage after) {
        for (int i = 0; merged != null && i < deltas.length; i++) {
            if (merged[i] != null) {
                deltas[i] = merged[i].complete();
            }
        }
        // What was logged before the option was altered to 'keys' has values nevertheless.
        if (layout.keysOnly() && !touchesColumns) {
            for (int i = 0; i < deltas.length; i++) {
                if (layout.isStatic(i) == (key == null)) {
                    deltas[i] = ColumnDelta.UNLOGGED;
                }
            }
        }
        return new RowChange(origin, partitionKey, key, marker, List.of(deltas), before, after);
    }

    private void set(int ordinal, ColumnDelta delta) {
        touch(ordinal);
        if (deltas[ordinal] != ColumnDelta.UNTOUCHED) {
            throw twice("column", ordinal);
        }
        deltas[ordinal] = delta;
    }

    private void mergeElements(int ordinal, Elements elements, LogRow row, int ttlSeconds) {
        int column = layout.schema().keySize() + ordinal;
        CqlValue added = row.value(column);
        CqlValue removed = row.deletedElements(column);
        boolean cleared = row.isDeleted(column);
        if (added == null && removed == null && !cleared) {
            return;
        }
        touch(ordinal);
        if (merged == null) {
            merged = new MergedDraft[deltas.length];
        }
        MergedDraft draft = merged[ordinal];
        if (draft == null) {
            draft = new MergedDraft();
            merged[ordinal] = draft;
        }
        if (cleared && draft.cleared) {
            throw twice("deletion of column", ordinal);
        }
        draft.cleared |= cleared;
        if (added != null) {
            elements.read(added, ttlSeconds, draft.added);
        }
        if (removed != null) {
            draft.removed.addAll(Elements.keys(removed));
        }
    }

    private void touch(int ordinal) {
        layout.checkKind(ordinal, key == null);
        touchesColumns = true;
    }

    private IllegalArgumentException twice(String what, int ordinal) {
        return new IllegalArgumentException(
                what
                        + " '"
                        + layout.name(ordinal)
                        + "' for a second time (expected: once a batch)");
    }

    /** The elements of one column, whose TTLs may differ. */
    private static final class MergedDraft {
        private final List<ColumnDelta.Element> added = new ArrayList<>();
        private final List<CqlValue> removed = new ArrayList<>();
        private boolean cleared;

        ColumnDelta complete() {
            return new ColumnDelta.Merged(cleared, added, removed);
        }
    }
}
