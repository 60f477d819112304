/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.snapshot;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.ScannedColumns;
import org.scyllaflink.connector.cql.TableConnection;
import org.scyllaflink.connector.model.TableName;

/**
 * Builds a {@link ScyllaTableSource}. Connection, table and deserializer must be given.
 *
 * @param <T> element of the stream
 */
@PublicEvolving
public final class ScyllaTableSourceBuilder<T> {

    /** So many ranges that a reader that has ended its own helps with those that are left. */
    public static final int DEFAULT_RANGES = 256;

    private @Nullable TableConnection connection;
    private @Nullable TableName table;
    private @Nullable SnapshotDeserializationSchema<T> deserializer;
    private ScannedColumns columns = ScannedColumns.ALL;
    private @Nullable Instant logStart;
    private @Nullable Integer rowsPerSecond;
    private int ranges = DEFAULT_RANGES;

    ScyllaTableSourceBuilder() {}

    /** How to reach the cluster. */
    public ScyllaTableSourceBuilder<T> connection(TableConnection newConnection) {
        connection = newConnection;
        return this;
    }

    public ScyllaTableSourceBuilder<T> table(TableName newTable) {
        table = newTable;
        return this;
    }

    /**
     * @param name {@code keyspace.table}
     * @throws IllegalArgumentException if the text is not of that form
     */
    public ScyllaTableSourceBuilder<T> table(String name) {
        return table(TableName.parse(name));
    }

    /** What becomes of a row. */
    public ScyllaTableSourceBuilder<T> deserializer(
            SnapshotDeserializationSchema<T> newDeserializer) {
        deserializer = newDeserializer;
        return this;
    }

    /**
     * Reads the values of these columns only, and always those of key columns. Of others the cells
     * come with times and without values; {@link #withoutTimes} leaves them out altogether. All
     * columns unless set. A name that is not in the table fails the job when it starts.
     */
    public ScyllaTableSourceBuilder<T> columns(Collection<String> wanted) {
        columns = new ScannedColumns(List.copyOf(wanted), columns.withTimes());
        return this;
    }

    /**
     * Reads values alone, which costs the server and the network less: all cells have the time of
     * the row less 1 µs and no expiry date. For readings that are not merged with a log; the only
     * way to read tables with counters. Static columns come with each row of their partition then.
     */
    public ScyllaTableSourceBuilder<T> withoutTimes() {
        columns = new ScannedColumns(columns.wanted(), false);
        return this;
    }

    /**
     * Where reading of the table's log begins: the time of all rows. Their timestamps in the stream
     * are a millisecond before. The server's time when the source first runs unless set, which is
     * of use only without the log. Kept in the state: a job that goes on from a savepoint keeps the
     * first one.
     */
    public ScyllaTableSourceBuilder<T> logStart(Instant time) {
        logStart = time;
        return this;
    }

    /**
     * Most rows a second, of all readers together: each has an equal share, and leaves it unused
     * when it has nothing left to read. No limit unless set.
     *
     * @throws IllegalArgumentException if not above 0
     */
    public ScyllaTableSourceBuilder<T> rowsPerSecond(int rows) {
        rowsPerSecond = positive(rows, "rows per second");
        return this;
    }

    /**
     * Into how many ranges of tokens the table is cut at least; {@link #DEFAULT_RANGES} unless set.
     *
     * @throws IllegalArgumentException if not above 0
     */
    public ScyllaTableSourceBuilder<T> ranges(int atLeast) {
        ranges = positive(atLeast, "ranges");
        return this;
    }

    /**
     * @throws IllegalStateException if connection, table or deserializer is missing; names it
     */
    public ScyllaTableSource<T> build() {
        return new ScyllaTableSource<>(
                new ScanRequest(
                        required(connection, "connection"),
                        required(table, "table"),
                        columns,
                        logStart,
                        rowsPerSecond,
                        ranges),
                required(deserializer, "deserializer"));
    }

    private static int positive(int value, String name) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than 0)");
        }
        return value;
    }

    private static <V> V required(@Nullable V value, String name) {
        if (value == null) {
            throw new IllegalStateException(
                    name + ": not set (expected: a call of " + name + "())");
        }
        return value;
    }
}
