/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.testutils.source.reader.TestingSplitEnumeratorContext;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.cql.BaseTables;
import org.scyllaflink.connector.cql.ScannedColumns;
import org.scyllaflink.connector.cql.SessionLoad;
import org.scyllaflink.connector.cql.TableScan;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableReads;
import org.scyllaflink.connector.model.TableSchema;

class ScanEnumeratorTest {

    private static final TableName TABLE = FakeScan.SCHEMA.table();
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Instant LOG_START = NOW.minusSeconds(15);

    private TestingSplitEnumeratorContext<TableRangeSplit> context =
            new TestingSplitEnumeratorContext<>(2);

    private static ScanRequest request(TableName table, Instant logStart) {
        return new ScanRequest(
                ScanEnumeratorTest::tables, table, ScannedColumns.ALL, logStart, null, 4);
    }

    private ScanEnumerator start(Instant logStart, ScanState state) {
        ScanEnumerator enumerator = new ScanEnumerator(request(TABLE, logStart), context, state);
        enumerator.start();
        context.registerReader(0, "a");
        context.registerReader(1, "b");
        return enumerator;
    }

    @Test
    void handsOutRangesAsTheyAreAskedForAndThenNoMore() throws Throwable {
        ScanEnumerator enumerator = start(LOG_START, ScanState.INITIAL);
        enumerator.handleSplitRequest(0, null);
        assertThat(context.getSplitAssignments()).isEmpty();
        context.triggerAllActions();
        for (int reader : new int[] {1, 0, 0, 1}) {
            enumerator.handleSplitRequest(reader, null);
        }

        assertThat(assigned(0)).extracting(TableRangeSplit::number).containsExactly(0, 2, 3);
        assertThat(assigned(1)).extracting(TableRangeSplit::number).containsExactly(1);
        assertThat(context.getSplitAssignments().get(1).hasReceivedNoMoreSplitsSignal()).isTrue();
        assertThat(assigned(0))
                .allMatch(
                        split ->
                                split.originMicros() == LOG_START.toEpochMilli() * 1_000
                                        && split.last() == null);
    }

    @Test
    void withoutATimeTheServersIsTaken() throws Throwable {
        ScanEnumerator enumerator = start(null, ScanState.INITIAL);
        context.triggerAllActions();
        enumerator.handleSplitRequest(0, null);
        assertThat(assigned(0).get(0).originMicros()).isEqualTo(NOW.toEpochMilli() * 1_000);
    }

    @Test
    void goesOnFromItsStateWithTheTimeThatItHad() throws Throwable {
        ScanEnumerator first = start(LOG_START, ScanState.INITIAL);
        context.triggerAllActions();
        first.handleSplitRequest(0, null);
        ScanState state = first.snapshotState(1);
        assertThat(state.ranges()).isEqualTo(4);
        assertThat(state.unassigned()).hasSize(3);

        context = new TestingSplitEnumeratorContext<>(2);
        ScanEnumerator second = start(NOW, state);
        second.handleSplitRequest(1, null);
        assertThat(assigned(1).get(0).number()).isEqualTo(1);
        assertThat(assigned(1).get(0).originMicros()).isEqualTo(LOG_START.toEpochMilli() * 1_000);
    }

    @Test
    void rangesThatComeBackAreTheNext() throws Throwable {
        ScanEnumerator enumerator = start(LOG_START, ScanState.INITIAL);
        context.triggerAllActions();
        enumerator.handleSplitRequest(0, null);
        enumerator.addSplitsBack(assigned(0), 0);
        enumerator.handleSplitRequest(1, null);
        assertThat(assigned(1)).extracting(TableRangeSplit::number).containsExactly(0);
    }

    @Test
    void whatComesBackIsNotForAReaderThatMayHaveEnded() throws Throwable {
        ScanEnumerator enumerator = start(LOG_START, ScanState.INITIAL);
        context.triggerAllActions();
        for (int reader : new int[] {0, 1, 1, 1, 0}) {
            enumerator.handleSplitRequest(reader, null);
        }
        assertThat(context.getSplitAssignments().get(0).hasReceivedNoMoreSplitsSignal()).isTrue();

        enumerator.addSplitsBack(List.of(assigned(1).get(0)), 1);
        enumerator.handleSplitRequest(0, null);
        assertThat(assigned(0)).hasSize(1);

        enumerator.addReader(1);
        enumerator.handleSplitRequest(1, null);
        assertThat(assigned(1)).hasSize(4);
    }

    /** A reader that has ended cannot be told anything: its task would fail. */
    @Test
    void aReaderIsToldOnceThatThereAreNoMore() throws Throwable {
        List<Integer> told = new ArrayList<>();
        TestingSplitEnumeratorContext<TableRangeSplit> listening =
                new TestingSplitEnumeratorContext<>(1) {
                    @Override
                    public void signalNoMoreSplits(int subtask) {
                        told.add(subtask);
                        super.signalNoMoreSplits(subtask);
                    }
                };
        ScanState read = new ScanState(TABLE, 4, List.of());
        ScanEnumerator enumerator = new ScanEnumerator(request(TABLE, LOG_START), listening, read);
        listening.registerReader(0, "a");
        enumerator.addReader(0);
        enumerator.handleSplitRequest(0, null);
        enumerator.handleSplitRequest(0, null);
        assertThat(told).containsExactly(0);

        enumerator.addSplitsBack(List.of(), 0);
        enumerator.addReader(0);
        enumerator.handleSplitRequest(0, null);
        assertThat(told).containsExactly(0, 0);
    }

    @Test
    void refusesTheStateOfAnotherTable() {
        ScanState state = new ScanState(TABLE, 4, List.of());
        TableName other = new TableName("ks", "other");
        assertThatThrownBy(() -> new ScanEnumerator(request(other, LOG_START), context, state))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "table: ks.other (expected: ks.t, of which the savepoint has read a part)");
    }

    @Test
    void progressFollowsWhatReadersSay() {
        ScanProgress progress = new ScanProgress(TABLE);
        assertThat(progress.fraction()).isZero();
        progress.planned(4);
        progress.unassigned(4);
        progress.report(0, new RangeReport.Held(List.of()));
        progress.unassigned(2);
        progress.assigned(0, 0);
        progress.assigned(0, 1);
        assertThat(progress.done()).isZero();
        progress.report(0, new RangeReport.Done(0, 70));
        assertThat(progress.fraction()).isEqualTo(0.25);
        assertThat(progress.rows()).isEqualTo(70);

        // The reader fails, and comes back with what its checkpoint held.
        progress.lost(0);
        progress.unassigned(2);
        progress.report(0, new RangeReport.Held(List.of(0, 1)));
        assertThat(progress.done()).isZero();
    }

    private List<TableRangeSplit> assigned(int reader) {
        return context.getSplitAssignments().get(reader).getAssignedSplits();
    }

    private static BaseTables tables() {
        return new BaseTables() {
            @Override
            public TableSchema schema(TableName name) {
                return FakeScan.SCHEMA;
            }

            @Override
            public List<Long> ring() {
                return List.of(0L);
            }

            @Override
            public Instant serverTime() {
                return NOW;
            }

            @Override
            public TableScan scan(TableSchema schema, ScannedColumns columns) {
                return new FakeScan();
            }

            @Override
            public TableReads reads(TableSchema schema, ScannedColumns columns) throws IOException {
                throw new IOException("a single read (expected: scans only)");
            }

            @Override
            public int pageRows() {
                return 10;
            }

            @Override
            public SessionLoad load() {
                return new SessionLoad(0, 0, 0, 0, null);
            }

            @Override
            public void close() {}
        };
    }
}
