/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.scyllaflink.connector.GoldenBytes;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeId;
import org.scyllaflink.connector.model.ChangeOrigin;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.PartitionDelete;
import org.scyllaflink.connector.model.RangeDelete;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowDelete;
import org.scyllaflink.connector.model.RowImage;
import org.scyllaflink.connector.model.RowMarker;
import org.scyllaflink.connector.model.SnapshotRow;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

class ChangeSerializerTest {

    private static final CqlType.UserDefined ADDRESS =
            new CqlType.UserDefined(
                    "address",
                    List.of(new CqlType.UserDefined.Field("city", CqlType.Native.TEXT)),
                    true);

    private static final TableSchema EVENTS =
            new TableSchema(
                    new TableName("shop", "events"),
                    List.of(
                            Column.partitionKey("day", CqlType.Native.INT),
                            Column.clustering(
                                    "at", CqlType.Native.TIMEUUID, Column.Order.DESCENDING),
                            Column.fixed("note", CqlType.Native.TEXT),
                            Column.regular("amount", CqlType.Native.DECIMAL),
                            Column.regular("place", ADDRESS),
                            Column.regular(
                                    "tags",
                                    new CqlType.MapOf(
                                            CqlType.Native.TEXT,
                                            new CqlType.ListOf(CqlType.Native.INT, true),
                                            false)),
                            Column.regular(
                                    "where",
                                    new CqlType.TupleOf(
                                            List.of(
                                                    new CqlType.VectorOf(CqlType.Native.FLOAT, 3),
                                                    new CqlType.SetOf(
                                                            CqlType.Native.INET, true))))));

    private static final TableSchema USERS =
            new TableSchema(
                    new TableName("shop", "users"),
                    List.of(Column.partitionKey("id", CqlType.Native.BIGINT)));

    private static final TypeSerializer<Change> SERIALIZER =
            new ChangeTypeInformation(List.of(USERS, EVENTS))
                    .createSerializer(new SerializerConfigImpl());

    private static final Key DAY = Key.of(value(0, 0, 0, 7));
    private static final Key AT = Key.of(value(1, 2, 3));

    private static final Map<String, Change> CHANGES =
            Map.of(
                    "row-change",
                    new RowChange(
                            origin(EVENTS, false),
                            DAY,
                            AT,
                            new RowMarker(3600),
                            List.of(
                                    ColumnDelta.UNTOUCHED,
                                    new ColumnDelta.Written(value(9, 9), 300),
                                    ColumnDelta.DELETED,
                                    new ColumnDelta.Merged(
                                            true,
                                            List.of(
                                                    new ColumnDelta.Element(value(1), value(2), 0),
                                                    new ColumnDelta.Element(value(), null, 60)),
                                            List.of(value(5))),
                                    new ColumnDelta.Written(value(), 0)),
                            new RowImage(new CqlValue[] {null, value(8), null, value(), null}),
                            new RowImage(new CqlValue[5])),
                    "static-change",
                    new RowChange(
                            origin(EVENTS, false),
                            DAY,
                            null,
                            null,
                            List.of(
                                    new ColumnDelta.Written(CqlValue.wrap(new byte[200]), 0),
                                    ColumnDelta.UNTOUCHED,
                                    ColumnDelta.UNTOUCHED,
                                    ColumnDelta.UNTOUCHED,
                                    ColumnDelta.UNTOUCHED),
                            null,
                            null),
                    "keys-only",
                    new RowChange(
                            origin(USERS, false),
                            DAY,
                            Key.EMPTY,
                            new RowMarker(0),
                            List.of(),
                            null,
                            null),
                    "row-delete",
                    new RowDelete(origin(EVENTS, true), DAY, AT, new RowImage(new CqlValue[5])),
                    "range-delete",
                    new RangeDelete(
                            origin(EVENTS, false),
                            DAY,
                            new RangeDelete.Bound(AT, true),
                            new RangeDelete.Bound(Key.EMPTY, false)),
                    "partition-delete",
                    new PartitionDelete(origin(USERS, false), DAY, null));

    @TestFactory
    List<DynamicTest> changesAreWrittenAsPublishedAndReadBack() {
        return CHANGES.entrySet().stream()
                .map(
                        entry ->
                                DynamicTest.dynamicTest(
                                        entry.getKey(),
                                        () ->
                                                GoldenBytes.check(
                                                        "change-v2-" + entry.getKey(),
                                                        SERIALIZER,
                                                        entry.getValue())))
                .toList();
    }

    @TestFactory
    List<DynamicTest> changesOfTheFirstVersionAreRead() {
        return CHANGES.entrySet().stream()
                .map(
                        entry ->
                                DynamicTest.dynamicTest(
                                        entry.getKey(),
                                        () ->
                                                GoldenBytes.checkRead(
                                                        "change-v1-" + entry.getKey(),
                                                        SERIALIZER,
                                                        entry.getValue())))
                .toList();
    }

    @Test
    void anImageKeepsNullApartFromLeftOut() throws IOException {
        BitSet included = BitSet.valueOf(new long[] {0b01101});
        RowImage image =
                new RowImage(new CqlValue[] {null, null, value(), value(7), null}, included);
        GoldenBytes.check(
                "change-v2-image",
                SERIALIZER,
                new RowDelete(origin(EVENTS, false), DAY, AT, image));
    }

