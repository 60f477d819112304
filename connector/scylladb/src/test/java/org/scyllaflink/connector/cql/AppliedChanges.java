/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.ClusteringOrder;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.RangeDelete;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowDelete;
import org.scyllaflink.connector.model.RowImage;
import org.scyllaflink.connector.model.TableSchema;

/** Applies changes to a table, and sees to it that their images show the table as it is. */
final class AppliedChanges {

    private final TableSchema schema;
    private final ClusteringOrder order;
    private final PlainTable table = new PlainTable();

    AppliedChanges(TableSchema schema) {
        this.schema = schema;
        this.order = ClusteringOrder.of(schema);
    }

    PlainTable table() {
        return table;
    }

    void apply(ChangeBatch batch) {
        for (Change change : batch.changes()) {
            if (change instanceof RowChange row) {
                checkImage(row.before(), row.partitionKey(), row.clusteringKey());
            } else if (change instanceof RowDelete delete) {
                checkImage(delete.before(), delete.partitionKey(), delete.clusteringKey());
            }
        }
        batch.changes().forEach(this::apply);
        for (Change change : batch.changes()) {
            if (change instanceof RowChange row) {
                checkImage(row.after(), row.partitionKey(), row.clusteringKey());
            }
        }
        table.forgetWhatIsGone();
    }

    private void apply(Change change) {
        List<String> partition = plain(change.partitionKey(), 0);
        switch (change.kind()) {
            case ROW_CHANGE -> {
                RowChange row = (RowChange) change;
                patch(row, table.row(partition, clustering(row.clusteringKey())));
            }
            case ROW_DELETE ->
                    table.deleteRows(
                            partition, clustering(((RowDelete) change).clusteringKey())::equals);
            case RANGE_DELETE -> deleteRange(partition, (RangeDelete) change);
            case PARTITION_DELETE -> table.deletePartition(partition);
            case SNAPSHOT_ROW ->
                    throw new IllegalStateException(change + " (expected: a row of the log)");
        }
    }

    private void deleteRange(List<String> partition, RangeDelete range) {
        table.deleteRows(
                partition,
                key ->
                        order.isBetween(
                                new Key(
                                        key.stream()
                                                .map(Integer::parseInt)
                                                .map(HandMadeRow::cell)
                                                .toList()),
                                range.start(),
                                range.end()));
    }

    private void patch(RowChange change, PlainTable.Row row) {
        if (change.marker() != null) {
            row.mark(change.marker().ttlSeconds());
        }
        for (int i = 0; i < change.deltas().size(); i++) {
            Column column = schema.column(schema.keySize() + i);
            ColumnDelta delta = change.delta(i);
            if (delta instanceof ColumnDelta.Written written) {
                Object value = VectorValues.plain(column.type(), written.value());
                row.set(column.name(), value, written.ttlSeconds());
            } else if (delta instanceof ColumnDelta.Deleted) {
                row.clear(column.name());
            } else if (delta instanceof ColumnDelta.Unlogged) {
                row.set(column.name(), RowsByReference.UNLOGGED, 0);
            } else if (delta instanceof ColumnDelta.Merged merged) {
                merge(column, merged, row);
            }
        }
    }

    private static void merge(Column column, ColumnDelta.Merged merged, PlainTable.Row row) {
        CqlType keyType = VectorValues.keyType(column.type());
        if (merged.cleared()) {
            row.clear(column.name());
        }
        for (ColumnDelta.Element element : merged.added()) {
            Object value =
                    element.value() == null
                            ? "element"
                            : VectorValues.plain(
                                    VectorValues.elementType(column.type(), element.key()),
                                    element.value());
            row.setElement(
                    column.name(),
                    (String) VectorValues.plain(keyType, element.key()),
                    value,
                    element.ttlSeconds());
        }
        for (CqlValue key : merged.removed()) {
            row.removeElement(column.name(), (String) VectorValues.plain(keyType, key));
        }
    }

    private void checkImage(@Nullable RowImage image, Key partition, @Nullable Key key) {
        PlainTable.Row row = table.row(plain(partition, 0), clustering(key));
        for (int i = 0; image != null && i < image.size(); i++) {
            Column column = schema.column(schema.keySize() + i);
            PlainTable.Cell cell = row.cell(column.name());
            if (!image.includes(i) || cell != null && cell.value() == RowsByReference.UNLOGGED) {
                assertThat(image.includes(i) || image.value(i) == null).isTrue();
                continue;
            }
            Object shown = VectorValues.plain(column.type(), image.value(i));
            Object known =
                    column.type().isAtomic()
                            ? cell == null ? null : cell.value()
                            : whole(column.type(), row.elements(column.name()));
            assertThat(shown).as(column.name() + " in " + image).isEqualTo(known);
        }
    }

    /** Elements as one value in plain form. */
    private static @Nullable Object whole(
            CqlType type, @Nullable Map<String, PlainTable.Cell> elements) {
        if (elements == null) {
            return null;
        } else if (type instanceof CqlType.ListOf) {
            return new ArrayList<>(elements.values().stream().map(c -> c.value()).toList());
        } else if (type instanceof CqlType.SetOf) {
            return new ArrayList<>(elements.keySet());
        }
        return elements.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                entry -> name(type, entry.getKey()),
                                entry -> entry.getValue().value()));
    }

    private static String name(CqlType type, String key) {
        return type instanceof CqlType.UserDefined udt
                ? udt.fields().get(Integer.parseInt(key)).name()
                : key;
    }

    private @Nullable List<String> clustering(@Nullable Key key) {
        return key == null ? null : plain(key, schema.partitionKeySize());
    }

    private List<String> plain(Key key, int firstColumn) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            CqlType type = schema.column(firstColumn + i).type();
            values.add((String) VectorValues.plain(type, key.value(i)));
        }
        return values;
    }
}
