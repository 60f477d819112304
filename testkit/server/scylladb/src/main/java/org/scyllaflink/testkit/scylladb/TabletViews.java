/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.nio.ByteBuffer;
import java.util.Date;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.cassandra.db.DecoratedKey;
import org.apache.cassandra.db.marshal.ByteType;
import org.apache.cassandra.db.marshal.CompositeType;
import org.apache.cassandra.db.marshal.TimestampType;
import org.apache.cassandra.db.marshal.UTF8Type;
import org.apache.cassandra.db.virtual.AbstractVirtualTable;
import org.apache.cassandra.db.virtual.SimpleDataSet;
import org.apache.cassandra.db.virtual.VirtualTable;
import org.apache.cassandra.dht.LocalPartitioner;
import org.apache.cassandra.schema.KeyspaceMetadata;
import org.apache.cassandra.schema.Schema;
import org.apache.cassandra.schema.TableMetadata;

/** What clients see of keyspaces with tablets and of the stream sets of their tables. */
final class TabletViews {
    private TabletViews() {}

    static List<VirtualTable> all() {
        return List.of(
                new Keyspaces(),
                new OfTables(timestamps(), TabletViews::addTimestamps),
                new OfTables(streams(), TabletViews::addStreams));
    }

    private static TableMetadata timestamps() {
        return ScyllaSystemTables.table(
                "cdc_timestamps",
                "(keyspace_name text, table_name text, timestamp timestamp,"
                        + " PRIMARY KEY ((keyspace_name, table_name), timestamp))"
                        + " WITH CLUSTERING ORDER BY (timestamp DESC)");
    }

    private static TableMetadata streams() {
        TableMetadata.Builder table =
                TableMetadata.builder(ScyllaSystemTables.KEYSPACE, "cdc_streams")
                        .kind(TableMetadata.Kind.VIRTUAL)
                        .addPartitionKeyColumn("keyspace_name", UTF8Type.instance)
                        .addPartitionKeyColumn("table_name", UTF8Type.instance)
                        .addClusteringColumn("timestamp", TimestampType.instance)
                        .addClusteringColumn("stream_state", ByteType.instance)
                        .addClusteringColumn("stream_id", StreamIdType.INSTANCE);
        return table.partitioner(new LocalPartitioner(table.build().partitionKeyType)).build();
    }

    private static void addTimestamps(TableMetadata log, SimpleDataSet rows) {
        for (TabletStreams set : ClientView.of(StreamSets.TABLETS.of(log).timeline())) {
            rows.row(log.keyspace, LogTableSchema.baseNameOf(log), new Date(set.timeMillis()));
        }
    }

    private static void addStreams(TableMetadata log, SimpleDataSet rows) {
        String table = LogTableSchema.baseNameOf(log);
        TabletStreams before = null;
        for (TabletStreams set : ClientView.of(StreamSets.TABLETS.of(log).timeline())) {
            Date time = new Date(set.timeMillis());
            for (StreamState state : StreamState.values()) {
                for (ByteBuffer id : state.streamsOf(set, before)) {
                    rows.row(log.keyspace, table, time, state.code(), id);
                }
            }
            before = set;
        }
    }

    /** Tells which keyspaces have tablets. */
    private static final class Keyspaces extends AbstractVirtualTable {
        Keyspaces() {
            super(
                    ScyllaSystemTables.table(
                            "scylla_keyspaces",
                            "(keyspace_name text, initial_tablets int, storage_type text,"
                                    + " PRIMARY KEY (keyspace_name))"));
        }

        @Override
        public DataSet data() {
            SimpleDataSet rows = new SimpleDataSet(metadata());
            for (KeyspaceMetadata keyspace : Schema.instance.distributedKeyspaces()) {
                Integer initial = StreamSets.TABLET_KEYSPACES.initial(keyspace.name);
                if (initial != null) {
                    rows.row(keyspace.name).column("initial_tablets", initial);
                }
            }
            return rows;
        }
    }

    /** A table with a partition for each base table whose log has stream sets. */
    private static final class OfTables extends AbstractVirtualTable {
        private final BiConsumer<TableMetadata, SimpleDataSet> ofLog;

        OfTables(TableMetadata metadata, BiConsumer<TableMetadata, SimpleDataSet> ofLog) {
            super(metadata);
            this.ofLog = ofLog;
        }

        @Override
        public DataSet data() {
            SimpleDataSet rows = new SimpleDataSet(metadata());
            for (KeyspaceMetadata keyspace : Schema.instance.distributedKeyspaces()) {
                keyspace.tables.forEach(table -> addIfLog(table, rows));
            }
            return rows;
        }

        @Override
        public DataSet data(DecoratedKey partition) {
            ByteBuffer[] names =
                    ((CompositeType) metadata().partitionKeyType).split(partition.getKey());
            TableMetadata log =
                    Schema.instance.getTableMetadata(
                            UTF8Type.instance.compose(names[0]),
                            LogTableSchema.nameFor(UTF8Type.instance.compose(names[1])));
            SimpleDataSet rows = new SimpleDataSet(metadata());
            if (log != null) {
                addIfLog(log, rows);
            }
            return rows;
        }

        private void addIfLog(TableMetadata table, SimpleDataSet rows) {
            if (StreamSets.TABLETS.of(table) != null) {
                ofLog.accept(table, rows);
            }
        }
    }
}
