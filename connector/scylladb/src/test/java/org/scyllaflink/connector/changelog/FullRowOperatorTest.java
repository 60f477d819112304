/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scyllaflink.connector.changelog.LoggedWrites.cells;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.testkit.model.Bound;
import org.scyllaflink.testkit.model.ModelColumn;
import org.scyllaflink.testkit.model.ModelType;
import org.scyllaflink.testkit.model.RowKey;
import org.scyllaflink.testkit.model.TableShape;
import org.scyllaflink.testkit.model.Write;

/** The rules, each by the rows that go out. Times in microseconds; one second is {@link #S}. */
class FullRowOperatorTest {

    private static final long S = 1_000_000;
    private static final long RETENTION_MILLIS = 60_000;
    private static final TableShape SHAPE =
            new TableShape(
                    "t",
                    List.of(new ModelColumn("p", ModelType.INT)),
                    List.of(new ModelColumn("c", ModelType.INT)),
                    List.of(
                            new ModelColumn("a", ModelType.INT),
                            new ModelColumn("b", ModelType.TEXT)));
    private static final TableSchema SCHEMA = LoggedWrites.schemaOf(SHAPE);
    private static final RowKey ROW = RowKey.of(1, 7);

    private final LoggedWrites log = new LoggedWrites(SCHEMA);
    private ChangelogHarness changelog;

    @BeforeEach
    void open() throws Exception {
        changelog =
                new ChangelogHarness(SCHEMA, RETENTION_MILLIS, new HashMapStateBackend()).open(1);
    }

    @AfterEach
    void close() throws Exception {
        changelog.close();
    }

    @Test
    void nothingGoesOutBeforeTheWatermarkReachesTheChange() throws Exception {
        send(insert(5 * S, cells("a", 1)));
        assertThat(rowsAt(4_999)).isEmpty();
        assertThat(rowsAt(5_000)).containsExactly("5000 +I[1, 7, 1, null] 5000000 write v5000000");
    }

    @Test
    void unsetIsNotNull() throws Exception {
        send(insert(1 * S, cells("a", 1, "b", "x")), update(2 * S, cells("a", 2)));
        assertThat(rowsAt(2_000))
                .containsExactly(
                        "1000 +I[1, 7, 1, x] 1000000 write v1000000",
                        "2000 -U[1, 7, 1, x] 2000000 write v2000000",
                        "2000 +U[1, 7, 2, x] 2000000 write v2000000");
        send(update(3 * S, cells("b", null)));
        assertThat(rowsAt(3_000))
                .containsExactly(
                        "3000 -U[1, 7, 2, x] 3000000 write v3000000",
                        "3000 +U[1, 7, 2, null] 3000000 write v3000000");
    }

    @Test
    void nothingGoesOutWhenNothingVisibleChanges() throws Exception {
        send(insert(1 * S, cells("a", 1)), insert(2 * S, cells("a", 1)));
        send(new Write.Update(ROW, cells("a", 1), 3 * S, 60));
        assertThat(rowsAt(3_000)).hasSize(1);
    }

    @Test
    void rowWithoutMarkerLivesAsLongAsAValue() throws Exception {
        send(update(1 * S, cells("a", 1)), update(2 * S, cells("a", null)));
        assertThat(rowsAt(2_000))
                .containsExactly(
                        "1000 +I[1, 7, 1, null] 1000000 write v1000000",
                        "2000 -D[1, 7, 1, null] 2000000 delete v2000000");
    }

    @Test
    void rowWithMarkerLivesWithoutValues() throws Exception {
        send(insert(1 * S, cells("a", 1)), update(2 * S, cells("a", null)));
        assertThat(rowsAt(2_000))
                .containsExactly(
                        "1000 +I[1, 7, 1, null] 1000000 write v1000000",
                        "2000 -U[1, 7, 1, null] 2000000 write v2000000",
                        "2000 +U[1, 7, null, null] 2000000 write v2000000");
    }

    @Test
    void deleteWinsOverWritesOfItsTimeAndNothingIsShownInBetween() throws Exception {
        send(insert(1 * S, cells("a", 1)));
        send(insert(2 * S, cells("a", 2)), rowDelete(2 * S), insert(2 * S, cells("b", "x")));
        assertThat(rowsAt(2_000))
                .containsExactly(
                        "1000 +I[1, 7, 1, null] 1000000 write v1000000",
                        "2000 -D[1, 7, 1, null] 2000000 delete v2000000");
        send(insert(2 * S + 1, cells("a", 3)));
        assertThat(rowsAt(3_000)).containsExactly("2001 +I[1, 7, 3, null] 2000001 late v2001000");
    }

