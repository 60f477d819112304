/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scyllaflink.connector.cql.HandMadeRow.cell;
import static org.scyllaflink.connector.model.ColumnDelta.DELETED;
import static org.scyllaflink.connector.model.ColumnDelta.UNTOUCHED;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.ChangeId;
import org.scyllaflink.connector.model.ChangeOrigin;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.ColumnDelta.Written;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.PartitionDelete;
import org.scyllaflink.connector.model.RangeDelete;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowDelete;
import org.scyllaflink.connector.model.RowImage;
import org.scyllaflink.connector.model.RowMarker;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

class ChangeAssemblerTest {

    private static final int PRE = 0;
    private static final int UPDATE = 1;
    private static final int INSERT = 2;
    private static final int ROW_DELETE = 3;
    private static final int PARTITION_DELETE = 4;
    private static final int POST = 9;

    private static final TableSchema TABLE =
            new TableSchema(
                    new TableName("ks", "t"),
                    List.of(
                            Column.partitionKey("pk", CqlType.Native.INT),
                            Column.clustering("ck", CqlType.Native.INT, Column.Order.ASCENDING),
                            Column.clustering("ck2", CqlType.Native.INT, Column.Order.ASCENDING),
                            Column.fixed("s", CqlType.Native.INT),
                            Column.regular("a", CqlType.Native.INT),
                            Column.regular("b", CqlType.Native.INT)));

    private static final TableSchema WITHOUT_CLUSTERING =
            new TableSchema(
                    new TableName("ks", "u"),
                    List.of(
                            Column.partitionKey("pk", CqlType.Native.INT),
                            Column.regular("a", CqlType.Native.INT)));

    private static final StreamId STREAM = new StreamId(7, 1);
    private static final Instant GENERATION = Instant.ofEpochSecond(1_000);
    private static final CdcTime TIME = new CdcTime(CdcTime.lowest(5_000).mostSignificant(), 1);
    private static final Key PARTITION = Key.of(cell(1));

    private final ChangeAssembler assembler = new ChangeAssembler(TABLE, STREAM, GENERATION);

    @Test
    void anInsertBecomesOneChangeWithItsMarker() {
        assertThat(changes(row(0, INSERT, 2, 3).with("a", 4).deleted("b").end()))
                .containsExactly(
                        rowChange(
                                0,
                                Key.of(cell(2), cell(3)),
                                new RowMarker(0),
                                UNTOUCHED,
                                new Written(cell(4), 0),
                                DELETED));
    }

    @Test
    void anUpdateHasNoMarkerAndKeepsUntouchedApartFromNull() {
        assertThat(changes(row(0, UPDATE, 2, 3).with("b", 4).ttl(60).end()))
                .containsExactly(
                        rowChange(
                                0,
                                Key.of(cell(2), cell(3)),
                                null,
                                UNTOUCHED,
                                UNTOUCHED,
                                new Written(cell(4), 60)));
    }

    @Test
    void allRowsOfOneRowBecomeOneChangeWithATtlForEachCell() {
        assertThat(
                        changes(
                                row(0, INSERT, 2, 3).with("a", 4).ttl(7),
                                row(1, UPDATE, 2, 3).deleted("b").end()))
                .containsExactly(
                        rowChange(
                                0,
                                Key.of(cell(2), cell(3)),
                                new RowMarker(7),
                                UNTOUCHED,
                                new Written(cell(4), 7),
                                DELETED));
    }

    @Test
    void rowsOfSeveralRowsAreToldApartInTheOrderOfTheirFirstRows() {
        assertThat(
                        changes(
                                staticRow(0, UPDATE).with("s", 9),
                                row(1, INSERT, 2, 3),
                                row(2, INSERT, 2, 4).ttl(5),
                                row(3, UPDATE, 2, 3).with("a", 1),
                                row(4, UPDATE, 2, 4).with("a", 2).end()))
                .extracting(change -> change.origin().id().batchSequence())
                .containsExactly(0, 1, 2);
    }

    @Test
    void aRowOfStaticColumnsHasNoClusteringKey() {
        Change change = changes(staticRow(0, UPDATE).with("s", 9).end()).get(0);

        assertThat(change)
                .isEqualTo(rowChange(0, null, null, new Written(cell(9), 0), UNTOUCHED, UNTOUCHED));
        assertThat(((RowChange) change).isStatic()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"3,false", "-3,true"})
    void aRowDeleteNamesItsRowAndWhetherTheServerMadeIt(int operation, boolean expiration) {
        assertThat(changes(row(0, operation, 2, 3).end()))
                .containsExactly(
                        new RowDelete(
                                origin(0, expiration), PARTITION, Key.of(cell(2), cell(3)), null));
    }

    @ParameterizedTest
    @CsvSource({"4,false", "-4,true"})
    void aPartitionDeleteNamesItsPartitionAndWhetherTheServerMadeIt(
            int operation, boolean expiration) {
        assertThat(changes(staticRow(0, operation).end()))
                .containsExactly(new PartitionDelete(origin(0, expiration), PARTITION, null));
    }

