/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.SnapshotRow;
import org.scyllaflink.connector.model.TableReads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reads of the table that a subtask waits for. Answers come through the task's mailbox, in the
 * task thread; all else is called there, too.
 */
final class AwaitedReads implements RowQuestions, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AwaitedReads.class);

    /** More would only queue up. The questions of one partition may be more. */
    private static final int MOST_READS = 1_000;

    private final TableReads reads;
    private final MailboxExecutor mailbox;
    private final Answers answers;
    private final Counter partitionReads;
    private final Counter rowReads;

    /** Changed by the task thread only. */
    private volatile int awaited;

    AwaitedReads(TableReads reads, MailboxExecutor mailbox, Answers answers, MetricGroup metrics) {
        this.reads = reads;
        this.mailbox = mailbox;
        this.answers = answers;
        this.partitionReads = metrics.counter("partitionReads");
        this.rowReads = metrics.counter("rowReads");
        metrics.gauge("readsInFlight", (Gauge<Integer>) () -> awaited);
    }

    /** Takes what has been read, in the task thread. */
    interface Answers {

        /**
         * @param rows none if the partition is not there
         */
        void partition(Key partitionKey, List<SnapshotRow> rows) throws Exception;

        void row(UndecidedRow asked, boolean exists) throws Exception;
    }

    /**
     * Reads a partition of which a change tells.
     *
     * @param change its time
     */
    void readPartition(Key partitionKey, CdcTime change) {
        partitionReads.inc();
        await(reads.partition(partitionKey, change), rows -> answers.partition(partitionKey, rows));
    }

    @Override
    public void ask(UndecidedRow row) {
        rowReads.inc();
        await(
                reads.exists(row.partitionKey(), row.clusteringKey()),
                exists -> answers.row(row, exists));
    }

    private interface Use<T> {
        void of(T answer) throws Exception;
    }

    private <T> void await(CompletionStage<T> stage, Use<T> use) {
        awaited++;
        stage.whenComplete(
                (answer, failure) -> {
                    try {
                        mailbox.execute(
                                () -> {
                                    awaited--;
                                    if (failure != null) {
                                        throw named(failure);
                                    }
                                    use.of(answer);
                                },
                                "rows of the table have been read");
                    } catch (RejectedExecutionException e) {
                        LOG.debug("an answer came when the task had ended", e);
                    }
                });
    }

    private static IOException named(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return new IOException(
                "what the changes do not tell cannot be read: " + cause.getMessage(), cause);
    }

    /** Whether no more should be asked for before some answers have come. */
    boolean isFull() {
        return awaited >= MOST_READS;
    }

    /** Lets answers in until there is room, which may change the current key. */
    void awaitRoom() throws Exception {
        while (isFull()) {
            mailbox.yield();
        }
    }

    /** Lets all answers in, which may change the current key. */
    void awaitAll() throws Exception {
        while (awaited > 0) {
            mailbox.yield();
        }
    }

    @Override
    public void close() {
        reads.close();
    }
}
