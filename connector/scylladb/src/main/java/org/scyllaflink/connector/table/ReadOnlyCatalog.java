/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.List;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogDatabase;
import org.apache.flink.table.catalog.CatalogFunction;
import org.apache.flink.table.catalog.CatalogModel;
import org.apache.flink.table.catalog.CatalogPartition;
import org.apache.flink.table.catalog.CatalogPartitionSpec;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.TableChange;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.flink.table.catalog.exceptions.FunctionNotExistException;
import org.apache.flink.table.catalog.exceptions.PartitionNotExistException;
import org.apache.flink.table.catalog.exceptions.TableNotPartitionedException;
import org.apache.flink.table.catalog.stats.CatalogColumnStatistics;
import org.apache.flink.table.catalog.stats.CatalogTableStatistics;
import org.apache.flink.table.expressions.Expression;

/**
 * A catalog of databases and tables alone, that nobody can change: the many methods of {@link
 * Catalog} that then have one answer only.
 */
interface ReadOnlyCatalog extends Catalog {

    /** The name it was created under, for messages. */
    String name();

    private CatalogException refused(String statement) {
        return new CatalogException(
                String.format(
                        "%s is refused: catalog '%s' shows what ScyllaDB holds and does not change it"
                                + " (expected: CQL to change ScyllaDB, or CREATE TEMPORARY TABLE,"
                                + " VIEW or FUNCTION, which no catalog keeps)",
                        statement, name()));
    }

    private static TableNotPartitionedException notPartitioned(String catalog, ObjectPath table) {
        return new TableNotPartitionedException(catalog, table);
    }

    @Override
    default void createDatabase(String name, CatalogDatabase database, boolean ignoreIfExists) {
        throw refused("CREATE DATABASE " + name);
    }

    @Override
    default void dropDatabase(String name, boolean ignoreIfNotExists, boolean cascade) {
        throw refused("DROP DATABASE " + name);
    }

    @Override
    default void alterDatabase(
            String name, CatalogDatabase newDatabase, boolean ignoreIfNotExists) {
        throw refused("ALTER DATABASE " + name);
    }

    @Override
    default void createTable(ObjectPath path, CatalogBaseTable table, boolean ignoreIfExists) {
        throw refused("CREATE " + table.getTableKind() + " " + path);
    }

    @Override
    default void alterTable(ObjectPath path, CatalogBaseTable table, boolean ignoreIfNotExists) {
        throw refused("ALTER " + table.getTableKind() + " " + path);
    }

    @Override
    default void alterTable(
            ObjectPath path,
            CatalogBaseTable table,
            List<TableChange> changes,
            boolean ignoreIfNotExists) {
        throw refused("ALTER " + table.getTableKind() + " " + path);
    }

    @Override
    default void dropTable(ObjectPath path, boolean ignoreIfNotExists) {
        throw refused("DROP TABLE " + path);
    }

    @Override
    default void renameTable(ObjectPath path, String newName, boolean ignoreIfNotExists) {
        throw refused("ALTER TABLE " + path + " RENAME TO " + newName);
    }

    @Override
    default List<String> listViews(String database) {
        return List.of();
    }

    @Override
    default List<CatalogPartitionSpec> listPartitions(ObjectPath table)
            throws TableNotPartitionedException {
        throw notPartitioned(name(), table);
    }

    @Override
    default List<CatalogPartitionSpec> listPartitions(ObjectPath table, CatalogPartitionSpec spec)
            throws TableNotPartitionedException {
        throw notPartitioned(name(), table);
    }

    @Override
    default List<CatalogPartitionSpec> listPartitionsByFilter(
            ObjectPath table, List<Expression> filters) throws TableNotPartitionedException {
        throw notPartitioned(name(), table);
    }

    @Override
    default CatalogPartition getPartition(ObjectPath table, CatalogPartitionSpec spec)
            throws PartitionNotExistException {
        throw new PartitionNotExistException(name(), table, spec);
    }

    @Override
    default boolean partitionExists(ObjectPath table, CatalogPartitionSpec spec) {
        return false;
    }

    @Override
    default void createPartition(
            ObjectPath table,
            CatalogPartitionSpec spec,
            CatalogPartition partition,
            boolean ignoreIfExists) {
        throw refused("ALTER TABLE " + table + " ADD PARTITION");
    }

    @Override
    default void dropPartition(
            ObjectPath table, CatalogPartitionSpec spec, boolean ignoreIfNotExists) {
        throw refused("ALTER TABLE " + table + " DROP PARTITION");
    }

    @Override
    default void alterPartition(
            ObjectPath table,
            CatalogPartitionSpec spec,
            CatalogPartition partition,
            boolean ignoreIfNotExists) {
        throw refused("ALTER TABLE " + table + " PARTITION");
    }

    @Override
    default List<String> listFunctions(String database) {
        return List.of();
    }

    @Override
    default CatalogFunction getFunction(ObjectPath path) throws FunctionNotExistException {
        throw new FunctionNotExistException(name(), path);
    }

    @Override
    default boolean functionExists(ObjectPath path) {
        return false;
    }

    @Override
    default void createFunction(ObjectPath path, CatalogFunction function, boolean ignoreIfExists) {
        throw refused("CREATE FUNCTION " + path);
    }

    @Override
    default void alterFunction(
            ObjectPath path, CatalogFunction function, boolean ignoreIfNotExists) {
        throw refused("ALTER FUNCTION " + path);
    }

    @Override
    default void dropFunction(ObjectPath path, boolean ignoreIfNotExists) {
        throw refused("DROP FUNCTION " + path);
    }

    @Override
    default void createModel(ObjectPath path, CatalogModel model, boolean ignoreIfExists) {
        throw refused("CREATE MODEL " + path);
    }

    @Override
    default void dropModel(ObjectPath path, boolean ignoreIfNotExists) {
        throw refused("DROP MODEL " + path);
    }

    @Override
    default CatalogTableStatistics getTableStatistics(ObjectPath table) {
        return CatalogTableStatistics.UNKNOWN;
    }

    @Override
    default CatalogColumnStatistics getTableColumnStatistics(ObjectPath table) {
        return CatalogColumnStatistics.UNKNOWN;
    }

    @Override
    default CatalogTableStatistics getPartitionStatistics(
            ObjectPath table, CatalogPartitionSpec spec) {
        return CatalogTableStatistics.UNKNOWN;
    }

    @Override
    default CatalogColumnStatistics getPartitionColumnStatistics(
            ObjectPath table, CatalogPartitionSpec spec) {
        return CatalogColumnStatistics.UNKNOWN;
    }

    @Override
    default void alterTableStatistics(
            ObjectPath table, CatalogTableStatistics statistics, boolean ignoreIfNotExists) {
        throw refused("ANALYZE TABLE " + table);
    }

    @Override
    default void alterTableColumnStatistics(
            ObjectPath table, CatalogColumnStatistics statistics, boolean ignoreIfNotExists) {
        throw refused("ANALYZE TABLE " + table);
    }

    @Override
    default void alterPartitionStatistics(
            ObjectPath table,
            CatalogPartitionSpec spec,
            CatalogTableStatistics statistics,
            boolean ignoreIfNotExists) {
        throw refused("ANALYZE TABLE " + table);
    }

    @Override
    default void alterPartitionColumnStatistics(
            ObjectPath table,
            CatalogPartitionSpec spec,
            CatalogColumnStatistics statistics,
            boolean ignoreIfNotExists) {
        throw refused("ANALYZE TABLE " + table);
    }
}
