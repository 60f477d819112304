/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.SnapshotRow;

/** What the operator reads of the table, and when. Times in seconds. */
@Timeout(20)
class UnknownRowsTest {

    private static final long S = 1_000_000;
    private static final CqlType INT = CqlType.Native.INT;
    private static final ColumnDelta NO = ColumnDelta.UNTOUCHED;

    private final Log log =
            new Log(
                    Column.partitionKey("p", INT),
                    Column.clustering("c", INT, Column.Order.ASCENDING),
                    Column.regular("a", INT),
                    Column.regular("b", INT));
    private final FakeTableReads table = new FakeTableReads();
    private ChangelogRows changelog;

    private void open(UnknownRows unknownRows) throws Exception {
        changelog = new ChangelogRows(RowLayout.of(log.schema()), unknownRows);
    }

    @AfterEach
    void close() throws Exception {
        changelog.close();
        assertThat(table.isClosed()).isTrue();
    }

    @Test
    void theFirstChangeOfAPartitionHasItRead() throws Exception {
        open(UnknownRows.read(() -> table));
        table.add(log.read(10 * S, 1, 7, cell(0, 5, 4 * S, 0)));
        table.add(log.read(10 * S, 1, 8, cell(0, 6, 4 * S, 0)));
        table.add(log.read(10 * S, 2, 7, cell(0, 9, 4 * S, 0)));
        changelog.send(log.row(10 * S, 1, 7, null, NO, Log.written(50)));

        assertThat(table.asked()).containsExactly("partition 1 for 10");
        assertThat(changelog.rowsAt(20_000))
                .containsExactly(
                        "9999 +I[1, 7, 5, null] read",
                        "9999 +I[1, 8, 6, null] read",
                        "10000 -U[1, 7, 5, null] write",
                        "10000 +U[1, 7, 5, 50] write");
    }

    @Test
    void aPartitionIsReadOnceAsLongAsAnythingIsKeptOfIt() throws Exception {
        open(UnknownRows.read(() -> table));
        changelog.send(log.row(10 * S, 1, 7, 0, Log.written(1), NO));
        changelog.send(log.row(11 * S, 1, 8, 0, Log.written(2), NO));
        changelog.rowsAt(20_000);
        changelog.send(log.row(21 * S, 1, 9, 0, Log.written(3), NO));
        changelog.send(log.partitionDelete(22 * S, 1));
        changelog.rowsAt(30_000);
        changelog.send(log.row(31 * S, 1, 9, 0, Log.written(4), NO));
        changelog.restart(1);
        changelog.send(log.row(32 * S, 1, 9, null, Log.written(5), NO));
        assertThat(table.asked()).containsExactly("partition 1 for 10");

        changelog.send(log.partitionDelete(33 * S, 1));
        changelog.rowsAt(40_000);
        changelog.rowsAt(33_000 + 120_000);
        changelog.send(log.row(160 * S, 1, 9, 0, Log.written(6), NO));
        assertThat(table.asked()).containsExactly("partition 1 for 160");
    }

    @Test
    void inASnapshotOrWithoutReadsNoPartitionIsRead() throws Exception {
        open(UnknownRows.inSnapshot(() -> table));
        changelog.send(log.row(10 * S, 1, 7, 0, Log.written(1), NO));
        assertThat(changelog.rowsAt(20_000)).hasSize(1);
        assertThat(table.asked()).isEmpty();
    }

    @Test
    void theTableDecidesWhetherARowIsThereWithoutValues() throws Exception {
        open(UnknownRows.inSnapshot(() -> table));
        for (int c : List.of(7, 8)) {
            changelog.send(log.read(10 * S, 1, c, cell(0, 5, 4 * S, 15)));
        }
        table.add(log.read(10 * S, 1, 8));

        assertThat(changelog.rowsAt(20_000))
                .containsExactlyInAnyOrder(
                        "9999 +I[1, 7, 5, null] read",
                        "9999 +I[1, 8, 5, null] read",
                        "15000 -D[1, 7, 5, null] expiry",
                        "15000 -U[1, 8, 5, null] expiry",
                        "15000 +U[1, 8, null, null] expiry");
        assertThat(table.asked()).containsExactlyInAnyOrder("row 1/7", "row 1/8");
    }

    @Test
    void aRowThatChangesBeforeTheAnswerIsNotAskedAfterAnyMore() throws Exception {
        open(UnknownRows.inSnapshot(() -> table));
        changelog.send(log.read(10 * S, 1, 7, cell(0, 5, 4 * S, 0)));
        changelog.send(log.row(12 * S, 1, 7, null, ColumnDelta.DELETED, NO));
        changelog.send(log.row(13 * S, 1, 7, null, Log.written(6), NO));

        assertThat(changelog.rowsAt(20_000))
                .containsExactly(
                        "9999 +I[1, 7, 5, null] read",
                        "13000 -U[1, 7, 5, null] write",
                        "13000 +U[1, 7, 6, null] write");
    }

