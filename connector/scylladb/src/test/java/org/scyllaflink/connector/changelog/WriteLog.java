/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeId;
import org.scyllaflink.connector.model.ChangeOrigin;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.PartitionDelete;
import org.scyllaflink.connector.model.RangeDelete;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowDelete;
import org.scyllaflink.connector.model.RowMarker;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.testkit.model.Bound;
import org.scyllaflink.testkit.model.ElementChange;
import org.scyllaflink.testkit.model.ModelColumn;
import org.scyllaflink.testkit.model.RowKey;
import org.scyllaflink.testkit.model.TableShape;
import org.scyllaflink.testkit.model.Write;

/** What ScyllaDB would log of writes to a table of any shape: some leave several changes. */
final class WriteLog {

    private final TableShape shape;
    private final TableSchema schema;
    private final List<ModelColumn> columns;
    private long batches;

    WriteLog(TableShape shape, TableSchema schema) {
        this.shape = shape;
        this.schema = schema;
        this.columns = shape.columns().subList(schema.keySize(), schema.columns().size());
    }

    /** The changes of one request, in the order of their times. */
    List<Change> changes(Write write) {
        List<Change> changes = new ArrayList<>();
        long batch = batches++;
        for (Write single : Write.singles(write)) {
            add(changes, single, origin(single.micros(), batch));
        }
        for (Write single : Write.singles(write)) {
            if (single instanceof Write.ColumnDelete delete) {
                // The tombstone of a collection is logged one microsecond after its own time.
                addCells(
                        changes,
                        origin(single.micros() + 1, batch),
                        delete.key(),
                        null,
                        nulls(delete.columns(), false),
                        0);
            }
        }
        return changes;
    }

    private void add(List<Change> changes, Write write, ChangeOrigin origin) {
        Key partition = WrittenValues.key(shape.partitionKey(), write.partition());
        if (write instanceof Write.Insert insert) {
            RowMarker marker = new RowMarker(insert.ttlSeconds());
            addCells(changes, origin, insert.key(), marker, insert.cells(), insert.ttlSeconds());
        } else if (write instanceof Write.Update update) {
            addCells(changes, origin, update.key(), null, update.cells(), update.ttlSeconds());
        } else if (write instanceof Write.StaticUpdate update) {
            changes.add(staticChange(origin, partition, update.cells(), update.ttlSeconds()));
        } else if (write instanceof Write.ColumnDelete delete) {
            addCells(changes, origin, delete.key(), null, nulls(delete.columns(), true), 0);
        } else if (write instanceof Write.RowDelete delete) {
            changes.add(
                    schema.clusteringKeySize() == 0
                            ? new PartitionDelete(origin, partition, null)
                            : new RowDelete(origin, partition, clustering(delete.key()), null));
        } else if (write instanceof Write.RangeDelete delete) {
            changes.add(range(origin, partition, delete));
        } else {
            changes.add(new PartitionDelete(origin, partition, null));
        }
    }

    /** Those columns that are one cell, or those that are several, as deleted. */
    private Map<String, Object> nulls(Collection<String> names, boolean oneCell) {
        Map<String, Object> nulls = new HashMap<>();
        for (String name : names) {
            if (shape.valueColumn(name).type().isOneCell() == oneCell) {
                nulls.put(name, null);
            }
        }
        return nulls;
    }

    /** Static columns are a change of their own. */
    private void addCells(
            List<Change> changes,
            ChangeOrigin origin,
            RowKey row,
            @Nullable RowMarker marker,
            Map<String, Object> cells,
            int ttl) {
        Set<String> statics =
                shape.statics().stream().map(ModelColumn::name).collect(Collectors.toSet());
        Map<String, Object> ofPartition = new HashMap<>(cells);
        ofPartition.keySet().retainAll(statics);
        Map<String, Object> ofRow = new HashMap<>(cells);
        ofRow.keySet().removeAll(statics);
        Key partition = WrittenValues.key(shape.partitionKey(), row.partition());
        if (!ofPartition.isEmpty()) {
            changes.add(staticChange(origin, partition, ofPartition, ttl));
        }
        if (!ofRow.isEmpty() || marker != null) {
            List<ColumnDelta> deltas = deltas(ofRow, ttl);
            changes.add(
                    new RowChange(origin, partition, clustering(row), marker, deltas, null, null));
        }
    }

    private Change staticChange(
            ChangeOrigin origin, Key partition, Map<String, Object> cells, int ttl) {
        return new RowChange(origin, partition, null, null, deltas(cells, ttl), null, null);
    }

    private List<ColumnDelta> deltas(Map<String, Object> cells, int ttl) {
        List<ColumnDelta> deltas = new ArrayList<>();
        for (ModelColumn column : columns) {
            deltas.add(
                    cells.containsKey(column.name())
                            ? delta(column, cells.get(column.name()), ttl)
                            : ColumnDelta.UNTOUCHED);
        }
        return deltas;
    }

    private static ColumnDelta delta(ModelColumn column, @Nullable Object value, int ttl) {
        if (!column.type().isOneCell()) {
            return merged(column, ElementChange.of(column, value), ttl);
        }
        return value == null
                ? ColumnDelta.DELETED
                : new ColumnDelta.Written(WrittenValues.encode(column.type(), value), ttl);
    }

    private static ColumnDelta merged(ModelColumn column, ElementChange change, int ttl) {
        Set<Object> put = new HashSet<>(change.put().keySet());
        put.removeAll(change.removed());
        List<ColumnDelta.Element> added = new ArrayList<>();
        for (Object element : put) {
            CqlValue value = WrittenValues.value(column.type(), element, change.put().get(element));
            added.add(
                    new ColumnDelta.Element(
                            WrittenValues.elementKey(column.type(), element), value, ttl));
        }
        return new ColumnDelta.Merged(
                change.form() == ElementChange.Form.WHOLE,
                added,
                change.removed().stream()
                        .map(element -> WrittenValues.elementKey(column.type(), element))
                        .toList());
    }

    /** In clustering order the greater values of a descending column come first. */
    private RangeDelete range(ChangeOrigin origin, Key partition, Write.RangeDelete delete) {
        List<Object> lower = delete.lower().prefix();
        List<Object> upper = delete.upper().prefix();
        int common = 0;
        while (common < Math.min(lower.size(), upper.size())
                && lower.get(common).equals(upper.get(common))) {
            common++;
        }
        boolean falling =
                common < Math.max(lower.size(), upper.size())
                        && shape.clusteringKey().get(common).descending();
        return falling
                ? new RangeDelete(origin, partition, bound(delete.upper()), bound(delete.lower()))
                : new RangeDelete(origin, partition, bound(delete.lower()), bound(delete.upper()));
    }

    private RangeDelete.Bound bound(Bound bound) {
        return new RangeDelete.Bound(
                WrittenValues.key(shape.clusteringKey(), bound.prefix()), bound.inclusive());
    }

    private Key clustering(RowKey row) {
        return WrittenValues.key(shape.clusteringKey(), row.clustering());
    }

    private ChangeOrigin origin(long micros, long batch) {
        CdcTime time = new CdcTime(CdcTime.lowest(micros).mostSignificant(), batch);
        return new ChangeOrigin(
                schema, new ChangeId(new StreamId(1, 1), time, 0), Instant.ofEpochMilli(0), false);
    }
}
