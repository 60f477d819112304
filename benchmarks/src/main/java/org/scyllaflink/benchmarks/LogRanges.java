/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.scyllaflink.connector.cql.CdcCluster;
import org.scyllaflink.connector.cql.GenerationCatalog;
import org.scyllaflink.connector.cql.LogRange;
import org.scyllaflink.connector.cql.RangeStreams;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableName;

/** What a reader without Flink asks for: every stream of the first generation, whole. */
final class LogRanges {

    private LogRanges() {}

    static List<LogRange> untilNow(CdcCluster cluster, TableName table) throws IOException {
        GenerationCatalog generations = cluster.generations(table);
        Instant start = generations.starts().get(0);
        CdcTime from = CdcTime.lowest(start.toEpochMilli() * 1_000);
        CdcTime to = CdcTime.lowest(Instant.now().toEpochMilli() * 1_000);
        List<LogRange> ranges = new ArrayList<>();
        for (RangeStreams range : generations.streams(start)) {
            for (StreamId stream : range.streams()) {
                ranges.add(new LogRange(stream, start, from, to));
            }
        }
        return ranges;
    }
}