    @Test
    void theWatermarkWaitsForAnswers() throws Exception {
        open(UnknownRows.read(() -> table));
        table.add(log.read(10 * S, 1, 7, cell(0, 5, 4 * S, 15)));
        table.holdBack();
        changelog.send(log.row(10 * S, 1, 8, 0, Log.written(1), NO));
        // Of the partition first, then of the row whose value has died.
        CompletableFuture<Void> answers = answerSlowly(2);
        List<String> rows = changelog.rowsAt(20_000);

        answers.get(10, TimeUnit.SECONDS);
        assertThat(rows)
                .containsExactly(
                        "9999 +I[1, 7, 5, null] read",
                        "10000 +I[1, 8, 1, null] write",
                        "15000 -U[1, 7, 5, null] expiry",
                        "15000 +U[1, 7, null, null] expiry");
    }

    @Test
    void aBarrierWaitsForAnswers() throws Exception {
        open(UnknownRows.read(() -> table));
        table.add(log.read(10 * S, 1, 7, cell(0, 5, 4 * S, 0)));
        table.holdBack();
        changelog.send(log.row(10 * S, 1, 7, null, NO, Log.written(1)));
        CompletableFuture<Void> answers = answerSlowly(1);
        changelog.restart(2);

        answers.get(10, TimeUnit.SECONDS);
        assertThat(changelog.rowsAt(20_000))
                .containsExactly("10000 -U[1, 7, 5, null] write", "10000 +U[1, 7, 5, 1] write");
        assertThat(table.asked()).containsExactly("partition 1 for 10");
    }

    @Test
    void theEndWaitsForAnswers() throws Exception {
        open(UnknownRows.read(() -> table));
        table.add(log.read(10 * S, 1, 7, cell(0, 5, 4 * S, 0)));
        table.holdBack();
        changelog.send(log.row(10 * S, 1, 7, null, NO, Log.written(1)));
        CompletableFuture<Void> answers = answerSlowly(1);

        assertThat(changelog.rowsAt(Long.MAX_VALUE)).hasSize(3);
        answers.get(10, TimeUnit.SECONDS);
    }

    @Test
    void manyPartitionsAreNotReadAllAtOnce() throws Exception {
        open(UnknownRows.read(() -> table));
        table.holdBack();
        CompletableFuture<Void> answers = answerSlowly(1_500);
        for (int p = 0; p < 2_500; p++) {
            changelog.send(log.row(10 * S, p, 7, 0, Log.written(1), NO));
        }
        answers.get(10, TimeUnit.SECONDS);
        answers = answerSlowly(1_000);
        assertThat(changelog.rowsAt(20_000)).hasSize(2_500);
        answers.get(10, TimeUnit.SECONDS);
    }

    @Test
    void manyRowsAreNotAskedAfterAllAtOnce() throws Exception {
        open(UnknownRows.inSnapshot(() -> table));
        table.holdBack();
        for (int p = 0; p < 2_500; p++) {
            changelog.send(log.read(10 * S, p, 7, cell(0, 5, 4 * S, 15)));
        }
        changelog.rowsAt(14_000);
        AtomicInteger most = new AtomicInteger();
        CompletableFuture<Void> answers =
                CompletableFuture.runAsync(
                        () -> {
                            while (table.heldBack() < 1_000) {
                                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                            }
                            // Time to ask for more, for one that does not wait.
                            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                            most.set(table.heldBack());
                            answer(2_500);
                        });
        assertThat(changelog.rowsAt(20_000)).hasSize(2_500);
        answers.get(10, TimeUnit.SECONDS);
        assertThat(most).hasValue(1_000);
    }

    @Test
    void aReadThatFailsFailsTheJob() throws Exception {
        open(UnknownRows.read(() -> table));
        table.failWith("partition 1 of ks.t: no node answers");
        changelog.send(log.row(10 * S, 1, 7, 0, Log.written(1), NO));
        assertThatThrownBy(() -> changelog.rowsAt(20_000))
                .hasCauseInstanceOf(IOException.class)
                .hasStackTraceContaining(
                        "what the changes do not tell cannot be read: partition 1 of ks.t: no node"
                                + " answers");
    }

    /** In a thread of its own, so many answers as they are asked for. */
    private CompletableFuture<Void> answerSlowly(int number) {
        return CompletableFuture.runAsync(() -> answer(number));
    }

    private void answer(int number) {
        for (int left = number; left > 0; ) {
            if (table.answerOne()) {
                left--;
            } else {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
    }

    private static SnapshotRow.Cell cell(int ordinal, int value, long micros, long expirySecond) {
        CqlValue bytes = Log.integer(value);
        return new SnapshotRow.Cell(ordinal, null, bytes, micros, expirySecond);
    }
}
