/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;
import org.scyllaflink.connector.model.TableReads;
import org.scyllaflink.connector.model.TableSchema;

/**
 * Opens reads of single partitions and rows of a table, through the session that the job's readers
 * share.
 *
 * <pre>{@code
 * FullRowChangelog.of(schema)
 *         .withUnknownRows(UnknownRows.read(ScyllaTableReads.of(connection, schema)));
 * }</pre>
 */
@PublicEvolving
public final class ScyllaTableReads implements TableReads.Opener {

    private static final long serialVersionUID = 1L;

    private final TableConnection connection;
    private final TableSchema schema;
    private final ScannedColumns columns;

    private ScyllaTableReads(
            TableConnection connection, TableSchema schema, ScannedColumns columns) {
        this.connection = Objects.requireNonNull(connection, "connection");
        this.schema = Objects.requireNonNull(schema, "schema");
        this.columns = columns;
    }

    /** Reads all columns. */
    public static ScyllaTableReads of(TableConnection connection, TableSchema schema) {
        return new ScyllaTableReads(connection, schema, ScannedColumns.ALL);
    }

    /**
     * Reads the values of some columns only; of others their times.
     *
     * @throws IllegalArgumentException if one is not in the table; names both
     */
    public ScyllaTableReads columns(Collection<String> wanted) {
        ScannedColumns some = new ScannedColumns(List.copyOf(wanted), true);
        some.check(schema);
        return new ScyllaTableReads(connection, schema, some);
    }

    @Override
    public TableReads open() throws IOException {
        BaseTables tables = connection.openTables();
        try {
            return tables.reads(schema, columns);
        } catch (IOException | RuntimeException e) {
            tables.close();
            throw e;
        }
    }
}
