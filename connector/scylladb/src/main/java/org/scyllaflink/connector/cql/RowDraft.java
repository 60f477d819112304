/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

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
import org.scyllaflink.connector.model.TableSchema;

/**
 * The change of one row, gathered from its rows in one batch of the log: one for the marker and the
 * cells with its TTL, one for the cells set to null, and one for every further TTL.
 */
final class RowDraft {

    private static final RowMarker LASTING = new RowMarker(0);

    private final TableSchema schema;
    private final ChangeOrigin origin;
    private final @Nullable Key key;
    private final ColumnDelta[] deltas;
    private @Nullable RowMarker marker;

    /**
     * @param key null for a partition's static columns
     */
    RowDraft(TableSchema schema, ChangeOrigin origin, @Nullable Key key) {
        this.schema = schema;
        this.origin = origin;
        this.key = key;
        this.deltas = new ColumnDelta[schema.columns().size() - schema.keySize()];
        Arrays.fill(deltas, ColumnDelta.UNTOUCHED);
    }

    @Nullable Key key() {
        return key;
    }

    /**
     * @throws IllegalArgumentException if the row speaks of a column of which another row of the
     *     batch spoke
     */
    void merge(LogRow row, boolean insert) {
        int ttlSeconds = row.ttlSeconds();
        if (insert) {
            marker = ttlSeconds == 0 ? LASTING : new RowMarker(ttlSeconds);
        }
        int firstColumn = schema.keySize();
        for (int i = 0; i < deltas.length; i++) {
            CqlValue value = row.value(firstColumn + i);
            if (value != null) {
                set(i, new ColumnDelta.Written(value, ttlSeconds));
            } else if (row.isDeleted(firstColumn + i)) {
                set(i, ColumnDelta.DELETED);
            }
        }
    }

    RowChange complete(Key partitionKey, @Nullable RowImage before, @Nullable RowImage after) {
        return new RowChange(origin, partitionKey, key, marker, List.of(deltas), before, after);
    }

    private void set(int ordinal, ColumnDelta delta) {
        if (deltas[ordinal] != ColumnDelta.UNTOUCHED) {
            throw new IllegalArgumentException(
                    "column '"
                            + schema.column(schema.keySize() + ordinal).name()
                            + "' for a second time (expected: once a batch)");
        }
        deltas[ordinal] = delta;
    }
}