    @ParameterizedTest
    @CsvSource({"5,7,true,true", "5,8,true,false", "6,7,false,true", "6,8,false,false"})
    void twoBoundsBecomeOneRange(
            int startOperation, int endOperation, boolean startInclusive, boolean endInclusive) {
        assertThat(
                        changes(
                                row(0, startOperation, 2, 3),
                                staticRow(1, endOperation).with("ck", 4).end()))
                .containsExactly(
                        new RangeDelete(
                                origin(0, false),
                                PARTITION,
                                new RangeDelete.Bound(Key.of(cell(2), cell(3)), startInclusive),
                                new RangeDelete.Bound(Key.of(cell(4)), endInclusive)));
    }

    @Test
    void boundsWithoutColumnsAreOpen() {
        RangeDelete range =
                (RangeDelete) changes(staticRow(0, 5).with("ck", 2), staticRow(1, 7).end()).get(0);

        assertThat(range.start().isOpen()).isFalse();
        assertThat(range.end().isOpen()).isTrue();
    }

    @Test
    void imagesFindTheirRowsWhereverTheyStandInTheBatch() {
        List<Change> changes =
                changes(
                        staticRow(0, PRE).with("s", 10),
                        row(1, PRE, 2, 3).with("a", 11),
                        row(2, PRE, 2, 4).with("a", 12),
                        staticRow(3, UPDATE).with("s", 20),
                        row(4, UPDATE, 2, 3).with("a", 21),
                        row(5, ROW_DELETE, 2, 4),
                        row(6, UPDATE, 2, 5).with("a", 23),
                        staticRow(7, POST).with("s", 20),
                        row(8, POST, 2, 3).with("a", 21).with("b", 31),
                        row(9, POST, 2, 5).with("a", 23).end());

        assertThat(changes)
                .extracting(ChangeAssemblerTest::images)
                .containsExactly(
                        List.of(image(10, null, null), image(20, null, null)),
                        List.of(image(null, 11, null), image(null, 21, 31)),
                        List.of(image(null, 12, null)),
                        List.of(image(null, 23, null)));
    }

    @Test
    void aDeleteTakesTheImageOfATableWithoutClusteringColumns() {
        ChangeAssembler other = new ChangeAssembler(WITHOUT_CLUSTERING, STREAM, GENERATION);
        other.add(new HandMadeRow(WITHOUT_CLUSTERING, TIME, 0, PRE).with("pk", 1).with("a", 2));
        ChangeBatch batch =
                other.add(
                        new HandMadeRow(WITHOUT_CLUSTERING, TIME, 1, PARTITION_DELETE)
                                .with("pk", 1)
                                .end());

        PartitionDelete delete = (PartitionDelete) batch.changes().get(0);
        assertThat(delete.before()).isEqualTo(new RowImage(new CqlValue[] {cell(2)}));
    }

    @Test
    void aTableWithoutClusteringColumnsHasEmptyClusteringKeys() {
        ChangeAssembler other = new ChangeAssembler(WITHOUT_CLUSTERING, STREAM, GENERATION);
        ChangeBatch batch =
                other.add(new HandMadeRow(WITHOUT_CLUSTERING, TIME, 0, UPDATE).with("pk", 1).end());

        assertThat(((RowChange) batch.changes().get(0)).clusteringKey()).isEqualTo(Key.EMPTY);
    }

    @Test
    void aBatchComesWithItsLastRow() {
        assertThat(assembler.add(row(0, INSERT, 2, 3))).isNull();
        assertThat(assembler.add(row(1, INSERT, 2, 4))).isNull();
        assertThat(assembler.add(row(2, INSERT, 2, 5).end()).changes()).hasSize(3);
    }

