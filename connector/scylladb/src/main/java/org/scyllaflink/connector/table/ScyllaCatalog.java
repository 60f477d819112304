/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogDatabase;
import org.apache.flink.table.catalog.CatalogDatabaseImpl;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;
import org.apache.flink.table.factories.Factory;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.ClusterTables;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.cql.TableDescription;
import org.scyllaflink.connector.model.TableName;

/**
 * The keyspaces of a cluster as databases, and their tables, each time as they are in ScyllaDB at
 * that moment. Read-only. See {@code docs/sql.md}.
 */
@Internal
public final class ScyllaCatalog implements ReadOnlyCatalog {

    private final String name;
    private final @Nullable String defaultKeyspace;
    private final boolean showsSystemKeyspaces;
    private final ScyllaConnection connection;
    private final TableOptions options;

    private @Nullable ClusterTables cluster;

    ScyllaCatalog(
            String name,
            @Nullable String defaultKeyspace,
            boolean showsSystemKeyspaces,
            ScyllaConnection connection,
            TableOptions options) {
        this.name = name;
        this.defaultKeyspace = defaultKeyspace;
        this.showsSystemKeyspaces = showsSystemKeyspaces;
        this.connection = connection;
        this.options = options;
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * Connects to the cluster.
     *
     * @throws CatalogException if it cannot be reached or has no keyspace like the default database
     */
    @Override
    public synchronized void open() {
        if (cluster != null) {
            return;
        }
        ClusterTables opened = ask(() -> ClusterTables.of(connection));
        try {
            if (defaultKeyspace != null && !ask(() -> opened.hasKeyspace(defaultKeyspace))) {
                throw new CatalogException(
                        String.format(
                                "Catalog '%s': there is no keyspace '%s' to be the default database"
                                        + " (expected one of: %s).",
                                name, defaultKeyspace, String.join(", ", shown(opened))));
            }
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
        cluster = opened;
    }

    @Override
    public synchronized void close() {
        if (cluster != null) {
            cluster.close();
            cluster = null;
        }
    }

    /** Gives tables what they do not show: passwords. */
    @Override
    public Optional<Factory> getFactory() {
        return Optional.of(new CatalogTableFactory(options));
    }

    /** Null if none was given: then a query names the keyspace, or {@code USE} does. */
    @Override
    public @Nullable String getDefaultDatabase() {
        return defaultKeyspace;
    }

    @Override
    public List<String> listDatabases() {
        return shown(cluster());
    }

    private List<String> shown(ClusterTables tables) {
        return ask(tables::keyspaces).stream().filter(this::isShown).toList();
    }

    private boolean isShown(String keyspace) {
        return showsSystemKeyspaces || !ClusterTables.isSystemKeyspace(keyspace);
    }

    @Override
    public CatalogDatabase getDatabase(String database) throws DatabaseNotExistException {
        requireDatabase(database);
        return new CatalogDatabaseImpl(Map.of(), null);
    }

    @Override
    public boolean databaseExists(String database) {
        return isShown(database) && ask(() -> cluster().hasKeyspace(database));
    }

    @Override
    public List<String> listTables(String database) throws DatabaseNotExistException {
        requireDatabase(database);
        return ask(() -> cluster().tables(database));
    }

    /**
     * @throws CatalogException if a view of a log is asked for and the table has none, or the table
     *     has a column that cannot be read
     */
    @Override
    public CatalogBaseTable getTable(ObjectPath path) throws TableNotExistException {
        TableView view = TableView.of(path.getObjectName());
        TableDescription table = description(path, view);
        if (table == null) {
            throw new TableNotExistException(name, path);
        }
        if (view.needsCdc() && table.cdc() == null) {
            TableName base = table.schema().table();
            throw new CatalogException(
                    String.format(
                            "Table %s.%s needs the log of %s, which has no CDC (expected: ALTER"
                                    + " TABLE %s WITH cdc = {'enabled': true}).",
                            base.keyspace(), path.getObjectName(), base, base));
        }
        TableDeclaration declaration = new TableDeclaration(table, view);
        return CatalogTable.newBuilder()
                .schema(ask(declaration::schema))
                .comment(declaration.comment())
                .options(options.of(table, view))
                .build();
    }

    @Override
    public boolean tableExists(ObjectPath path) {
        TableView view = TableView.of(path.getObjectName());
        TableDescription table = description(path, view);
        return table != null && (table.cdc() != null || !view.needsCdc());
    }

    private @Nullable TableDescription description(ObjectPath path, TableView view) {
        if (!isShown(path.getDatabaseName())) {
            return null;
        }
        String table = view.tableName(path.getObjectName());
        return ask(() -> cluster().table(new TableName(path.getDatabaseName(), table)));
    }

    private void requireDatabase(String database) throws DatabaseNotExistException {
        if (!databaseExists(database)) {
            throw new DatabaseNotExistException(name, database);
        }
    }

    private synchronized ClusterTables cluster() {
        if (cluster == null) {
            throw new CatalogException("Catalog '" + name + "' is not open.");
        }
        return cluster;
    }

    private <T> T ask(Question<T> question) {
        try {
            return question.ask();
        } catch (IOException | IllegalArgumentException e) {
            throw ShownFailure.ofCatalog("Catalog '" + name + "': " + e.getMessage(), e);
        }
    }

    private interface Question<T> {
        T ask() throws IOException;
    }
}
