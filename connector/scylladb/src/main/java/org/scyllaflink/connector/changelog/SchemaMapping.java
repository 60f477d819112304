/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.util.ArrayList;
import java.util.List;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeOrigin;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.PartitionDelete;
import org.scyllaflink.connector.model.RangeDelete;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowDelete;
import org.scyllaflink.connector.model.SnapshotRow;
import org.scyllaflink.connector.model.TableSchema;

/**
 * Brings changes that were read with one schema of a table into the columns of another: columns are
 * found by name when this is made, and not again. Images, of which full rows are not made, are left
 * behind.
 */
final class SchemaMapping {

    private static final String WHAT_TO_DO =
            "(expected: the columns that the job was built with, which are %s; to go on with the"
                    + " table as it is now, start the job again without its state)";

    private final TableSchema target;

    private static final int NONE = -1;

    /** For each non-key column of the target its place among those of the source, or none. */
    private final int[] ordinals;

    private SchemaMapping(TableSchema target, int[] ordinals) {
        this.target = target;
        this.ordinals = ordinals;
    }

    /**
     * @throws IllegalStateException if the source is not of the target's table, or lacks a column
     *     of it, or has it with another type; the message names the column and says what to do
     */
    static SchemaMapping of(TableSchema source, TableSchema target) {
        if (!source.table().equals(target.table())) {
            throw new IllegalStateException(
                    "change of " + source + " (expected: changes of " + target + ")");
        }
        if (source.partitionKeySize() != target.partitionKeySize()
                || source.keySize() != target.keySize()) {
            throw changed(target, "the primary key is another one");
        }
        int[] ordinals = new int[target.columns().size() - target.keySize()];
        for (int i = 0; i < target.columns().size(); i++) {
            Column column = target.column(i);
            if (!source.hasColumn(column.name())) {
                throw changed(
                        target, "column '" + column.name() + "' was dropped or renamed meanwhile");
            }
            int place = source.indexOf(column.name());
            check(target, column, source.column(place));
            if (i < target.keySize() && place != i) {
                throw changed(
                        target, "column '" + column.name() + "' has another place in the key");
            } else if (i >= target.keySize()) {
                ordinals[i - target.keySize()] = place - source.keySize();
            }
        }
        return new SchemaMapping(target, ordinals);
    }

    /**
     * For changes and rows that the job has in its state since before columns were added.
     *
     * @throws IllegalStateException if the target lacks a column of the former schema or has it
     *     with another type; the message names the column and says what to do
     */
    static SchemaMapping ofFormer(TableSchema former, TableSchema target) {
        of(target, former);
        int[] ordinals = new int[target.columns().size() - target.keySize()];
        for (int i = 0; i < ordinals.length; i++) {
            String name = target.column(target.keySize() + i).name();
            ordinals[i] = former.hasColumn(name) ? former.indexOf(name) - former.keySize() : NONE;
        }
        return new SchemaMapping(target, ordinals);
    }

    private static void check(TableSchema target, Column expected, Column found) {
        if (found.kind() != expected.kind() || found.order() != expected.order()) {
            throw changed(target, "column '" + expected.name() + "' was made anew as another kind");
        }
        if (!TypeChange.isReadable(found.type(), expected.type())) {
            throw changed(
                    target,
                    "column '"
                            + expected.name()
                            + "' is of type "
                            + found.type().cql()
                            + " now and was of type "
                            + expected.type().cql());
        }
    }

    private static IllegalStateException changed(TableSchema target, String what) {
        return new IllegalStateException(
                target.table() + ": " + what + " " + String.format(WHAT_TO_DO, names(target)));
    }

    private static List<String> names(TableSchema schema) {
        return schema.columns().stream().map(Column::name).toList();
    }

    /** Names of the columns of the source that the target does not have. */
    static List<String> added(TableSchema source, TableSchema target) {
        return names(source).stream().filter(name -> !target.hasColumn(name)).toList();
    }

    Change apply(Change change) {
        ChangeOrigin from = change.origin();
        ChangeOrigin origin =
                new ChangeOrigin(target, from.id(), from.generationStart(), from.expiration());
        return switch (change.kind()) {
            case ROW_CHANGE -> apply((RowChange) change, origin);
            case ROW_DELETE ->
                    new RowDelete(
                            origin,
                            change.partitionKey(),
                            ((RowDelete) change).clusteringKey(),
                            null);
            case RANGE_DELETE ->
                    new RangeDelete(
                            origin,
                            change.partitionKey(),
                            ((RangeDelete) change).start(),
                            ((RangeDelete) change).end());
            case PARTITION_DELETE -> new PartitionDelete(origin, change.partitionKey(), null);
            case SNAPSHOT_ROW -> apply((SnapshotRow) change, origin);
        };
    }

    private SnapshotRow apply(SnapshotRow row, ChangeOrigin origin) {
        List<SnapshotRow.Cell> cells = new ArrayList<>();
        for (int i = 0; i < ordinals.length; i++) {
            for (SnapshotRow.Cell cell : row.cells()) {
                if (cell.ordinal() == ordinals[i]) {
                    cells.add(
                            new SnapshotRow.Cell(
                                    i,
                                    cell.element(),
                                    cell.value(),
                                    cell.micros(),
                                    cell.expirySecond()));
                }
            }
        }
        return new SnapshotRow(origin, row.partitionKey(), row.clusteringKey(), cells);
    }

    private RowChange apply(RowChange change, ChangeOrigin origin) {
        ColumnDelta[] deltas = new ColumnDelta[ordinals.length];
        for (int i = 0; i < deltas.length; i++) {
            deltas[i] = ordinals[i] == NONE ? ColumnDelta.UNTOUCHED : change.delta(ordinals[i]);
        }
        return new RowChange(
                origin,
                change.partitionKey(),
                change.clusteringKey(),
                change.marker(),
                List.of(deltas),
                null,
                null);
    }
}
