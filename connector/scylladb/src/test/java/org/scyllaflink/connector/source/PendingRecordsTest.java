/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scyllaflink.connector.cql.ColumnSelection;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TokenRange;

/** Reads a backlog of known size, and compares what is pending after each round. */
class PendingRecordsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int LENGTH = 1_200_000;
    private static final int CHANGES = 12_000;

    private final ManualClock clock = new ManualClock(START);
    private final FakeCluster cluster = new FakeCluster(clock, 50);
    private final List<StreamId> streams = Changes.streams(0, 2, 2);
    private final ReadOptions options =
            ReadOptions.defaults().withWindows(Duration.ofSeconds(1), Duration.ofSeconds(20));
    private final ReaderMailbox mailbox = new ReaderMailbox();
    private final ReadBudget budget = new ReadBudget(3, 1 << 20, mailbox);
    private final SourceMetrics metrics = SilentMetrics.of(options, budget, clock);

    private enum Writing {
        UNIFORM,
        TEN_SECONDS_OF_A_MINUTE
    }

    @ParameterizedTest
    @EnumSource(Writing.class)
    void isWithinAFactorOfTwoUntilAllIsRead(Writing writing) throws IOException {
        write(writing);
        CdcSplitReader reader = reader();
        clock.advance(options.confidenceWindow().plusMillis(LENGTH));
        assertThat(metrics.backlog().pendingRecords()).as("before the first window").isZero();
        int read = 0;
        while (read < CHANGES) {
            FetchedElements fetched = new FetchedElements(budget);
            reader.readOn(fetched);
            read += changes(fetched);
            int left = CHANGES - read;
            if (read > CHANGES / 10 && left > CHANGES / 10) {
                assertThat(metrics.backlog().pendingRecords())
                        .as("with %d changes left", left)
                        .isBetween(left / 2L, 2L * left);
            }
        }
        for (int round = 0; round < 100; round++) {
            reader.readOn(new FetchedElements(budget));
        }
        assertThat(metrics.backlog().pendingRecords()).as("when all is read").isZero();
    }

    private void write(Writing writing) {
        Random random = new Random(1);
        for (int i = 0; i < CHANGES; i++) {
            long millis = random.nextInt(LENGTH);
            if (writing == Writing.TEN_SECONDS_OF_A_MINUTE) {
                millis = millis - millis % 60_000 + millis % 10_000;
            }
            long micros = (START.toEpochMilli() + millis) * 1_000;
            CdcTime time = new CdcTime(CdcTime.lowest(micros).mostSignificant(), i);
            cluster.write(Changes.batch(streams.get(i % 4), START, time, 1, List.of(i)), START);
        }
    }

    private CdcSplitReader reader() throws IOException {
        cluster.announce(START, START, streams);
        CdcSplitReader reader =
                new CdcSplitReader(
                        new StreamGroupCursor.Reading(
                                new TableLogs(cluster, ColumnSelection.ALL),
                                options,
                                budget,
                                mailbox,
                                new ExpiryGuard(OnDataLoss.FAIL, metrics, 0),
                                metrics),
                        clock);
        reader.handleSplitsChanges(
                new SplitsAddition<>(
                        List.of(split(0, streams.subList(0, 3)), split(1, streams.subList(3, 4)))));
        mailbox.put(Changes.schedule(START.toEpochMilli(), Long.MAX_VALUE));
        return reader;
    }

    private static StreamGroupSplit split(int group, List<StreamId> streams) {
        return new StreamGroupSplit(
                Changes.TABLE, START, group, TokenRange.ring(), streams, Position.startOf(START));
    }

    private static int changes(FetchedElements fetched) {
        int changes = 0;
        while (fetched.nextSplit() != null) {
            for (SplitElement next = fetched.nextRecordFromSplit();
                    next != null;
                    next = fetched.nextRecordFromSplit()) {
                changes +=
                        next instanceof PositionedBatch batch ? batch.batch().changes().size() : 0;
            }
        }
        fetched.recycle();
        return changes;
    }
}
