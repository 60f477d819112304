/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.TableSchema;

/**
 * What a statement selects of the rows of a table, and where each part stands in its answer: −1 if
 * it is not there. Parts of columns are by their ordinals, places among the non-key columns.
 */
final class ScanLayout {

    final TableSchema schema;
    final int token;

    /** The time of the server by its own clock, for each row anew. */
    final int now;

    final int[] value;
    final int[] writeTime;
    final int[] ttl;

    private final List<String> selected = new ArrayList<>();
    private final List<String> untimed = new ArrayList<>();

    /**
     * @param elementTimes whether to ask for the times of the elements of non-frozen columns, too
     * @throws IllegalArgumentException if times are wanted of counters, which have none, or a
     *     wanted column is not in the table; names column and table
     */
    ScanLayout(TableSchema schema, ScannedColumns columns, boolean elementTimes) {
        columns.check(schema);
        this.schema = schema;
        String partitionKey =
                schema.columns().subList(0, schema.partitionKeySize()).stream()
                        .map(column -> quoted(column.name()))
                        .collect(Collectors.joining(", "));
        for (int i = 0; i < schema.keySize(); i++) {
            select(quoted(schema.column(i).name()));
        }
        this.token = select("token(" + partitionKey + ")");
        this.now = columns.withTimes() ? select("toTimestamp(now())") : -1;
        int size = schema.columns().size() - schema.keySize();
        this.value = absent(size);
        this.writeTime = absent(size);
        this.ttl = absent(size);
        for (int i = 0; i < size; i++) {
            select(i, schema.column(schema.keySize() + i), columns, elementTimes);
        }
    }

    private void select(int i, Column column, ScannedColumns columns, boolean elementTimes) {
        String name = quoted(column.name());
        boolean included = columns.includes(column.name());
        if (!columns.withTimes()) {
            value[i] = included ? select(name) : -1;
            return;
        }
        if (column.type() == CqlType.Native.COUNTER) {
            throw new IllegalArgumentException(
                    schema.table()
                            + ": column '"
                            + column.name()
                            + "' is a counter, whose times cannot be read (expected: a read of"
                            + " values alone)");
        }
        // Elements are told apart by their keys, which are in the value.
        value[i] = included || !column.type().isAtomic() ? select(name) : -1;
        if (column.type().isAtomic() || elementTimes) {
            writeTime[i] = select("WRITETIME(" + name + ")");
            ttl[i] = select("TTL(" + name + ")");
        } else {
            untimed.add(column.name());
        }
    }

    private int select(String part) {
        selected.add(part);
        return selected.size() - 1;
    }

    private static int[] absent(int size) {
        int[] places = new int[size];
        Arrays.fill(places, -1);
        return places;
    }

    /** Names of the columns whose times were wanted and are not asked for. */
    List<String> untimed() {
        return untimed;
    }

    Column column(int ordinal) {
        return schema.column(schema.keySize() + ordinal);
    }

    boolean isStatic(int ordinal) {
        return column(ordinal).kind() == Column.Kind.STATIC;
    }

    /**
     * Whether a column comes once a partition, not with each of its rows. With values alone none
     * does: those rows are merged with nothing that tells the rest.
     */
    boolean isApart(int ordinal) {
        return now >= 0 && isStatic(ordinal);
    }

    /** Whether times are wanted of rows that have no cells to have any. */
    boolean readsMarkersAlone() {
        return now >= 0
                && schema.columns().stream()
                        .noneMatch(column -> column.kind() == Column.Kind.REGULAR);
    }

    /** A statement with two tokens to bind: the one before the first, and the last. */
    String rangeQuery() {
        String token = selected.get(this.token);
        return query(selected) + token + " > ? AND " + token + " <= ?";
    }

    /** A statement with the partition key to bind. */
    String partitionQuery() {
        return query(selected) + keyIs(schema.partitionKeySize());
    }

    /** A statement with the whole key to bind, which finds a row or none. */
    String rowQuery() {
        return query(selected.subList(0, 1)) + keyIs(schema.keySize());
    }

    /** A statement with the whole key to bind, for the time left of one column of a row. */
    String ttlQuery(int ordinal) {
        int keySize = isStatic(ordinal) ? schema.partitionKeySize() : schema.keySize();
        return query(
                        List.of(
                                selected.get(now),
                                selected.get(writeTime[ordinal]),
                                selected.get(ttl[ordinal])))
                + keyIs(keySize)
                + (isStatic(ordinal) ? " LIMIT 1" : "");
    }

    private String query(List<String> parts) {
        return "SELECT "
                + String.join(", ", parts)
                + " FROM "
                + quoted(schema.table().keyspace())
                + "."
                + quoted(schema.table().table())
                + " WHERE ";
    }

    private String keyIs(int size) {
        return schema.columns().subList(0, size).stream()
                .map(column -> quoted(column.name()) + " = ?")
                .collect(Collectors.joining(" AND "));
    }

    private static String quoted(String name) {
        return CqlIdentifier.fromInternal(name).asCql(false);
    }
}
