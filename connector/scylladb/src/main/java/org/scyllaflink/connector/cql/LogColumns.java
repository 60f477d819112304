/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import java.util.ArrayList;
import java.util.List;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.TableSchema;

/**
 * Where the columns of a log stand in a page. Looked up by name, as the log may gain and lose
 * columns between two pages.
 */
final class LogColumns {

    private static final List<String> OWN =
            List.of("cdc$time", "cdc$batch_seq_no", "cdc$operation", "cdc$ttl", "cdc$end_of_batch");
    private static final String DELETED = "cdc$deleted_";
    private static final String DELETED_ELEMENTS = "cdc$deleted_elements_";

    /** Names what is read in place of a value. */
    private static final String WRITTEN = "cdc$written_";

    final int time;
    final int sequence;
    final int operation;
    final int ttl;
    final int endOfBatch;

    /** By index in the schema; −1 where the page has no such column. */
    final int[] values;

    /** By index in the schema: whether what stands in place of the value says no more than that. */
    final boolean[] liveness;

    final int[] deleted;
    final int[] deletedElements;

    private final ColumnDefinitions definitions;

    LogColumns(TableSchema schema, ColumnSelection selection, ColumnDefinitions definitions) {
        this.definitions = definitions;
        this.time = indexOf("cdc$time");
        this.sequence = indexOf("cdc$batch_seq_no");
        this.operation = indexOf("cdc$operation");
        this.ttl = indexOf("cdc$ttl");
        this.endOfBatch = indexOf("cdc$end_of_batch");
        List<Column> columns = schema.columns();
        this.values = new int[columns.size()];
        this.liveness = new boolean[values.length];
        this.deleted = new int[values.length];
        this.deletedElements = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            Column column = columns.get(i);
            values[i] =
                    indexOf(
                            isReadByTime(column, selection)
                                    ? WRITTEN + column.name()
                                    : column.name());
            liveness[i] = selection.reads(column) && !selection.readsValues(column);
            deleted[i] = indexOf(DELETED + column.name());
            deletedElements[i] =
                    column.type().isAtomic() ? -1 : indexOf(DELETED_ELEMENTS + column.name());
        }
    }

    boolean describe(ColumnDefinitions other) {
        return definitions == other;
    }

    /** The statement for a part of one stream: its id, the first time, and the time after it. */
    static String select(TableSchema schema, ColumnSelection selection) {
        List<String> read = new ArrayList<>();
        OWN.forEach(name -> read.add(quoted(name)));
        List<Column> columns = schema.columns().stream().filter(selection::reads).toList();
        for (Column column : columns) {
            String name = quoted(column.name());
            read.add(
                    isReadByTime(column, selection)
                            ? "WRITETIME(" + name + ") AS " + quoted(WRITTEN + column.name())
                            : name);
        }
        for (Column column : columns) {
            if (!ColumnSelection.isKey(column)) {
                read.add(quoted(DELETED + column.name()));
            }
        }
        for (Column column : columns) {
            if (!column.type().isAtomic()) {
                read.add(quoted(DELETED_ELEMENTS + column.name()));
            }
        }
        return "SELECT "
                + String.join(", ", read)
                + " FROM "
                + quoted(schema.table().log().keyspace())
                + "."
                + quoted(schema.table().log().table())
                + " WHERE \"cdc$stream_id\" = ? AND \"cdc$time\" >= ? AND \"cdc$time\" < ?";
    }

    /** The time of a write takes eight bytes; a value that takes no more is as good. */
    private static boolean isReadByTime(Column column, ColumnSelection selection) {
        return selection.reads(column)
                && !selection.readsValues(column)
                && !(column.type() instanceof CqlType.Native type && isSmall(type));
    }

    private static boolean isSmall(CqlType.Native type) {
        return switch (type) {
            case BIGINT, BOOLEAN, COUNTER, DATE, DOUBLE, FLOAT, INT -> true;
            case SMALLINT, TIME, TIMESTAMP, TINYINT -> true;
            case ASCII, BLOB, DECIMAL, DURATION, INET, TEXT, TIMEUUID, UUID, VARINT -> false;
        };
    }

    private int indexOf(String name) {
        return definitions.firstIndexOf(CqlIdentifier.fromInternal(name));
    }

    private static String quoted(String name) {
        return CqlIdentifier.fromInternal(name).asCql(false);
    }
}
