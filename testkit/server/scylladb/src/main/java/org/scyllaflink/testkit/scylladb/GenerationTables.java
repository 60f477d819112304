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
import org.apache.cassandra.cql3.statements.schema.CreateTableStatement;
import org.apache.cassandra.db.ConsistencyLevel;
import org.apache.cassandra.db.marshal.BytesType;
import org.apache.cassandra.db.marshal.SetType;
import org.apache.cassandra.schema.Schema;
import org.apache.cassandra.schema.SchemaConstants;
import org.apache.cassandra.schema.SchemaTransformations;
import org.apache.cassandra.schema.TableId;
import org.apache.cassandra.schema.TableMetadata;

/**
 * The tables in which clients find the generations; the server finds them there after a restart.
 */
final class GenerationTables {
    private static final String KEYSPACE = SchemaConstants.DISTRIBUTED_KEYSPACE_NAME;
    private static final String TIMESTAMPS =
            "CREATE TABLE cdc_generation_timestamps (key text, time timestamp, expired timestamp,"
                    + " PRIMARY KEY (key, time)) WITH CLUSTERING ORDER BY (time DESC)";
    private static final String DESCRIPTIONS =
            "CREATE TABLE cdc_streams_descriptions_v2 (time timestamp, range_end bigint,"
                    + " streams frozen<set<blob>>, PRIMARY KEY (time, range_end))";
    private static final SetType<ByteBuffer> STREAMS =
            SetType.getInstance(BytesType.instance, false);

    private GenerationTables() {}

    /** Creates the tables unless an earlier start did. */
    static void create() {
        create("cdc_generation_timestamps", TIMESTAMPS);
        create("cdc_streams_descriptions_v2", DESCRIPTIONS);
    }

    private static void create(String name, String cql) {
        TableMetadata table =
                CreateTableStatement.parse(cql, KEYSPACE)
                        .id(TableId.unsafeDeterministic(KEYSPACE, name))
                        .build();
        Schema.instance.transform(SchemaTransformations.addTable(table, true));
    }

    /**
     * Shows a generation to clients: its streams first, as they may read a generation once they see
     * its time.
     */
    static void announce(Generation generation) {
        Date time = new Date(generation.timeMillis());
        generation
                .streamsByRangeEnd()
                .forEach(
                        (end, ids) ->
                                QueryProcessor.execute(
                                        "INSERT INTO system_distributed.cdc_streams_descriptions_v2"
                                                + " (time, range_end, streams) VALUES (?, ?, ?)",
                                        ConsistencyLevel.ONE,
                                        time,
                                        end,
                                        new HashSet<>(ids)));
        QueryProcessor.execute(
                "INSERT INTO system_distributed.cdc_generation_timestamps (key, time)"
                        + " VALUES ('timestamps', ?)",
                ConsistencyLevel.ONE,
                time);
    }

    /** Reads all generations that were announced. */
    static List<Generation> load() {
        List<Generation> generations = new ArrayList<>();
        UntypedResultSet times =
                QueryProcessor.execute(
                        "SELECT time FROM system_distributed.cdc_generation_timestamps"
                                + " WHERE key = 'timestamps'",
                        ConsistencyLevel.ONE);
        for (UntypedResultSet.Row row : times) {
            generations.add(load(row.getTimestamp("time")));
        }
        return generations;
    }

    private static Generation load(Date time) {
        SortedMap<Long, List<ByteBuffer>> ranges = new TreeMap<>();
        UntypedResultSet rows =
                QueryProcessor.execute(
                        "SELECT range_end, streams"
                                + " FROM system_distributed.cdc_streams_descriptions_v2"
                                + " WHERE time = ?",
                        ConsistencyLevel.ONE,
                        time);
        for (UntypedResultSet.Row row : rows) {
            ranges.put(
                    row.getLong("range_end"),
                    new ArrayList<>(STREAMS.compose(row.getBytes("streams"))));
        }
        return Generation.of(time.getTime(), ranges);
    }
}
