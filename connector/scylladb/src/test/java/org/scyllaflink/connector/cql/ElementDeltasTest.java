/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scyllaflink.connector.cql.HandMadeRow.cell;
import static org.scyllaflink.connector.model.ColumnDelta.DELETED;
import static org.scyllaflink.connector.model.ColumnDelta.UNLOGGED;
import static org.scyllaflink.connector.model.ColumnDelta.UNTOUCHED;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.ColumnDelta.Element;
import org.scyllaflink.connector.model.ColumnDelta.Merged;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

/** Columns that are changed element by element, and deltas whose values are not logged. */
class ElementDeltasTest {

    private static final int PRE = 0;
    private static final int UPDATE = 1;
    private static final int INSERT = 2;
    private static final int POST = 9;
    private static final CqlType INT = CqlType.Native.INT;

    private static final TableSchema TABLE =
            new TableSchema(
                    new TableName("ks", "t"),
                    List.of(
                            Column.partitionKey("pk", INT),
                            Column.clustering("ck", INT, Column.Order.ASCENDING),
                            Column.fixed("s", new CqlType.SetOf(INT, false)),
                            Column.regular("l", new CqlType.ListOf(INT, false)),
                            Column.regular("m", new CqlType.MapOf(INT, INT, false)),
                            Column.regular(
                                    "u",
                                    new CqlType.UserDefined(
                                            "ut",
                                            List.of(
                                                    new CqlType.UserDefined.Field("a", INT),
                                                    new CqlType.UserDefined.Field("b", INT),
                                                    new CqlType.UserDefined.Field("c", INT)),
                                            false)),
                            Column.regular("v", INT)));

    private static final CdcTime TIME = CdcTime.lowest(5_000);
    private static final String ID1 = "00000000000010008080808080808080";
    private static final String ID2 = "00000001000010008080808080808080";
    private static final Merged CLEARED = new Merged(true, List.of(), List.of());

    @Test
    void aMapIsAddedToRemovedFromAndOverwritten() {
        assertThat(delta("m", row(0, UPDATE).with("m", map(1, 2)).end()))
                .isEqualTo(new Merged(false, List.of(added(1, 2, 0)), List.of()));
        assertThat(delta("m", row(0, UPDATE).deletedElements("m", set(1, 3)).end()))
                .isEqualTo(new Merged(false, List.of(), List.of(cell(1), cell(3))));
        assertThat(delta("m", row(0, UPDATE).with("m", map(1, 2)).deleted("m").end()))
                .isEqualTo(new Merged(true, List.of(added(1, 2, 0)), List.of()));
        assertThat(delta("m", row(0, UPDATE).deleted("m").end())).isEqualTo(CLEARED);
        assertThat(delta("m", row(0, UPDATE).with("v", 1).end())).isEqualTo(UNTOUCHED);
    }

    @Test
    void theElementsOfASetAreKeysWithoutValues() {
        HandMadeRow row =
                new HandMadeRow(TABLE, TIME, 0, UPDATE).with("pk", 1).with("s", set(7, 8)).end();
        assertThat(delta("s", row))
                .isEqualTo(
                        new Merged(
                                false,
                                List.of(
                                        new Element(cell(7), null, 0),
                                        new Element(cell(8), null, 0)),
                                List.of()));
    }

    @Test
    void theElementsOfAListHaveTheirTimeuuidsForKeys() {
        HandMadeRow row =
                row(0, UPDATE)
                        .with("l", bytes("00000001" + "00000010" + ID1 + "00000004" + "00000009"))
                        .deletedElements("l", bytes("00000001" + "00000010" + ID2))
                        .end();
        assertThat(delta("l", row))
                .isEqualTo(
                        new Merged(
                                false,
                                List.of(new Element(bytes(ID1), cell(9), 0)),
                                List.of(bytes(ID2))));
    }

    @Test
    void theFieldsOfAUserDefinedTypeHaveTheirPositionsForKeys() {
        HandMadeRow row =
                row(0, UPDATE)
                        .with("u", bytes("ffffffff" + "00000004" + "00000005" + "ffffffff"))
                        .deletedElements("u", bytes("00000001" + "00000002" + "0002"))
                        .end();
        assertThat(delta("u", row))
                .isEqualTo(
                        new Merged(
                                false,
                                List.of(new Element(bytes("0001"), cell(5), 0)),
                                List.of(bytes("0002"))));
    }

    @Test
    void aUserDefinedTypeIsThereThoughAllItsFieldsAreNullOrMissing() {
        assertThat(delta("u", row(0, UPDATE).with("u", bytes("")).deleted("u").end()))
                .isEqualTo(CLEARED);
        assertThat(
                        delta(
                                "u",
                                row(0, UPDATE)
                                        .with("u", bytes("ffffffffffffffffffffffff"))
                                        .deleted("u")
                                        .end()))
                .isEqualTo(CLEARED);
    }