    @Test
    void arrivalOrderDoesNotMatter() throws Exception {
        send(update(3 * S, cells("a", 3)), rowDelete(2 * S), insert(1 * S, cells("a", 1)));
        assertThat(rowsAt(3_000))
                .containsExactly(
                        "1000 +I[1, 7, 1, null] 1000000 write v1000000",
                        "2000 -D[1, 7, 1, null] 2000000 delete v2000000",
                        "3000 +I[1, 7, 3, null] 3000000 write v3000000");
    }

    @Test
    void partitionDeleteTakesEachKnownRow() throws Exception {
        for (int c = 0; c < 3; c++) {
            send(new Write.Insert(RowKey.of(1, c), cells("a", c), 1 * S, 0));
        }
        send(new Write.Insert(RowKey.of(2, 0), cells("a", 9), 1 * S, 0));
        rowsAt(1_000);
        send(new Write.Update(RowKey.of(1, 1), cells("a", 5), 2 * S, 0));
        send(new Write.PartitionDelete(List.of(1), 2 * S));
        assertThat(rowsAt(2_000))
                .containsExactlyInAnyOrder(
                        "2000 -D[1, 0, 0, null] 2000000 delete v2000000",
                        "2000 -D[1, 1, 1, null] 2000000 delete v2000000",
                        "2000 -D[1, 2, 2, null] 2000000 delete v2000000");
    }

    @Test
    void rangeDeleteTakesTheRowsBetweenItsBounds() throws Exception {
        for (int c = 0; c < 5; c++) {
            send(new Write.Insert(RowKey.of(1, c), Map.of(), 1 * S, 0));
        }
        rowsAt(1_000);
        send(range(Bound.exclusive(1), Bound.inclusive(3), 2 * S));
        assertThat(rowsAt(2_000))
                .containsExactlyInAnyOrder(
                        "2000 -D[1, 2, null, null] 2000000 delete v2000000",
                        "2000 -D[1, 3, null, null] 2000000 delete v2000000");
        send(range(Bound.OPEN, Bound.exclusive(1), 3 * S));
        assertThat(rowsAt(3_000))
                .containsExactly("3000 -D[1, 0, null, null] 3000000 delete v3000000");
    }

    @Test
    void rangeDeleteCoversLateWritesOfRowsThatAreNotKnown() throws Exception {
        send(range(Bound.inclusive(5), Bound.OPEN, 10 * S));
        rowsAt(20_000);
        send(insert(9 * S, cells("a", 1)), insert(10 * S, cells("a", 2)));
        assertThat(rowsAt(21_000)).isEmpty();
        send(insert(10 * S + 1, cells("a", 3)));
        assertThat(rowsAt(22_000))
                .containsExactly("21001 +I[1, 7, 3, null] 10000001 late v21001000");
    }

    @Test
    void expiryComesBeforeAChangeOfTheSameTime() throws Exception {
        send(new Write.Insert(ROW, cells("a", 1), 1 * S + 500_000, 4));
        send(update(5 * S, cells("b", "x")));
        assertThat(rowsAt(9_000))
                .containsExactly(
                        "1500 +I[1, 7, 1, null] 1500000 write v1500000",
                        "5000 -D[1, 7, 1, null] 5000000 expiry v5000000",
                        "5000 +I[1, 7, null, x] 5000000 write v5000001");
    }

    @Test
    void cellsExpireOneByOne() throws Exception {
        send(new Write.Insert(ROW, cells("a", 1), 1 * S, 10));
        send(new Write.Update(ROW, cells("b", "x"), 1 * S, 4));
        assertThat(rowsAt(1_000)).containsExactly("1000 +I[1, 7, 1, x] 1000000 write v1000000");
        assertThat(rowsAt(4_999)).isEmpty();
        assertThat(rowsAt(20_000))
                .containsExactly(
                        "5000 -U[1, 7, 1, x] 5000000 expiry v5000000",
                        "5000 +U[1, 7, 1, null] 5000000 expiry v5000000",
                        "11000 -D[1, 7, 1, null] 11000000 expiry v11000000");
    }

    @Test
    void newTtlReplacesTheOld() throws Exception {
        send(new Write.Insert(ROW, cells("a", 1), 1 * S, 4));
        rowsAt(1_000);
        send(new Write.Insert(ROW, cells("a", 1), 2 * S, 10));
        assertThat(rowsAt(11_999)).isEmpty();
        assertThat(rowsAt(12_000))
                .containsExactly("12000 -D[1, 7, 1, null] 12000000 expiry v12000000");
    }

    @Test
    void serversOwnDeleteOnExpiryIsAnExpiry() throws Exception {
        send(insert(1 * S, cells("a", 1)));
        changelog.send(log.expiration(ROW, 3 * S));
        assertThat(rowsAt(3_000)).contains("3000 -D[1, 7, 1, null] 3000000 expiry v3000000");
    }

