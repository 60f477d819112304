/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.ChangeId;
import org.scyllaflink.connector.model.ChangeOrigin;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.SnapshotRow;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableReads;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.testkit.model.ModelColumn;
import org.scyllaflink.testkit.model.ReadRow;
import org.scyllaflink.testkit.model.TableModel;
import org.scyllaflink.testkit.model.Write;

/** A table on a server as reads find it: a model that gets writes before the log shows them. */
final class ModelledReads implements TableReads {

    private final TableModel table;
    private final TableSchema schema;
    private final boolean tellsElementTimes;
    private final Map<Key, List<Object>> partitions = new HashMap<>();
    private long nowMicros;

    /**
     * @param tellsElementTimes whether the server knows {@code WRITETIME} and {@code TTL} of
     *     elements of non-frozen collections
     */
    ModelledReads(TableModel table, TableSchema schema, boolean tellsElementTimes) {
        this.table = table;
        this.schema = schema;
        this.tellsElementTimes = tellsElementTimes;
    }

    void write(Write write) {
        table.apply(write);
        partitions.put(key(write.partition()), write.partition());
    }

    void goOnTo(long micros) {
        nowMicros = micros;
    }

    /** Those that were ever written to. */
    List<Key> partitions() {
        return List.copyOf(partitions.keySet());
    }

    @Override
    public CompletionStage<List<SnapshotRow>> partition(Key partitionKey, CdcTime origin) {
        return CompletableFuture.completedFuture(read(partitionKey, origin));
    }

    List<SnapshotRow> read(Key partitionKey, CdcTime origin) {
        List<SnapshotRow> rows = new ArrayList<>();
        for (ReadRow row : table.readAt(partitions.get(partitionKey), nowMicros)) {
            Key clustering =
                    WrittenValues.key(table.shape().clusteringKey(), row.key().clustering());
            List<SnapshotRow.Cell> cells = new ArrayList<>();
            row.cells().forEach(cell -> cells.add(cell(cell, origin.micros())));
            rows.add(
                    new SnapshotRow(
                            origin(origin),
                            partitionKey,
                            row.isStatic() ? null : clustering,
                            cells));
        }
        return rows;
    }

    @Override
    public CompletionStage<Boolean> exists(Key partitionKey, Key clusteringKey) {
        return CompletableFuture.completedFuture(
                read(partitionKey, CdcTime.lowest(nowMicros)).stream()
                        .anyMatch(row -> clusteringKey.equals(row.clusteringKey())));
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private SnapshotRow.Cell cell(ReadRow.ReadCell cell, long originMicros) {
        int ordinal = schema.indexOf(cell.column()) - schema.keySize();
        ModelColumn column = table.shape().valueColumn(cell.column());
        if (cell.element() == null) {
            return new SnapshotRow.Cell(
                    ordinal,
                    null,
                    WrittenValues.encode(column.type(), cell.value()),
                    cell.micros(),
                    cell.expirySecond());
        }
        return new SnapshotRow.Cell(
                ordinal,
                WrittenValues.elementKey(column.type(), cell.element()),
                WrittenValues.value(column.type(), cell.element(), cell.value()),
                tellsElementTimes ? cell.micros() : originMicros - 1,
                tellsElementTimes ? cell.expirySecond() : 0);
    }

    private Key key(List<Object> partition) {
        return WrittenValues.key(table.shape().partitionKey(), partition);
    }

    private ChangeOrigin origin(CdcTime time) {
        return new ChangeOrigin(
                schema, new ChangeId(new StreamId(1, 1), time, 0), Instant.ofEpochMilli(0), false);
    }
}
