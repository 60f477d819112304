/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableName;

/** Reads a whole log, page by page, one stream after the other. */
final class LogScan {

    static final CdcTime FROM = CdcTime.lowest(0);
    static final CdcTime TO =
            CdcTime.lowest(Instant.parse("2100-01-01T00:00:00Z").getEpochSecond() * 1_000_000);

    private LogScan() {}

    /** All batches, in the order of their times. */
    static List<ChangeBatch> all(CdcCluster cluster, TableName table) throws IOException {
        return all(cluster, cluster.log(cluster.table(table)), table);
    }

    /**
     * As above.
     *
     * @param log of the table
     */
    static List<ChangeBatch> all(CdcCluster cluster, CdcLog log, TableName table)
            throws IOException {
        List<ChangeBatch> batches = new ArrayList<>();
        GenerationCatalog generations = cluster.generations(table);
        for (Instant start : generations.starts()) {
            for (RangeStreams range : generations.streams(start)) {
                for (StreamId stream : range.streams()) {
                    batches.addAll(stream(log, new LogRange(stream, start, FROM, TO)));
                }
            }
        }
        batches.sort(Comparator.comparing(ChangeBatch::time));
        return batches;
    }

    /** The times of all batches as {@link CdcLog#readTimes} tells them, in their order. */
    static List<CdcTime> times(CdcCluster cluster, TableName table) throws IOException {
        List<CdcTime> times = new ArrayList<>();
        CdcLog log = cluster.log(cluster.table(table));
        GenerationCatalog generations = cluster.generations(table);
        for (Instant start : generations.starts()) {
            for (RangeStreams range : generations.streams(start)) {
                for (StreamId stream : range.streams()) {
                    LogRange all = new LogRange(stream, start, FROM, TO);
                    TimesPage page = log.readTimes(all).toCompletableFuture().join();
                    times.addAll(page.times());
                    while (!page.isLast()) {
                        page = page.next().toCompletableFuture().join();
                        times.addAll(page.times());
                    }
                }
            }
        }
        times.sort(null);
        return times;
    }

    /** What the pages of a whole log take on the wire, but for those of streams without rows. */
    static long bytes(CdcCluster cluster, CdcLog log, TableName table) throws IOException {
        long bytes = 0;
        GenerationCatalog generations = cluster.generations(table);
        for (Instant start : generations.starts()) {
            for (RangeStreams range : generations.streams(start)) {
                for (StreamId stream : range.streams()) {
                    LogRange all = new LogRange(stream, start, FROM, TO);
                    LogPage page = log.read(all).toCompletableFuture().join();
                    bytes += page.batches().isEmpty() && page.isLast() ? 0 : page.bytes();
                    while (!page.isLast()) {
                        page = page.next().toCompletableFuture().join();
                        bytes += page.bytes();
                    }
                }
            }
        }
        return bytes;
    }

    private static List<ChangeBatch> stream(CdcLog log, LogRange range) throws IOException {
        List<ChangeBatch> batches = new ArrayList<>();
        try {
            LogPage page = log.read(range).toCompletableFuture().join();
            batches.addAll(page.batches());
            while (!page.isLast()) {
                page = page.next().toCompletableFuture().join();
                batches.addAll(page.batches());
            }
            return batches;
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