    @Test
    void oneMicrosecondMayHoldSeveralBatches() {
        CdcTime other = new CdcTime(TIME.mostSignificant(), 2);

        ChangeBatch first = assembler.add(row(0, INSERT, 2, 3).end());
        ChangeBatch second =
                assembler.add(
                        new HandMadeRow(TABLE, other, 0, INSERT)
                                .with("pk", 1)
                                .with("ck", 2)
                                .with("ck2", 3)
                                .end());

        assertThat(first.time()).isEqualTo(TIME);
        assertThat(second.time()).isEqualTo(other);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, -1, -2, -5, 127, -128})
    void anUnknownOperationIsNamedWithItsPlace(int operation) {
        assertThatThrownBy(() -> changes(row(0, operation, 2, 3).end()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "CDC log of ks.t, stream 0x00000000000000070000000000000001, time "
                                + TIME
                                + ", row 0: cdc$operation: "
                                + operation
                                + " (expected: 0 to 9, -3 or -4)");
    }

    @Test
    void anImageWithoutItsChangeIsRefused() {
        assertRefused(
                "row 0: pre-image (expected: a change of the same row in its batch)",
                row(0, PRE, 2, 3).with("a", 1),
                row(1, UPDATE, 2, 4).with("a", 2).end());
        assertRefused(
                "row 1: post-image (expected: a change of the same row in its batch)",
                row(0, UPDATE, 2, 3).with("a", 1),
                row(1, POST, 2, 4).with("a", 2).end());
    }

    @Test
    void twoImagesOfOneRowAreRefused() {
        assertRefused(
                "row 1: a second pre-image of one row (expected: one a batch)",
                row(0, PRE, 2, 3),
                row(1, PRE, 2, 3));
    }

    @Test
    void halfARangeIsRefused() {
        assertRefused("row 0: start of a range without its end", row(0, 5, 2, 3).end());
        assertRefused("row 0: end of a range without its start", row(0, 7, 2, 3).end());
        assertRefused(
                "row 1: operation UPDATE (expected: the end of the range before it)",
                row(0, 5, 2, 3),
                row(1, UPDATE, 2, 3),
                row(2, 7, 2, 3).end());
    }

    @Test
    void rowsThatAreMissingAreNoticed() {
        assertRefused("row 1: cdc$batch_seq_no: 1 (expected: 0)", row(1, INSERT, 2, 3).end());
        assertRefused(
                "row 2: cdc$batch_seq_no: 2 (expected: 1)",
                row(0, INSERT, 2, 3),
                row(2, INSERT, 2, 4).end());
    }

    @Test
    void aBatchThatDoesNotEndIsRefused() {
        assembler.add(row(0, INSERT, 2, 3));
        CdcTime later = CdcTime.lowest(6_000);

        assertThatThrownBy(() -> assembler.add(new HandMadeRow(TABLE, later, 0, INSERT)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("begins before the batch at " + TIME + " has ended");
    }

    @Test
    void keysThatAreNotWholeAreRefused() {
        assertRefused(
                "row 0: key column 'pk': null", new HandMadeRow(TABLE, TIME, 0, INSERT).end());
        assertRefused("row 0: key column 'ck2': null", staticRow(0, INSERT).with("ck", 2).end());
        assertRefused("row 0: clustering key: null", staticRow(0, INSERT).end());
        assertRefused(
                "row 0: key column 'ck': null",
                staticRow(0, 5).with("ck2", 2),
                staticRow(1, 7).end());
    }

    @Test
    void aCellThatComesTwiceIsRefused() {
        assertRefused(
                "row 1: column 'a' for a second time (expected: once a batch)",
                row(0, UPDATE, 2, 3).with("a", 1),
                row(1, UPDATE, 2, 3).with("a", 2).end());
    }

    @Test
    void aBatchOfTwoPartitionsIsRefused() {
        assertRefused(
                "row 1: partition key column 'pk': 0x00000002 (expected: 0x00000001",
                row(0, UPDATE, 2, 3),
                row(1, UPDATE, 2, 3).with("pk", 2).end());
    }

    private static void assertRefused(String message, HandMadeRow... rows) {
        ChangeAssembler assembler = new ChangeAssembler(TABLE, STREAM, GENERATION);
        assertThatThrownBy(
                        () -> {
                            for (HandMadeRow row : rows) {
                                assembler.add(row);
                            }
                        })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CDC log of ks.t")
                .hasMessageContaining(message);
    }

    private List<Change> changes(HandMadeRow... rows) {
        List<Change> changes = new ArrayList<>();
        for (HandMadeRow row : rows) {
            ChangeBatch batch = assembler.add(row);
            if (batch != null) {
                assertThat(batch.stream()).isEqualTo(STREAM);
                assertThat(batch.time()).isEqualTo(TIME);
                changes.addAll(batch.changes());
            }
        }
        return changes;
    }

    private static HandMadeRow row(int sequence, int operation, int ck, int ck2) {
        return staticRow(sequence, operation).with("ck", ck).with("ck2", ck2);
    }

    private static HandMadeRow staticRow(int sequence, int operation) {
        return new HandMadeRow(TABLE, TIME, sequence, operation).with("pk", 1);
    }

    private static RowChange rowChange(
            int sequence,
            @Nullable Key clusteringKey,
            @Nullable RowMarker marker,
            ColumnDelta... deltas) {
        return new RowChange(
                origin(sequence, false),
                PARTITION,
                clusteringKey,
                marker,
                List.of(deltas),
                null,
                null);
    }

    private static ChangeOrigin origin(int sequence, boolean expiration) {
        return new ChangeOrigin(
                TABLE, new ChangeId(STREAM, TIME, sequence), GENERATION, expiration);
    }

    private static List<RowImage> images(Change change) {
        List<RowImage> images = new ArrayList<>();
        if (change instanceof RowChange row) {
            images.add(row.before());
            images.add(row.after());
        } else if (change instanceof RowDelete delete) {
            images.add(delete.before());
        }
        images.removeIf(image -> image == null);
        return images;
    }

    private static RowImage image(@Nullable Integer s, @Nullable Integer a, @Nullable Integer b) {
        return new RowImage(
                new CqlValue[] {
                    s == null ? null : cell(s),
                    a == null ? null : cell(a),
                    b == null ? null : cell(b)
                });
    }
}
