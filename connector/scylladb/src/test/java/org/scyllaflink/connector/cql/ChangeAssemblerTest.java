/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scyllaflink.connector.cql.AssembledTable.GENERATION;
import static org.scyllaflink.connector.cql.AssembledTable.INSERT;
import static org.scyllaflink.connector.cql.AssembledTable.PARTITION;
import static org.scyllaflink.connector.cql.AssembledTable.PRE;
import static org.scyllaflink.connector.cql.AssembledTable.STREAM;
import static org.scyllaflink.connector.cql.AssembledTable.TABLE;
import static org.scyllaflink.connector.cql.AssembledTable.TIME;
import static org.scyllaflink.connector.cql.AssembledTable.UPDATE;
import static org.scyllaflink.connector.cql.AssembledTable.WITHOUT_CLUSTERING;
import static org.scyllaflink.connector.cql.AssembledTable.assertRefused;
import static org.scyllaflink.connector.cql.AssembledTable.changes;
import static org.scyllaflink.connector.cql.AssembledTable.origin;
import static org.scyllaflink.connector.cql.AssembledTable.row;
import static org.scyllaflink.connector.cql.AssembledTable.staticRow;
import static org.scyllaflink.connector.cql.HandMadeRow.cell;
import static org.scyllaflink.connector.model.ColumnDelta.DELETED;
import static org.scyllaflink.connector.model.ColumnDelta.UNTOUCHED;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.ColumnDelta.Written;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.PartitionDelete;
import org.scyllaflink.connector.model.RangeDelete;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowDelete;
import org.scyllaflink.connector.model.RowMarker;
import org.scyllaflink.connector.model.TableSchema;

class ChangeAssemblerTest {

    private final ChangeAssembler assembler =
            new ChangeAssembler(HandMadeRow.layout(TABLE), STREAM, GENERATION);

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
    void aTableWithoutClusteringColumnsHasEmptyClusteringKeys() {
        ChangeAssembler other =
                new ChangeAssembler(HandMadeRow.layout(WITHOUT_CLUSTERING), STREAM, GENERATION);
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
    void columnsOfTheWrongKindOfRowAreRefused() {
        assertRefused(
                "row 0: column 'a' in a row without a clustering key (expected: static columns",
                staticRow(0, UPDATE).with("a", 1).end());
        assertRefused(
                "row 0: static column 's' in a row with a clustering key (expected: regular",
                row(0, UPDATE, 2, 3).with("s", 1).end());
        assertRefused(
                "row 0: column 'b' in a row without a clustering key",
                staticRow(0, PRE).with("b", 1));
    }

    @Test
    void anExclusiveBoundWithoutColumnsIsRefused() {
        assertRefused(
                "row 0: exclusive bound of a range without a clustering key", staticRow(0, 6));
        assertRefused(
                "row 1: exclusive bound of a range without a clustering key",
                row(0, 5, 2, 3),
                staticRow(1, 8));
    }

    @Test
    void aChangeOfAStaticColumnThatWasDroppedSinceTouchesNothing() {
        TableSchema schema =
                new TableSchema(
                        TABLE.table(),
                        TABLE.columns().stream()
                                .filter(column -> column.kind() != Column.Kind.STATIC)
                                .toList());
        ChangeAssembler other = new ChangeAssembler(HandMadeRow.layout(schema), STREAM, GENERATION);
        ChangeBatch batch = other.add(new HandMadeRow(schema, TIME, 0, UPDATE).with("pk", 1).end());

        RowChange change = (RowChange) batch.changes().get(0);
        assertThat(change.isStatic()).isTrue();
        assertThat(change.deltas()).containsOnly(UNTOUCHED);
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
        assertRefused("row 0: key column 'ck': null", staticRow(0, INSERT).end());
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
}
