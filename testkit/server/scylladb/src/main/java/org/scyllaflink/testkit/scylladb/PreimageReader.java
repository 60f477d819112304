/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import javax.annotation.Nullable;
import org.apache.cassandra.db.Clustering;
import org.apache.cassandra.db.ReadExecutionController;
import org.apache.cassandra.db.SinglePartitionReadCommand;
import org.apache.cassandra.db.partitions.PartitionIterator;
import org.apache.cassandra.db.rows.ColumnData;
import org.apache.cassandra.db.rows.Row;
import org.apache.cassandra.db.rows.RowIterator;
import org.apache.cassandra.schema.ColumnMetadata;

/** Reads the rows of a change before it is applied, if the table's images ask for it. */
final class PreimageReader {
    private final CdcTable table;
    private final PartitionChange change;
    private final TreeMap<Clustering<?>, RowState> rows;
    @Nullable private RowState staticRow;

    private PreimageReader(CdcTable table, PartitionChange change) {
        this.table = table;
        this.change = change;
        this.rows = new TreeMap<>(table.base().comparator);
    }

    static Images read(CdcTable table, PartitionChange change, long nowInSeconds) {
        PreimageReader reader = new PreimageReader(table, change);
        boolean images =
                table.options().preimage() != CdcOptions.Preimage.NONE
                        || table.options().postimage();
        if (images && reader.hasRows()) {
            reader.read(nowInSeconds);
        }
        return new Images(table, reader.rows, reader.staticRow);
    }

    private boolean hasRows() {
        return change.staticRow() != null || !change.rows().isEmpty() || deletesOnlyRow();
    }

    private boolean deletesOnlyRow() {
        return !change.deletion().isLive() && table.base().clusteringColumns().isEmpty();
    }

    private void read(long nowInSeconds) {
        NavigableSet<Clustering<?>> clusterings = new TreeSet<>(table.base().comparator);
        change.rows().forEach(row -> clusterings.add(row.clustering()));
        if (deletesOnlyRow()) {
            clusterings.add(Clustering.EMPTY);
        }
        SinglePartitionReadCommand command =
                SinglePartitionReadCommand.create(
                        table.base(), nowInSeconds, change.key(), clusterings);
        try (ReadExecutionController controller = command.executionController();
                PartitionIterator partitions = command.executeInternal(controller)) {
            while (partitions.hasNext()) {
                try (RowIterator partition = partitions.next()) {
                    load(partition);
                }
            }
        }
    }

    private void load(RowIterator partition) {
        if (change.staticRow() != null && !partition.staticRow().isEmpty()) {
            staticRow = state(partition.staticRow(), readStatics());
        }
        Predicate<ColumnMetadata> regulars = readRegulars();
        while (partition.hasNext()) {
            Row row = partition.next();
            rows.put(row.clustering(), state(row, regulars));
        }
    }

    private static RowState state(Row row, Predicate<ColumnMetadata> columns) {
        List<ColumnData> read = new ArrayList<>();
        for (ColumnData data : row) {
            if (columns.test(data.column())) {
                read.add(data);
            }
        }
        RowState state = new RowState();
        state.load(read);
        return state;
    }

    private Predicate<ColumnMetadata> readStatics() {
        return readsAll() ? column -> true : columnsOf(change.staticRow());
    }

    // ScyllaDB asks for the columns of the first row only; other columns, which other rows of the
    // request touch, look null in their preimages.
    private Predicate<ColumnMetadata> readRegulars() {
        boolean deletes =
                deletesOnlyRow()
                        || change.rows().stream().anyMatch(row -> !row.deletion().isLive());
        return readsAll() || deletes || change.rows().isEmpty()
                ? column -> true
                : columnsOf(change.rows().get(0));
    }

    private boolean readsAll() {
        return table.options().preimage() == CdcOptions.Preimage.FULL
                || table.options().postimage();
    }

    private static Predicate<ColumnMetadata> columnsOf(RowChange row) {
        return column -> row.columns().stream().anyMatch(change -> change.column().equals(column));
    }
}
