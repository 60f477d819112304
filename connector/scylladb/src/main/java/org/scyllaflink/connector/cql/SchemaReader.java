/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

/**
 * Reads tables from {@code system_schema}: the driver's own metadata know neither the CDC options
 * nor, of system keyspaces, anything. All calls block.
 */
final class SchemaReader {

    private static final String LOG_SUFFIX = "_scylla_cdc_log";

    private final ScyllaSession session;
    private final @Nullable Node node;

    /** Reads what any node tells. */
    SchemaReader(ScyllaSession session) {
        this(session, null);
    }

    /**
     * @param node whose answers are wanted; null for those of any
     */
    SchemaReader(ScyllaSession session, @Nullable Node node) {
        this.session = session;
        this.node = node;
    }

    /**
     * @throws IllegalArgumentException if the table cannot be read: unknown, without CDC, or with
     *     what is not supported
     */
    CdcTable table(TableName name) throws IOException {
        CdcOptions options = options(name);
        return new CdcTable(schema(name), options);
    }

    /**
     * The columns of any table or materialized view, with CDC or without.
     *
     * @throws IllegalArgumentException if it cannot be read: unknown, or with what is not supported
     */
    TableSchema schema(TableName name) throws IOException {
        List<Column> columns = columns(name);
        if (columns.isEmpty()) {
            throw unknown(name);
        }
        return new TableSchema(name, columns);
    }

    /** Names of all tables with CDC switched on. */
    List<TableName> tablesWithCdc() throws IOException {
        List<TableName> names = new ArrayList<>();
        for (Row row :
                query("SELECT keyspace_name, table_name, extensions FROM system_schema.tables")) {
            ByteBuffer cdc = row.getMap(2, String.class, ByteBuffer.class).get("cdc");
            if (cdc != null && CdcOptions.decode(cdc).enabled()) {
                names.add(new TableName(row.getString(0), row.getString(1)));
            }
        }
        return names;
    }