    @Test
    void allRowsOfOneRowBecomeOneDeltaWithATtlForEachElement() {
        RowChange change =
                change(
                        row(0, INSERT).ttl(7),
                        row(1, UPDATE).deleted("m").deletedElements("m", set(5)),
                        row(2, UPDATE).with("m", map(1, 1)).ttl(7),
                        row(3, UPDATE).with("m", map(2, 2)).with("v", 3).ttl(8).end());

        assertThat(change.marker().ttlSeconds()).isEqualTo(7);
        assertThat(change.delta(2))
                .isEqualTo(
                        new Merged(
                                true, List.of(added(1, 1, 7), added(2, 2, 8)), List.of(cell(5))));
        assertThat(change.delta(4)).isEqualTo(new ColumnDelta.Written(cell(3), 8));
    }

    @Test
    void imagesShowAListWithoutItsTimeuuids() {
        CqlValue logged =
                bytes(
                        "00000002"
                                + "00000010"
                                + ID1
                                + "0000000400000009"
                                + "00000010"
                                + ID2
                                + "0000000400000008");
        RowChange change =
                change(
                        row(0, PRE).with("l", logged).with("m", map(1, 2)),
                        row(1, UPDATE).deleted("l"),
                        row(2, POST).with("m", map(1, 2)).end());

        assertThat(change.before().value(1))
                .isEqualTo(bytes("00000002" + "0000000400000009" + "0000000400000008"));
        assertThat(change.before().value(2)).isEqualTo(map(1, 2));
        assertThat(change.before().includes(4)).isFalse();
        assertThat(change.after().value(1)).isNull();
        assertThat(change.after().includes(1)).isTrue();
        assertThat(change.after().includes(0)).isFalse();
    }

    @Test
    void whatIsDeletedTwiceOrNotACollectionIsRefused() {
        assertRefused(
                "row 1: deletion of column 'm' for a second time (expected: once a batch)",
                row(0, UPDATE).deleted("m"),
                row(1, UPDATE).deleted("m").end());
        assertRefused(
                "row 0: a collection of 4 bytes with a count of 16777216",
                row(0, UPDATE).with("m", bytes("01000000")));
        assertRefused(
                "row 0: element of a collection: null",
                row(0, UPDATE).deletedElements("m", bytes("00000001ffffffff")));
    }

    @Test
    void aDeltaOfKeysSaysThatItsValuesAreNotThere() {
        LogLayout layout = HandMadeRow.layout(TABLE, CdcOptions.Delta.KEYS);
        assertThat(change(layout, row(0, INSERT).ttl(9).end()).deltas())
                .containsExactly(UNTOUCHED, UNLOGGED, UNLOGGED, UNLOGGED, UNLOGGED);
        HandMadeRow statics = new HandMadeRow(TABLE, TIME, 0, UPDATE).with("pk", 1).end();
        assertThat(change(layout, statics).deltas())
                .containsExactly(UNLOGGED, UNTOUCHED, UNTOUCHED, UNTOUCHED, UNTOUCHED);
    }

    @Test
    void aDeltaFromBeforeTheOptionWasAlteredToKeysKeepsItsValues() {
        LogLayout layout = HandMadeRow.layout(TABLE, CdcOptions.Delta.KEYS);
        assertThat(change(layout, row(0, UPDATE).deleted("v").end()).deltas())
                .containsExactly(UNTOUCHED, UNTOUCHED, UNTOUCHED, UNTOUCHED, DELETED);
    }

    private static ColumnDelta delta(String column, HandMadeRow row) {
        return change(row).delta(TABLE.indexOf(column) - TABLE.keySize());
    }

    private static RowChange change(HandMadeRow... rows) {
        return change(HandMadeRow.layout(TABLE), rows);
    }

    private static RowChange change(LogLayout layout, HandMadeRow... rows) {
        ChangeAssembler assembler = new ChangeAssembler(layout, new StreamId(7, 1), Instant.EPOCH);
        @Nullable ChangeBatch batch = null;
        for (HandMadeRow row : rows) {
            batch = assembler.add(row);
        }
        assertThat(batch.changes()).hasSize(1);
        return (RowChange) batch.changes().get(0);
    }

    private static void assertRefused(String message, HandMadeRow... rows) {
        assertThatThrownBy(() -> change(rows))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CDC log of ks.t")
                .hasMessageContaining(message);
    }

    private static HandMadeRow row(int sequence, int operation) {
        return new HandMadeRow(TABLE, TIME, sequence, operation).with("pk", 1).with("ck", 2);
    }

    private static Element added(int key, int value, int ttlSeconds) {
        return new Element(cell(key), cell(value), ttlSeconds);
    }

    private static CqlValue map(int key, int value) {
        return bytes(String.format("00000001%08x%08x%08x%08x", 4, key, 4, value));
    }

    private static CqlValue set(int... elements) {
        StringBuilder hex = new StringBuilder(String.format("%08x", elements.length));
        for (int element : elements) {
            hex.append(String.format("%08x%08x", 4, element));
        }
        return bytes(hex.toString());
    }

    private static CqlValue bytes(String hex) {
        return CqlValue.wrap(HexFormat.of().parseHex(hex));
    }
}
