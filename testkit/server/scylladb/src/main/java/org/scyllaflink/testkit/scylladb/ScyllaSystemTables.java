/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.util.ArrayList;
import java.util.List;
import org.apache.cassandra.cql3.statements.schema.CreateTableStatement;
import org.apache.cassandra.db.virtual.AbstractVirtualTable;
import org.apache.cassandra.db.virtual.SimpleDataSet;
import org.apache.cassandra.db.virtual.VirtualKeyspace;
import org.apache.cassandra.db.virtual.VirtualKeyspaceRegistry;
import org.apache.cassandra.db.virtual.VirtualTable;
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
        List<VirtualTable> tables = new ArrayList<>(List.of(new ScyllaTables()));
        tables.addAll(GenerationViews.all());
        tables.addAll(TabletViews.all());
        VirtualKeyspaceRegistry.instance.register(new VirtualKeyspace(KEYSPACE, tables));
    }

    /** Describes a virtual table: its name, and its columns as in CREATE TABLE. */
    static TableMetadata table(String name, String columns) {
        TableMetadata parsed =
                CreateTableStatement.parse("CREATE TABLE " + name + " " + columns, KEYSPACE)
                        .build();
        return parsed.unbuild()
                .kind(TableMetadata.Kind.VIRTUAL)
                .partitioner(new LocalPartitioner(parsed.partitionKeyType))
                .build();
    }

    /** Tells which tables are partitioned by ScyllaDB's CDC partitioner. */
    private static final class ScyllaTables extends AbstractVirtualTable {
        ScyllaTables() {
            super(
                    table(
                            "scylla_tables",
                            "(keyspace_name text, table_name text,"
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
