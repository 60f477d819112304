/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import org.apache.cassandra.cql3.statements.schema.CreateTableStatement;
import org.apache.cassandra.schema.Schema;
import org.apache.cassandra.schema.SchemaConstants;
import org.apache.cassandra.schema.SchemaTransformations;
import org.apache.cassandra.schema.TableId;
import org.apache.cassandra.schema.TableMetadata;

/** Adds tables to {@code system_distributed}, where a restart finds what they hold. */
final class StoredTables {
    private static final String KEYSPACE = SchemaConstants.DISTRIBUTED_KEYSPACE_NAME;

    private StoredTables() {}

    /** Creates a table unless an earlier start did. */
    static void create(String name, String columns) {
        TableMetadata table =
                CreateTableStatement.parse("CREATE TABLE " + name + " " + columns, KEYSPACE)
                        .id(TableId.unsafeDeterministic(KEYSPACE, name))
                        .build();
        Schema.instance.transform(SchemaTransformations.addTable(table, true));
    }
}