    @Test
    void lateChangeIsMergedByItsTimeAndComesOutAfterTheWatermark() throws Exception {
        send(insert(1 * S, cells("a", 1)), update(5 * S, cells("a", 5)));
        rowsAt(9_000);
        send(update(4 * S, cells("a", 4)), update(4 * S, cells("b", "late")));
        assertThat(rowsAt(10_000))
                .containsExactly(
                        "9001 -U[1, 7, 5, null] 4000000 late v9001000",
                        "9001 +U[1, 7, 5, late] 4000000 late v9001000");
    }

    @Test
    void lateWriteWhoseLifeIsOverShowsNothing() throws Exception {
        rowsAt(9_000);
        send(new Write.Insert(ROW, cells("a", 1), 1 * S, 4));
        assertThat(rowsAt(20_000)).isEmpty();
    }

    @Test
    void lateWriteLosesAgainstACellThatHasExpired() throws Exception {
        send(insert(1 * S, cells()), new Write.Update(ROW, cells("a", 2), 2 * S, 3));
        rowsAt(9_000);
        send(update(1 * S, cells("a", 1)));
        assertThat(rowsAt(10_000)).isEmpty();
    }

    @Test
    void lastWatermarkMergesWhatIsPendingButExpiresNothing() throws Exception {
        send(new Write.Insert(ROW, cells("a", 1), 1 * S, 4), update(2 * S, cells("b", "x")));
        assertThat(rowsAt(Long.MAX_VALUE))
                .containsExactly(
                        "1000 +I[1, 7, 1, null] 1000000 write v1000000",
                        "2000 -U[1, 7, 1, null] 2000000 write v2000000",
                        "2000 +U[1, 7, 1, x] 2000000 write v2000000");
        changelog.restore(changelog.snapshot(), 1);
        assertThat(rowsAt(4_999)).isEmpty();
        assertThat(rowsAt(5_000))
                .containsExactly(
                        "5000 -U[1, 7, 1, x] 5000000 expiry v5000000",
                        "5000 +U[1, 7, null, x] 5000000 expiry v5000000");
    }

    @Test
    void changeBehindTheWatermarkOfASnapshotIsLateAfterTheRestore() throws Exception {
        send(insert(1 * S, cells("a", 1)));
        rowsAt(9_000);
        changelog.restore(changelog.snapshot(), 2);
        send(update(4 * S, cells("a", 4)));
        assertThat(rowsAt(9_000)).isEmpty();
        assertThat(rowsAt(9_001))
                .containsExactly(
                        "9001 -U[1, 7, 1, null] 4000000 late v9001000",
                        "9001 +U[1, 7, 4, null] 4000000 late v9001000");
    }

    @Test
    void deletesAreForgottenWhenTheRetentionIsOver() throws Exception {
        send(insert(1 * S, cells("a", 1)), rowDelete(2 * S));
        send(range(Bound.inclusive(5), Bound.OPEN, 2 * S));
        rowsAt(2_000 + RETENTION_MILLIS);
        assertThat(changelog.stateEntries()).isPositive();
        rowsAt(2_001 + RETENTION_MILLIS);
        assertThat(changelog.stateEntries()).isZero();
        assertThat(changelog.timers()).isZero();
    }

    private void send(Write... writes) throws Exception {
        for (Write write : writes) {
            changelog.send(log.change(write));
        }
    }

    private List<String> rowsAt(long watermark) throws Exception {
        changelog.watermark(watermark);
        List<String> rows = new ArrayList<>();
        for (StreamRecord<RowData> row : changelog.rows()) {
            rows.add(text(row));
        }
        return rows;
    }

    private static String text(StreamRecord<RowData> element) {
        RowData row = element.getValue();
        return String.format(
                "%d %s[%d, %d, %s, %s] %d %s v%d",
                element.getTimestamp(),
                row.getRowKind().shortString(),
                row.getInt(0),
                row.getInt(1),
                row.isNullAt(2) ? null : row.getInt(2),
                row.isNullAt(3) ? null : row.getString(3),
                row.getTimestamp(MetadataColumn.OP_TS.position(SCHEMA), 6).getMillisecond() * 1_000
                        + row.getTimestamp(MetadataColumn.OP_TS.position(SCHEMA), 6)
                                        .getNanoOfMillisecond()
                                / 1_000,
                row.getString(MetadataColumn.CAUSE.position(SCHEMA)),
                row.getLong(MetadataColumn.ROW_VERSION.position(SCHEMA)));
    }

    private static Write insert(long micros, Map<String, Object> cells) {
        return new Write.Insert(ROW, cells, micros, 0);
    }

    private static Write update(long micros, Map<String, Object> cells) {
        return new Write.Update(ROW, cells, micros, 0);
    }

    private static Write rowDelete(long micros) {
        return new Write.RowDelete(ROW, micros);
    }

    private static Write range(Bound lower, Bound upper, long micros) {
        return new Write.RangeDelete(List.of(1), lower, upper, micros);
    }
}