    /**
     * The id of a table's log.
     *
     * @throws IllegalArgumentException if there is no log
     */
    UUID logId(TableName name) throws IOException {
        List<Row> rows =
                query(
                        "SELECT id FROM system_schema.tables"
                                + " WHERE keyspace_name = ? AND table_name = ?",
                        name.log().keyspace(),
                        name.log().table());
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(
                    "log table "
                            + name.log()
                            + " does not exist any more: CDC was disabled and the log dropped, or"
                            + " the table was dropped (expected: table "
                            + name
                            + " with CDC enabled)");
        }
        return rows.get(0).getUuid(0);
    }

    /** Whether the tables of a keyspace are spread by tablets; false for an unknown keyspace. */
    boolean usesTablets(String keyspace) throws IOException {
        try {
            return query(
                            "SELECT initial_tablets FROM system_schema.scylla_keyspaces"
                                    + " WHERE keyspace_name = ?",
                            keyspace)
                    .stream()
                    .anyMatch(row -> !row.isNull(0));
        } catch (IOException e) {
            if (e.getCause() instanceof InvalidQueryException) {
                // A server without this table, or without this column of it, has no tablets.
                return false;
            }
            throw e;
        }
    }

    /** As {@link #table}, without its columns. */
    CdcOptions options(TableName name) throws IOException {
        if (name.table().endsWith(LOG_SUFFIX)) {
            String base = name.table().substring(0, name.table().length() - LOG_SUFFIX.length());
            throw new IllegalArgumentException(
                    "table " + name + " is a change log (expected: its base table " + base + ")");
        }
        ByteBuffer encoded = cdcExtension(name);
        CdcOptions options = encoded == null ? null : CdcOptions.decode(encoded);
        if (options != null && options.enabled()) {
            return options;
        }
        String history =
                options != null && tables(name.keyspace()).contains(name.log().table())
                        ? "CDC was disabled; what the log still holds is no longer kept up to date"
                        : "CDC was never enabled";
        throw new IllegalArgumentException(
                "table "
                        + name
                        + ": "
                        + history
                        + " (expected: ALTER TABLE "
                        + name
                        + " WITH cdc = {'enabled': true})");
    }

    private @Nullable ByteBuffer cdcExtension(TableName name) throws IOException {
        List<Row> rows =
                query(
                        "SELECT extensions FROM system_schema.tables"
                                + " WHERE keyspace_name = ? AND table_name = ?",
                        name.keyspace(),
                        name.table());
        if (rows.isEmpty()) {
            throw unknown(name);
        }
        return rows.get(0).getMap(0, String.class, ByteBuffer.class).get("cdc");
    }

    private IllegalArgumentException unknown(TableName name) throws IOException {
        List<String> tables =
                tables(name.keyspace()).stream()
                        .filter(table -> !table.endsWith(LOG_SUFFIX))
                        .toList();
        return new IllegalArgumentException(
                "table "
                        + name
                        + " does not exist ("
                        + (tables.isEmpty()
                                ? "keyspace '" + name.keyspace() + "' is unknown or empty"
                                : "expected one of: " + String.join(", ", tables))
                        + ")");
    }

    private List<String> tables(String keyspace) throws IOException {
        return query(
                        "SELECT table_name FROM system_schema.tables WHERE keyspace_name = ?",
                        keyspace)
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private List<Column> columns(TableName name) throws IOException {
        List<Row> rows =
                query(
                        "SELECT column_name, kind, position, clustering_order, type"
                                + " FROM system_schema.columns"
                                + " WHERE keyspace_name = ? AND table_name = ?",
                        name.keyspace(),
                        name.table());
        UserTypes types = new UserTypes(userTypes(name.keyspace()));
        return rows.stream()
                // The column without a name that a dense table with COMPACT STORAGE has.
                .filter(row -> !"empty".equals(row.getString("type")))
                .sorted(
                        Comparator.comparing((Row row) -> kind(row))
                                .thenComparing(row -> row.getInt("position"))
                                .thenComparing(row -> row.getString("column_name")))
                .map(row -> column(name, row, types))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static Column column(TableName table, Row row, UserTypes types) {
        String name = row.getString("column_name");
        CqlType type;
        try {
            type = types.parse(row.getString("type"));
            DriverTypes.check(type);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "table " + table + ", column '" + name + "': " + e.getMessage(), e);
        }
        Column.Order order =
                "desc".equalsIgnoreCase(row.getString("clustering_order"))
                        ? Column.Order.DESCENDING
                        : Column.Order.ASCENDING;
        return new Column(name, kind(row), type, order);
    }

    private static Column.Kind kind(Row row) {
        String kind = row.getString("kind");
        return switch (kind) {
            case "partition_key" -> Column.Kind.PARTITION_KEY;
            case "clustering" -> Column.Kind.CLUSTERING;
            case "static" -> Column.Kind.STATIC;
            case "regular" -> Column.Kind.REGULAR;
            default ->
                    throw new IllegalArgumentException(
                            "column '"
                                    + row.getString("column_name")
                                    + "': kind '"
                                    + kind
                                    + "' (expected: partition_key, clustering, static or regular)");
        };
    }

    private List<UserTypes.Definition> userTypes(String keyspace) throws IOException {
        return query(
                        "SELECT type_name, field_names, field_types FROM system_schema.types"
                                + " WHERE keyspace_name = ?",
                        keyspace)
                .stream()
                .map(
                        row ->
                                new UserTypes.Definition(
                                        row.getString(0),
                                        row.getList(1, String.class),
                                        row.getList(2, String.class)))
                .toList();
    }

    /** These tables are local to each node, which is why one answer is enough. */
    private List<Row> query(String cql, Object... values) throws IOException {
        return session.query(
                SimpleStatement.newInstance(cql, values)
                        .setConsistencyLevel(DefaultConsistencyLevel.ONE)
                        .setNode(node));
    }
}
