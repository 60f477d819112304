/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.scyllaflink.connector.model.TableSchema;

/**
 * Where the columns of a log stand in a page. Looked up by name, as the log may gain and lose
 * columns between two pages.
 */
final class LogColumns {

    private static final String DELETED = "cdc$deleted_";
    private static final String DELETED_ELEMENTS = "cdc$deleted_elements_";

    final int time;
    final int sequence;
    final int operation;
    final int ttl;
    final int endOfBatch;

    /** By index in the schema; −1 where the page has no such column. */
    final int[] values;

    final int[] deleted;
    final int[] deletedElements;

    private final ColumnDefinitions definitions;

    LogColumns(TableSchema schema, ColumnDefinitions definitions) {
        this.definitions = definitions;
        this.time = indexOf("cdc$time");
        this.sequence = indexOf("cdc$batch_seq_no");
        this.operation = indexOf("cdc$operation");
        this.ttl = indexOf("cdc$ttl");
        this.endOfBatch = indexOf("cdc$end_of_batch");
        this.values =
                schema.columns().stream().mapToInt(column -> indexOf(column.name())).toArray();
        this.deleted =
                schema.columns().stream()
                        .mapToInt(column -> indexOf(DELETED + column.name()))
                        .toArray();
        this.deletedElements =
                schema.columns().stream()
                        .mapToInt(
                                column ->
                                        column.type().isAtomic()
                                                ? -1
                                                : indexOf(DELETED_ELEMENTS + column.name()))
                        .toArray();
    }

    boolean describe(ColumnDefinitions other) {
        return definitions == other;
    }

    /** The statement for a part of one stream: its id, the first time, and the time after it. */
    static String select(TableSchema schema) {
        Stream<String> own =
                Stream.of(
                        "cdc$time",
                        "cdc$batch_seq_no",
                        "cdc$operation",
                        "cdc$ttl",
                        "cdc$end_of_batch");
        Stream<String> values = schema.columns().stream().map(column -> column.name());
        Stream<String> deleted =
                IntStream.range(schema.keySize(), schema.columns().size())
                        .mapToObj(index -> DELETED + schema.column(index).name());
        Stream<String> deletedElements =
                schema.columns().stream()
                        .filter(column -> !column.type().isAtomic())
                        .map(column -> DELETED_ELEMENTS + column.name());
        String columns =
                Stream.of(own, values, deleted, deletedElements)
                        .flatMap(names -> names)
                        .map(LogColumns::quoted)
                        .collect(Collectors.joining(", "));
        return "SELECT "
                + columns
                + " FROM "
                + quoted(schema.table().log().keyspace())
                + "."
                + quoted(schema.table().log().table())
                + " WHERE \"cdc$stream_id\" = ? AND \"cdc$time\" >= ? AND \"cdc$time\" < ?";
    }

    private int indexOf(String name) {
        return definitions.firstIndexOf(CqlIdentifier.fromInternal(name));
    }

    private static String quoted(String name) {
        return CqlIdentifier.fromInternal(name).asCql(false);
    }
}
