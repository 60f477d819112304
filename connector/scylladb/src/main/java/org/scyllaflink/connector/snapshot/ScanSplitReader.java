/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.ScanPage;
import org.scyllaflink.connector.cql.ScannedRow;
import org.scyllaflink.connector.cql.TableScan;

/**
 * Reads the ranges of a reader side by side, of each one page ahead of what is emitted. Fetcher
 * thread only, except {@link #wakeUp()}.
 */
final class ScanSplitReader implements SplitReader<ScannedRow, TableRangeSplit> {

    /** While one waits for the server, others are emitted. */
    static final int RANGES_AT_ONCE = 4;

    /** Bounds a wait whose end is told: no more than a safety net. */
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final TableScan scan;
    private final RowOrder order;
    private final RowRate rate;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

    /** Ranges that are not begun: a reader may get those of several that there were before. */
    private final Deque<RangeCursor> waiting = new ArrayDeque<>();

    /** Ranges whose next page is to be asked for. */
    private final Deque<RangeCursor> due = new ArrayDeque<>();

    /** Ranges that are begun and not at their ends. */
    private int begun;

    ScanSplitReader(TableScan scan, RowOrder order, RowRate rate) {
        this.scan = scan;
        this.order = order;
        this.rate = rate;
    }

    /** What comes to the fetcher from other threads. */
    private sealed interface Arrival {

        /** Exactly one of the last two is null. */
        record Answer(RangeCursor cursor, @Nullable ScanPage page, @Nullable Throwable failure)
                implements Arrival {}

        record WakeUp() implements Arrival {}
    }

    @Override
    public RecordsWithSplitIds<ScannedRow> fetch() throws IOException {
        while (true) {
            askForPages();
            @Nullable Arrival next = await();
            if (next instanceof Arrival.Answer answer) {
                FetchedRows rows = accept(answer);
                if (rows != FetchedRows.NONE) {
                    return rows;
                }
            } else if (next != null) {
                return FetchedRows.NONE;
            }
        }
    }

    private void askForPages() {
        while (begun < RANGES_AT_ONCE && !waiting.isEmpty()) {
            due.add(waiting.remove());
            begun++;
        }
        while (!due.isEmpty() && rate.waitNanos() == 0) {
            RangeCursor cursor = due.remove();
            rate.take();
            cursor.ask(rate.pageRows())
                    .whenComplete(
                            (page, failure) ->
                                    arrivals.add(new Arrival.Answer(cursor, page, failure)));
        }
    }

    private @Nullable Arrival await() throws IOException {
        long nanos = due.isEmpty() ? LONGEST_WAIT_NANOS : rate.waitNanos();
        try {
            return arrivals.poll(Math.min(nanos, LONGEST_WAIT_NANOS), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for rows", e);
        }
    }

    private FetchedRows accept(Arrival.Answer answer) throws IOException {
        if (answer.page() == null) {
            throw answer.failure() instanceof IOException e
                    ? e
                    : new IOException(answer.failure().getMessage(), answer.failure());
        }
        RangeCursor cursor = answer.cursor();
        List<ScannedRow> rows = cursor.accept(answer.page());
        rate.came(rows.size());
        if (cursor.isAtEnd()) {
            begun--;
        } else {
            due.add(cursor);
        }
        askForPages();
        return rows.isEmpty() && !cursor.isAtEnd()
                ? FetchedRows.NONE
                : FetchedRows.of(cursor.splitId(), rows, cursor.isAtEnd());
    }

    @Override
    public void handleSplitsChanges(SplitsChange<TableRangeSplit> change) {
        if (!(change instanceof SplitsAddition)) {
            throw new UnsupportedOperationException(
                    change.getClass().getName() + " (expected: SplitsAddition)");
        }
        for (TableRangeSplit split : change.splits()) {
            waiting.add(new RangeCursor(split, scan, order));
        }
    }

    @Override
    public void wakeUp() {
        arrivals.add(new Arrival.WakeUp());
    }

    @Override
    public void close() {}
}
