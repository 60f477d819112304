/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.scyllaflink.connector.cql.CdcCluster;
import org.scyllaflink.connector.cql.CdcLog;
import org.scyllaflink.connector.cql.CdcTable;
import org.scyllaflink.connector.cql.LogPage;
import org.scyllaflink.connector.cql.LogRange;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.TableName;

/** The connector's own path from the log to changes, without Flink: one thread decodes. */
final class LogReading implements Reading {

    private final CdcCluster cluster;
    private final CdcTable table;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

    LogReading(String contactPoint, TableName table) throws Exception {
        this.cluster = ScyllaConnection.to(contactPoint).connect();
        this.table = cluster.table(table);
    }

    @Override
    public void readAll(long changes, Stopwatch watch) throws Exception {
        watch.start();
        CdcLog log = cluster.log(table);
        List<LogRange> ranges = LogRanges.untilNow(cluster, table.schema().table());
        ranges.forEach(range -> log.read(range).whenComplete(this::arrive));
        int open = ranges.size();
        long seen = 0;
        while (open > 0) {
            LogPage page = arrivals.take().page();
            for (ChangeBatch batch : page.batches()) {
                seen += batch.changes().size();
            }
            if (page.isLast()) {
                open--;
            } else {
                page.next().whenComplete(this::arrive);
            }
        }
        watch.stop();
        if (seen != changes) {
            throw new IllegalStateException(seen + " changes read (expected: " + changes + ")");
        }
    }

    private void arrive(LogPage page, Throwable failure) {
        arrivals.add(new Arrival(page, failure));
    }

    @Override
    public void close() {
        cluster.close();
    }

    private record Arrival(LogPage read, Throwable failure) {
        LogPage page() {
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
            return read;
        }
    }
}
