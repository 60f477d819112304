/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TableName;

/**
 * What the keyspaces of a cluster hold, as it is at each call. Safe for use by several threads; all
 * calls block.
 */
@Internal
public final class ClusterTables implements AutoCloseable {

    private static final String LOG_SUFFIX = "_scylla_cdc_log";
    private static final String INDEX_SUFFIX = "_index";

    private final SharedSessions.Handle handle;

    private ClusterTables(SharedSessions.Handle handle) {
        this.handle = handle;
    }

    /**
     * Opens a connection.
     *
     * @throws IOException if the cluster cannot be reached or refuses the login; names the contact
     *     points and data centre, never a secret
     */
    public static ClusterTables of(ScyllaConnection connection) throws IOException {
        return new ClusterTables(SharedSessions.acquire(connection));
    }

    /** Whether a keyspace is one of the server's own. */
    public static boolean isSystemKeyspace(String keyspace) {
        return keyspace.equals("system") || keyspace.startsWith("system_");
    }

    /** Names of all keyspaces, the server's own included, sorted. */
    public List<String> keyspaces() throws IOException {
        return query("SELECT keyspace_name FROM system_schema.keyspaces").stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    /** Whether there is a keyspace of this name. */
    public boolean hasKeyspace(String keyspace) throws IOException {
        return !query(
                        "SELECT keyspace_name FROM system_schema.keyspaces WHERE keyspace_name = ?",
                        keyspace)
                .isEmpty();
    }

    /**
     * Names of a keyspace's tables and materialized views, sorted; without the logs of tables and
     * the views behind indexes. Empty for an unknown keyspace.
     */
    public List<String> tables(String keyspace) throws IOException {
        Set<String> tables = names("tables", "table_name", keyspace);
        Set<String> views = names("views", "view_name", keyspace);
        views.removeAll(
                names("indexes", "index_name", keyspace).stream()
                        .map(index -> index + INDEX_SUFFIX)
                        .collect(Collectors.toSet()));
        Set<String> all = new TreeSet<>(views);
        tables.stream().filter(table -> !isLog(table, tables)).forEach(all::add);
        return new ArrayList<>(all);
    }

    /**
     * Describes a table or a materialized view.
     *
     * @return null if there is none of this name, or it is the log of a table
     * @throws IllegalArgumentException if it has what is not supported; names the column
     */
    public @Nullable TableDescription table(TableName name) throws IOException {
        List<Row> rows = description("tables", "table_name", ", extensions", name);
        boolean isView = rows.isEmpty();
        if (isView) {
            rows = description("views", "view_name", "", name);
        }
        if (rows.isEmpty() || isLog(name)) {
            return null;
        }
        Row row = rows.get(0);
        String comment = row.getString(0);
        return new TableDescription(
                new SchemaReader(handle.session()).schema(name),
                comment == null ? "" : comment,
                isView ? null : cdc(row.getMap(1, String.class, ByteBuffer.class).get("cdc")),
                isView);
    }

    private static @Nullable CdcOptions cdc(@Nullable ByteBuffer extension) {
        CdcOptions options = extension == null ? null : CdcOptions.decode(extension);
        return options == null || !options.enabled() ? null : options;
    }

    private boolean isLog(TableName name) throws IOException {
        return name.table().endsWith(LOG_SUFFIX)
                && isLog(name.table(), names("tables", "table_name", name.keyspace()));
    }

    /** A table may have a name like a log's and be none. */
    private static boolean isLog(String table, Set<String> tables) {
        return table.endsWith(LOG_SUFFIX)
                && tables.contains(table.substring(0, table.length() - LOG_SUFFIX.length()));
    }

    private List<Row> description(String kind, String column, String more, TableName name)
            throws IOException {
        return query(
                "SELECT comment%s FROM system_schema.%s WHERE keyspace_name = ? AND %s = ?"
                        .formatted(more, kind, column),
                name.keyspace(),
                name.table());
    }

    private Set<String> names(String kind, String column, String keyspace) throws IOException {
        return query(
                        "SELECT %s FROM system_schema.%s WHERE keyspace_name = ?"
                                .formatted(column, kind),
                        keyspace)
                .stream()
                .map(row -> row.getString(0))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** These tables are local to each node, which is why one answer is enough. */
    private List<Row> query(String cql, Object... values) throws IOException {
        return handle.session()
                .query(
                        SimpleStatement.newInstance(cql, values)
                                .setConsistencyLevel(DefaultConsistencyLevel.ONE));
    }

    @Override
    public void close() {
        handle.close();
    }
}
