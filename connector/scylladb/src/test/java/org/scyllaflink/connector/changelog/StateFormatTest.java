/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshotSerializationUtil;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
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
    private static final SlotShape[] SHAPES = {
        SlotShape.MARKER,
        shape(CqlType.Native.INT),
        shape(CqlType.Native.INT),
        shape(CqlType.Native.TEXT)
    };
    private static final SlotShape UNWANTED =
            SlotShape.of(Column.regular("x", CqlType.Native.INT), false);
    private static final List<RowEncoding.Stored> PLAIN =
            List.of(new RowEncoding.Stored(SHAPES, new int[] {0, 1, 2, 3}));
    private static final SlotShape[] WITH_ELEMENTS = {
        SlotShape.MARKER,
        shape(new CqlType.SetOf(CqlType.Native.INT, false)),
        shape(new CqlType.MapOf(CqlType.Native.INT, CqlType.Native.BLOB, false)),
        shape(new CqlType.ListOf(CqlType.Native.INT, false))
    };

    private static SlotShape shape(CqlType type) {
        return SlotShape.of(Column.regular("x", type), true);
    }

    private static final CqlValue VALUE = CqlValue.wrap(new byte[] {1, 2});
    private static final CqlValue KEY = CqlValue.wrap(new byte[] {0, 0, 0, 7});

    @Test
    void rowsAreWrittenAsPublishedAndReadBack() throws IOException {
        checkRow("row-v2-inserted", new RowEncoding(PLAIN, SHAPES), inserted());
        checkRow("row-v2-expiring", new RowEncoding(PLAIN, SHAPES), expiring());
        checkRow("row-v2-deleted", new RowEncoding(PLAIN, SHAPES), deleted());
    }

    @Test
    void rowsOfTheFirstVersionAreRead() throws IOException {
        RowEncoding encoding = new RowEncoding(PLAIN, SHAPES);
        checkRead("row-v1-inserted", encoding, inserted());
        checkRead("row-v1-expiring", encoding, expiring());
        checkRead("row-v1-deleted", encoding, deleted());
    }

    private static Row inserted() {
        return new Row(
                new Slot[] {
                    Cell.written(T, Cell.NO_VALUE, 0),
                    Cell.written(T, VALUE, 0),
                    null,
                    Cell.deleted(T - 5)
                },
                Row.NEVER,
                T);
    }

    private static Row expiring() {
        return new Row(
                new Slot[] {
                    Cell.written(T, Cell.NO_VALUE, 300),
                    Cell.written(T + 9, VALUE, 60).expired(),
                    new Cell(Cell.State.LIVE, T, VALUE, 60, T / 1_000_000 + 61, false),
                    Cell.written(T, CqlValue.wrap(new byte[0]), 0)
                },
                T - 1_000_000,
                T + 1);
    }

    private static Row deleted() {
        return new Row(new Slot[4], T, Row.NEVER);
    }

    @Test
    void rowsThatAReadHasFoundAreWrittenAsPublishedAndReadBack() throws IOException {
        Row row =
                new Row(
                        new Slot[] {
                            Cell.unknown(T),
                            Cell.read(T - 7, VALUE, 0),
                            Cell.read(T, VALUE, T / 1_000_000 + 60),
                            Cell.read(T, VALUE, T / 1_000_000 + 60).expired()
                        },
                        Row.NEVER,
                        T);
        checkRow("row-v2-read", new RowEncoding(PLAIN, SHAPES), row);
    }

    @Test
    void elementsAreWrittenAsPublishedAndReadBack() throws IOException {
        RowEncoding encoding =
                new RowEncoding(
                        List.of(new RowEncoding.Stored(WITH_ELEMENTS, new int[] {0, 1, 2, 3})),
                        WITH_ELEMENTS);
        Row row =
                new Row(
                        new Slot[] {
                            null,
                            elements(1, T - 1, Cell.written(T, Cell.NO_VALUE, 0)),
                            elements(2, Row.NEVER, Cell.written(T, VALUE, 60)),
                            elements(3, T, Cell.deleted(T + 3))
                        },
                        Row.NEVER,
                        T);
        checkRow("row-v2-elements", encoding, row);
    }

    private static Elements elements(int slot, long clearedMicros, Cell cell) {
        return new Elements(
                WITH_ELEMENTS[slot],
                clearedMicros,
                new Elements.Element[] {new Elements.Element(KEY, cell)});
    }

    @Test
    void rowOfAnEarlierLayoutIsReadInTheNewPlacesAndWithoutUnwantedValues() throws IOException {
        SlotShape[] now = {SHAPES[0], SHAPES[1], SHAPES[2], UNWANTED, SHAPES[2]};
        RowEncoding encoding =
                new RowEncoding(
                        List.of(
                                new RowEncoding.Stored(SHAPES, new int[] {0, 1, 3, 4}),
                                new RowEncoding.Stored(now, new int[] {0, 1, 2, 3, 4})),
                        now);
        Row read = encoding.decode(bytes("row-v1-expiring"));
        assertThat(read.slot(1)).isEqualTo(expiring().slot(1));
        assertThat(read.slot(2)).isNull();
        assertThat(read.slot(4)).isEqualTo(expiring().slot(3));

        byte[] written = encoding.encode(read);
        GoldenBytes.check("row-v2-second-layout", new RowBytesSerializer(SCHEMA), written);
        assertThat(((Cell) encoding.decode(written).slot(3)).value()).isEqualTo(Cell.NO_VALUE);
    }

    private static void checkRow(String resource, RowEncoding encoding, Row row)
            throws IOException {
        GoldenBytes.check(resource, new RowBytesSerializer(SCHEMA), encoding.encode(row));
        checkRead(resource, encoding, row);
    }

    private static void checkRead(String resource, RowEncoding encoding, Row row)
            throws IOException {
        Row read = encoding.decode(bytes(resource));
        assertThat(read.tombstoneMicros()).isEqualTo(row.tombstoneMicros());
        assertThat(read.version()).isEqualTo(row.version());
        for (int i = 0; i < row.size(); i++) {
            assertThat(read.slot(i)).usingRecursiveComparison().isEqualTo(row.slot(i));
        }
    }

    private static byte[] bytes(String resource) throws IOException {
        return new RowBytesSerializer(SCHEMA)
                .deserialize(new DataInputDeserializer(GoldenBytes.read(resource)));
    }

    @Test
    void rowOfAnUnknownFormatIsRefused() {
        assertThatThrownBy(() -> new RowEncoding(PLAIN, SHAPES).decode(new byte[] {9}))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("row format 9 (expected: 1 or 2)");
    }

    @Test
    void rowOfAnUnknownLayoutIsRefused() {
        RowEncoding second = new RowEncoding(List.of(PLAIN.get(0), PLAIN.get(0)), SHAPES);
        byte[] bytes = second.encode(deleted());
        assertThatThrownBy(() -> new RowEncoding(PLAIN, SHAPES).decode(bytes))
                .hasRootCauseMessage("row layout 1 (expected: less than 1)");
    }

    @Test
    void rowOfOtherColumnsIsRefused() {
        RowEncoding encoding = new RowEncoding(PLAIN, SHAPES);
        byte[] bytes = encoding.encode(deleted());
        assertThatThrownBy(() -> encoding.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .hasRootCauseMessage("1 bytes too many");
        assertThatThrownBy(() -> encoding.decode(Arrays.copyOf(bytes, bytes.length - 1)))
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
    void layoutIsWrittenAsPublishedAndReadBack() throws IOException {
        RowLayout layout = RowLayout.of(SCHEMA, List.of("b", "p"));
        DataOutputSerializer target = new DataOutputSerializer(64);
        layout.write(target);
        GoldenBytes.check(
                "row-layout-v2", new RowBytesSerializer(SCHEMA), target.getCopyOfBuffer());
        assertThat(RowLayout.read(new DataInputDeserializer(target.getCopyOfBuffer())))
                .isEqualTo(layout);
    }

    @Test
    void rowSerializerKeepsTheSchemaAndTakesAnotherThatHasMoreColumns() throws IOException {
        RowBytesSerializer serializer = new RowBytesSerializer(SCHEMA);
        GoldenBytes.checkSnapshot("row-serializer-v2", serializer);
        GoldenBytes.checkSnapshotRead("row-serializer-v1", serializer);
        TypeSerializerSnapshot<byte[]> older = snapshot("row-serializer-v1");
        TypeSerializerSnapshot<byte[]> old = serializer.snapshotConfiguration();

        assertThat(isReadable(more(), old)).isTrue();
        assertThat(isReadable(less(), old)).isFalse();
        assertThat(isReadable(more(), older)).isFalse();
        assertThat(isReadable(SCHEMA, older)).isTrue();
    }

    private static boolean isReadable(TableSchema schema, TypeSerializerSnapshot<byte[]> old) {
        return new RowBytesSerializer(schema)
                .snapshotConfiguration()
                .resolveSchemaCompatibility(old)
                .isCompatibleAsIs();
    }

    private static TypeSerializerSnapshot<byte[]> snapshot(String resource) throws IOException {
        return TypeSerializerSnapshotSerializationUtil.readSerializerSnapshot(
                new DataInputDeserializer(GoldenBytes.read(resource)),
                StateFormatTest.class.getClassLoader());
    }

    private static TableSchema less() {
        return new TableSchema(SCHEMA.table(), SCHEMA.columns().subList(0, 3));
    }

    private static TableSchema more() {
        List<Column> columns = new ArrayList<>(SCHEMA.columns());
        columns.add(2, Column.regular("aa", CqlType.Native.INT));
        return new TableSchema(SCHEMA.table(), columns);
    }
}