    @Test
    void aValueThatIsNotLoggedIsWrittenAsPublishedAndReadBack() throws IOException {
        List<ColumnDelta> deltas = new ArrayList<>(Collections.nCopies(5, ColumnDelta.UNLOGGED));
        deltas.set(0, ColumnDelta.UNTOUCHED);
        GoldenBytes.check(
                "change-v2-unlogged",
                SERIALIZER,
                new RowChange(origin(EVENTS, false), DAY, AT, null, deltas, null, null));
    }

    @Test
    void rowsOfASnapshotAreWrittenAsPublishedAndReadBack() throws IOException {
        List<SnapshotRow.Cell> cells =
                List.of(
                        new SnapshotRow.Cell(1, null, value(9, 9), 1_700_000_000_000_001L, 0),
                        new SnapshotRow.Cell(2, null, null, -1, 1_700_000_600L),
                        new SnapshotRow.Cell(3, value(5), value(), 7, 1_700_000_700L));
        GoldenBytes.check(
                "change-v2-snapshot-row",
                SERIALIZER,
                new SnapshotRow(origin(EVENTS, false), DAY, AT, cells));
        GoldenBytes.check(
                "change-v2-snapshot-static",
                SERIALIZER,
                new SnapshotRow(
                        origin(EVENTS, false),
                        DAY,
                        null,
                        List.of(new SnapshotRow.Cell(0, null, value(1), 5, 0))));
        GoldenBytes.check(
                "change-v2-snapshot-empty",
                SERIALIZER,
                new SnapshotRow(origin(USERS, false), DAY, Key.EMPTY, List.of()));
    }

    @Test
    void changesOfOtherSchemasCarryTheirs() throws IOException {
        for (ChangeSerializer other :
                List.of(new ChangeSerializer(List.of()), new ChangeSerializer(List.of(USERS)))) {
            Change change = CHANGES.get("row-change");
            GoldenBytes.check("change-v2-in-full-" + other.schemas().size(), other, change);
        }
    }

    @Test
    void oneSchemaIsOneObjectOnTheOtherSide() throws IOException {
        ChangeSerializer serializer = new ChangeSerializer(List.of());
        DataOutputSerializer bytes = new DataOutputSerializer(64);
        for (String name :
                List.of("row-change", "keys-only", "static-change", "partition-delete")) {
            serializer.serialize(CHANGES.get(name), bytes);
        }
        ChangeSerializer reader = (ChangeSerializer) serializer.duplicate();
        DataInputDeserializer source = new DataInputDeserializer(bytes.getCopyOfBuffer());
        List<TableSchema> schemas = new ArrayList<>();
        while (source.available() > 0) {
            schemas.add(reader.deserialize(source).origin().schema());
        }
        assertThat(schemas).containsExactly(EVENTS, USERS, EVENTS, USERS);
        assertThat(schemas.get(2)).isSameAs(schemas.get(0));
        assertThat(schemas.get(3)).isSameAs(schemas.get(1));
    }

    @Test
    void duplicatesShareNothing() {
        assertThat(SERIALIZER.duplicate()).isEqualTo(SERIALIZER).isNotSameAs(SERIALIZER);
    }

    @Test
    void snapshotIsWrittenAsPublishedAndRestoresTheSerializer() throws IOException {
        GoldenBytes.checkSnapshot("change-serializer-v2", SERIALIZER);
        GoldenBytes.checkSnapshotRead("change-serializer-v1", SERIALIZER);
    }

    @Test
    void copiesBytesOfSeveralChangesOneAfterTheOther() throws IOException {
        DataOutputSerializer bytes = new DataOutputSerializer(64);
        for (Change change : CHANGES.values()) {
            SERIALIZER.serialize(change, bytes);
        }
        DataInputDeserializer source = new DataInputDeserializer(bytes.getCopyOfBuffer());
        DataOutputSerializer copy = new DataOutputSerializer(64);
        for (int i = 0; i < CHANGES.size(); i++) {
            SERIALIZER.copy(source, copy);
        }
        assertThat(copy.getCopyOfBuffer()).isEqualTo(bytes.getCopyOfBuffer());
    }

    @Test
    void changesInStateAreWrittenAnewForOtherSchemas() {
        ChangeSerializer other = new ChangeSerializer(List.of(USERS));
        assertThat(
                        other.snapshotConfiguration()
                                .resolveSchemaCompatibility(SERIALIZER.snapshotConfiguration())
                                .isCompatibleAfterMigration())
                .isTrue();
    }

    @Test
    void aSchemaThatCannotBeIsRefused() {
        byte[] bytes = {2, 0, 9};
        assertThatThrownBy(() -> SERIALIZER.deserialize(new DataInputDeserializer(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessage("table index 9 (expected: at most 2)");
    }

    private static ChangeOrigin origin(TableSchema schema, boolean expiration) {
        return new ChangeOrigin(
                schema,
                new ChangeId(new StreamId(-5, 0x11), CdcTime.lowest(1_700_000_000_123_456L), 300),
                Instant.ofEpochMilli(1_699_999_999_999L),
                expiration);
    }

    private static CqlValue value(int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return CqlValue.wrap(array);
    }
}
