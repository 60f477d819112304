/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.cassandra.cql3.QueryProcessor;
import org.apache.cassandra.cql3.UntypedResultSet;
import org.apache.cassandra.db.marshal.BytesType;
import org.apache.cassandra.db.marshal.ListType;
import org.apache.cassandra.schema.TableId;

/** Where the stream sets of tables with tablets are kept; clients read {@link TabletViews}. */
final class TabletStreamTable {
    private static final ListType<ByteBuffer> STREAMS =
            ListType.getInstance(BytesType.instance, false);

    private TabletStreamTable() {}

    /** Creates the table unless an earlier start did. */
    static void create() {
        StoredTables.create(
                "cdc_tablet_streams",
                "(log_table uuid, time timestamp, published timestamp, streams frozen<list<blob>>,"
                        + " PRIMARY KEY (log_table, time))");
    }

    static void add(TableId log, TabletStreams set) {
        QueryProcessor.executeInternal(
                "INSERT INTO system_distributed.cdc_tablet_streams"
                        + " (log_table, time, published, streams) VALUES (?, ?, ?, ?)",
                log.asUUID(),
                new Date(set.timeMillis()),
                new Date(set.publishedMillis()),
                set.ids());
    }

    static void remove(TableId log, TabletStreams set) {
        QueryProcessor.executeInternal(
                "DELETE FROM system_distributed.cdc_tablet_streams"
                        + " WHERE log_table = ? AND time = ?",
                log.asUUID(),
                new Date(set.timeMillis()));
    }

    static void removeAll(TableId log) {
        QueryProcessor.executeInternal(
                "DELETE FROM system_distributed.cdc_tablet_streams WHERE log_table = ?",
                log.asUUID());
    }

    /** Reads the sets of all log tables, those of dropped ones included if a kill left them. */
    static Map<TableId, List<TabletStreams>> load() {
        Map<TableId, List<TabletStreams>> sets = new HashMap<>();
        UntypedResultSet rows =
                QueryProcessor.executeInternal(
                        "SELECT * FROM system_distributed.cdc_tablet_streams");
        for (UntypedResultSet.Row row : rows) {
            SetTimes times =
                    new SetTimes(
                            row.getTimestamp("time").getTime(),
                            row.getTimestamp("published").getTime());
            sets.computeIfAbsent(
                            TableId.fromUUID(row.getUUID("log_table")), id -> new ArrayList<>())
                    .add(TabletStreams.of(times, STREAMS.compose(row.getBytes("streams"))));
        }
        return sets;
    }
}
