/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.GoldenBytes;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.RangeDelete;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.source.ChangeTypeInformation;
import org.scyllaflink.testkit.model.RowKey;
import org.scyllaflink.testkit.model.Write;

/** The bytes of what the operator keeps in state. */
class StateFormatTest {

    private static final long T = 1_700_000_000_123_456L;
    private static final TableSchema SCHEMA =
            new TableSchema(
                    new TableName("ks", "t"),
                    List.of(
                            Column.partitionKey("p", CqlType.Native.INT),
                            Column.clustering("c", CqlType.Native.INT, Column.Order.DESCENDING),
                            Column.regular("a", CqlType.Native.INT),
                            Column.regular("b", CqlType.Native.TEXT)));

    @Test
    void rowsAreWrittenAsPublishedAndReadBack() throws IOException {
        CqlValue value = CqlValue.wrap(new byte[] {1, 2});
        checkRow(
                "row-v1-inserted",
                new Cell[] {
                    Cell.written(T, Cell.NO_VALUE, 0),
                    Cell.written(T, value, 0),
                    null,
                    Cell.deleted(T - 5)
                },
                Row.NEVER,
                T);
        checkRow(
                "row-v1-expiring",
                new Cell[] {
                    Cell.written(T, Cell.NO_VALUE, 300),
                    Cell.written(T + 9, value, 60).expired(),
                    new Cell(Cell.State.LIVE, T, value, 60, T / 1_000_000 + 61),
                    Cell.written(T, CqlValue.wrap(new byte[0]), 0)
                },
                T - 1_000_000,
                T + 1);
        checkRow("row-v1-deleted", new Cell[4], T, Row.NEVER);
    }

    private static void checkRow(String resource, Cell[] cells, long tombstone, long version)
            throws IOException {
        RowEncoding encoding = new RowEncoding(cells.length);
        byte[] bytes = encoding.encode(new Row(cells, tombstone, version));
        GoldenBytes.check(resource, new RowBytesSerializer(SCHEMA), bytes);
        Row read = encoding.decode(bytes);
        assertThat(read.tombstoneMicros()).isEqualTo(tombstone);
        assertThat(read.version()).isEqualTo(version);
        for (int i = 0; i < cells.length; i++) {
            assertThat(read.cell(i)).isEqualTo(cells[i]);
        }
    }

    @Test
    void rowOfAnUnknownFormatIsRefused() {
        assertThatThrownBy(() -> new RowEncoding(1).decode(new byte[] {9}))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("row format 9 (expected: 1)");
    }

    @Test
    void rowOfOtherColumnsIsRefused() {
        byte[] bytes = new RowEncoding(3).encode(new Row(new Cell[3], T, T));
        assertThatThrownBy(() -> new RowEncoding(2).decode(bytes))
                .hasRootCauseMessage("1 bytes too many");
        assertThatThrownBy(() -> new RowEncoding(4).decode(bytes))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void tombstonesAreWrittenAsPublishedAndReadBack() throws IOException {
        RangeDelete.Bound bound =
                new RangeDelete.Bound(Key.of(CqlValue.wrap(new byte[] {7})), true);
        RangeDelete.Bound open = new RangeDelete.Bound(Key.EMPTY, false);
        GoldenBytes.check(
                "tombstones-v1",
                TombstonesSerializer.INSTANCE,
                new Tombstones(T, List.of(new Tombstones.Range(bound, open, T + 1))));
        GoldenBytes.checkSnapshot("tombstones-serializer-v1", TombstonesSerializer.INSTANCE);
    }

    @Test
    void pendingChangesAreWrittenAsPublishedAndReadBack() throws IOException {
        PendingChangeSerializer serializer =
                new PendingChangeSerializer(
                        new ChangeTypeInformation(List.of(SCHEMA))
                                .createSerializer(new SerializerConfigImpl()));
        Change change = new LoggedWrites(SCHEMA).change(new Write.RowDelete(RowKey.of(1, 2), T));
        PendingChange pending = PendingChange.of(change, T / 1_000 + 7);
        GoldenBytes.check("pending-change-v2", serializer, pending);
        GoldenBytes.checkSnapshot("pending-change-serializer-v2", serializer);
        GoldenBytes.checkRead("pending-change-v1", serializer, pending);
        GoldenBytes.checkSnapshotRead("pending-change-serializer-v1", serializer);
    }

    @Test
    void rowSerializerKeepsTheSchemaAndRefusesAnother() throws IOException {
        RowBytesSerializer serializer = new RowBytesSerializer(SCHEMA);
        GoldenBytes.checkSnapshot("row-serializer-v1", serializer);
        TableSchema other = new TableSchema(SCHEMA.table(), SCHEMA.columns().subList(0, 3));
        assertThat(
                        new RowBytesSerializer(other)
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(serializer.snapshotConfiguration())
                                .isIncompatible())
                .isTrue();
    }
}
