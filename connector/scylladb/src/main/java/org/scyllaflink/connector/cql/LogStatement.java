/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TableSchema;

/**
 * How a log is read as long as its table's schema stays as it is: a prepared statement with an
 * explicit list of columns, always for one stream at a time: only with the stream id bound as the
 * whole partition key does the driver know the node, and the shard, to ask.
 */
final class LogStatement {

    private final TableVersion table;
    private final ColumnSelection selection;
    private final LogLayout layout;
    private final PreparedStatement prepared;

    /** Those of the latest page; nearly always those of the next one, too. */
    private volatile @Nullable LogColumns columns;

    LogStatement(TableVersion table, ColumnSelection selection, PreparedStatement prepared) {
        this.table = table;
        this.selection = selection;
        this.layout = new LogLayout(table.table(), selection);
        this.prepared = prepared;
    }

    TableVersion table() {
        return table;
    }

    ColumnSelection selection() {
        return selection;
    }

    LogLayout layout() {
        return layout;
    }

    TableSchema schema() {
        return table.table().schema();
    }

    /** Whether this is the statement for a version of the cluster's schema. */
    boolean isFor(UUID version) {
        return table.version().equals(version);
    }

    /** Whether pages of one statement may follow pages of the other. */
    boolean readsAs(LogStatement other) {
        return prepared == other.prepared
                && schema().equals(other.schema())
                && layout.keysOnly() == other.layout.keysOnly();
    }

    BoundStatement bind(LogRange range) {
        return prepared.bind()
                .setBytesUnsafe(0, range.stream().toBytes())
                .setUuid(1, range.from().toUuid())
                .setUuid(2, range.to().toUuid());
    }

    LogColumns columns(ColumnDefinitions definitions) {
        LogColumns known = columns;
        if (known == null || !known.describe(definitions)) {
            known = new LogColumns(schema(), selection, definitions);
            columns = known;
        }
        return known;
    }
}
