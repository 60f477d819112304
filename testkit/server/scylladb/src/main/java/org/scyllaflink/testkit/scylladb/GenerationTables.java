/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.cassandra.cql3.QueryProcessor;
import org.apache.cassandra.cql3.UntypedResultSet;
import org.apache.cassandra.db.marshal.BytesType;
import org.apache.cassandra.db.marshal.SetType;

/**
 * Where generations are kept. Two of the tables are ScyllaDB's, so that clients find them in the
 * schema; what clients read of them is {@link GenerationViews}, which knows what is published.
 */
final class GenerationTables {
    static final String TIMESTAMPS = "cdc_generation_timestamps";
    static final String TIMESTAMPS_COLUMNS =
            "(key text, time timestamp, expired timestamp, PRIMARY KEY (key, time))"
                    + " WITH CLUSTERING ORDER BY (time DESC)";
    static final String DESCRIPTIONS = "cdc_streams_descriptions_v2";
    static final String DESCRIPTIONS_COLUMNS =
            "(time timestamp, range_end bigint, streams frozen<set<blob>>,"
                    + " PRIMARY KEY (time, range_end))";
    private static final SetType<ByteBuffer> STREAMS =
            SetType.getInstance(BytesType.instance, false);

    private GenerationTables() {}

    /** Creates the tables unless an earlier start did. */
    static void create() {
        StoredTables.create(TIMESTAMPS, TIMESTAMPS_COLUMNS);
        StoredTables.create(DESCRIPTIONS, DESCRIPTIONS_COLUMNS);
        StoredTables.create(
                "cdc_generation_publications", "(time timestamp PRIMARY KEY, published timestamp)");
    }

    /** Keeps a generation; its time comes last, as it makes the rest count. */
    static void add(Generation generation) {
        Date time = new Date(generation.timeMillis());
        generation
                .streamsByRangeEnd()
                .forEach(
                        (end, ids) ->
                                QueryProcessor.executeInternal(
                                        "INSERT INTO system_distributed.cdc_streams_descriptions_v2"
                                                + " (time, range_end, streams) VALUES (?, ?, ?)",
                                        time,
                                        end,
                                        new HashSet<>(ids)));
        QueryProcessor.executeInternal(
                "INSERT INTO system_distributed.cdc_generation_publications (time, published)"
                        + " VALUES (?, ?)",
                time,
                new Date(generation.publishedMillis()));
        QueryProcessor.executeInternal(
                "INSERT INTO system_distributed.cdc_generation_timestamps (key, time)"
                        + " VALUES ('timestamps', ?)",
                time);
    }

    /** Reads all generations. */
    static List<Generation> load() {
        List<Generation> generations = new ArrayList<>();
        UntypedResultSet times =
                QueryProcessor.executeInternal(
                        "SELECT time FROM system_distributed.cdc_generation_timestamps"
                                + " WHERE key = 'timestamps'");
        for (UntypedResultSet.Row row : times) {
            generations.add(load(row.getTimestamp("time")));
        }
        return generations;
    }

    private static Generation load(Date time) {
        SortedMap<Long, List<ByteBuffer>> ranges = new TreeMap<>();
        UntypedResultSet rows =
                QueryProcessor.executeInternal(
                        "SELECT range_end, streams"
                                + " FROM system_distributed.cdc_streams_descriptions_v2"
                                + " WHERE time = ?",
                        time);
        for (UntypedResultSet.Row row : rows) {
            ranges.put(
                    row.getLong("range_end"),
                    new ArrayList<>(STREAMS.compose(row.getBytes("streams"))));
        }
        UntypedResultSet publication =
                QueryProcessor.executeInternal(
                        "SELECT published FROM system_distributed.cdc_generation_publications"
                                + " WHERE time = ?",
                        time);
        // Folders of older stand-ins have none.
        Date published = publication.isEmpty() ? time : publication.one().getTimestamp("published");
        return Generation.of(new SetTimes(time.getTime(), published.getTime()), ranges);
    }
}
