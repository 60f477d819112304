/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.List;
import org.apache.cassandra.cql3.statements.schema.CreateTableStatement;
import org.apache.cassandra.db.virtual.AbstractVirtualTable;
import org.apache.cassandra.db.virtual.SimpleDataSet;
import org.apache.cassandra.db.virtual.VirtualKeyspace;
import org.apache.cassandra.db.virtual.VirtualKeyspaceRegistry;
import org.apache.cassandra.dht.LocalPartitioner;
import org.apache.cassandra.schema.KeyspaceMetadata;
import org.apache.cassandra.schema.Schema;
import org.apache.cassandra.schema.TableMetadata;

/** The system tables that ScyllaDB has and Cassandra has not, computed when they are read. */
final class ScyllaSystemTables {
    static final String KEYSPACE = "system_scylladb";

    private static final String CDC_PARTITIONER = "com.scylladb.dht.CDCPartitioner";

    private ScyllaSystemTables() {}

    static void register() {
        VirtualKeyspaceRegistry.instance.register(
                new VirtualKeyspace(
                        KEYSPACE,
                        List.of(
                                new ScyllaTables(),
                                new Empty(
                                        "CREATE TABLE scylla_keyspaces (keyspace_name text,"
                                                + " initial_tablets int, storage_type text,"
                                                + " PRIMARY KEY (keyspace_name))"),
                                new Empty(
                                        "CREATE TABLE cdc_timestamps (keyspace_name text,"
                                                + " table_name text, timestamp timestamp,"
                                                + " PRIMARY KEY ((keyspace_name, table_name),"
                                                + " timestamp))"
                                                + " WITH CLUSTERING ORDER BY (timestamp DESC)"),
                                new Empty(
                                        "CREATE TABLE cdc_streams (keyspace_name text,"
                                                + " table_name text, timestamp timestamp,"
                                                + " stream_state tinyint, stream_id blob,"
                                                + " PRIMARY KEY ((keyspace_name, table_name),"
                                                + " timestamp, stream_state, stream_id))"))));
    }

    private static TableMetadata table(String cql) {
        TableMetadata parsed = CreateTableStatement.parse(cql, KEYSPACE).build();
        return parsed.unbuild()
                .kind(TableMetadata.Kind.VIRTUAL)
                .partitioner(new LocalPartitioner(parsed.partitionKeyType))
                .build();
    }

    /** A table that has rows only for keyspaces with tablets, of which there are none. */
    private static final class Empty extends AbstractVirtualTable {
        Empty(String cql) {
            super(table(cql));
        }

        @Override
        public DataSet data() {
            return new SimpleDataSet(metadata());
        }
    }

    /** Tells which tables are partitioned by ScyllaDB's CDC partitioner. */
    private static final class ScyllaTables extends AbstractVirtualTable {
        ScyllaTables() {
            super(
                    table(
                            "CREATE TABLE scylla_tables (keyspace_name text, table_name text,"
                                    + " cdc frozen<map<text, text>>, partitioner text,"
                                    + " PRIMARY KEY (keyspace_name, table_name))"));
        }

        @Override
        public DataSet data() {
            SimpleDataSet rows = new SimpleDataSet(metadata());
            for (KeyspaceMetadata keyspace : Schema.instance.distributedKeyspaces()) {
                for (TableMetadata table : keyspace.tables) {
                    rows.row(keyspace.name, table.name);
                    if (LogTableSchema.isLog(table)) {
                        rows.column("partitioner", CDC_PARTITIONER);
                    }
                }
            }
            return rows;
        }
    }
}
