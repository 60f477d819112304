/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.scylladb;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.Nullable;
import org.apache.cassandra.cql3.ColumnIdentifier;
import org.apache.cassandra.db.marshal.Int32Type;
import org.apache.cassandra.db.marshal.LongType;
import org.apache.cassandra.db.marshal.TimestampType;
import org.apache.cassandra.exceptions.InvalidRequestException;
import org.apache.cassandra.schema.ColumnMetadata;
import org.apache.cassandra.schema.TableMetadata;

/**
 * The column that tells when a row expires: {@code e bigint TTL} in CREATE TABLE, which Cassandra
 * does not know. ScyllaDB deletes expired rows itself, some time later, and logs that.
 *
 * @param column its name
 * @see <a href="https://docs.scylladb.com/manual/stable/cql/cql-extensions.html">ScyllaDB: per-row
 *     TTL</a>
 */
public record RowTtl(String column) {
    private static final String EXTENSION = "scylla_tags";
    private static final String TAG = "system:ttl_attribute";
    private static final Pattern COLUMNS =
            Pattern.compile(
                    "\\s*CREATE\\s+(?:TABLE|COLUMNFAMILY)\\b.*?(?:\\)\\s*WITH\\b|$)",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern COLUMN =
            Pattern.compile(
                    "(\\w+|\"(?:[^\"]|\"\")+\")(\\s+\\w+)\\s+TTL(?=\\s*[,)])",
                    Pattern.CASE_INSENSITIVE);

    /** Finds the column in a statement; null when it makes none. */
    @Nullable
    static RowTtl parse(String query) {
        Matcher column = columns(query);
        if (column == null || !column.find()) {
            return null;
        }
        String name = column.group(1);
        RowTtl found =
                new RowTtl(
                        name.startsWith("\"")
                                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                                : name.toLowerCase(Locale.ROOT));
        if (column.find()) {
            throw new InvalidRequestException(
                    "TTL column: " + column.group(1) + " (expected: only " + found.column + ")");
        }
        return found;
    }

    /** Takes the word TTL out of a statement. */
    static String remove(String query) {
        Matcher column = columns(query);
        return column == null
                ? query
                : column.replaceAll("$1$2") + query.substring(column.regionEnd());
    }

    @Nullable
    private static Matcher columns(String query) {
        Matcher columns = COLUMNS.matcher(query);
        return columns.lookingAt() ? COLUMN.matcher(query.substring(0, columns.end())) : null;
    }

    /** Returns the column of a table; null when its rows do not expire. */
    @Nullable
    static RowTtl of(TableMetadata table) {
        ByteBuffer tags = table.params.extensions.get(EXTENSION);
        String column = tags == null ? null : TextMap.decode(tags).get(TAG);
        return column == null || table.getColumn(identifier(column)) == null
                ? null
                : new RowTtl(column);
    }

    /**
     * Keeps the column with its table.
     *
     * @param table as the statement makes it
     * @return the same with the column in its extensions
     * @throws InvalidRequestException when the column cannot hold a time for each row
     */
    public TableMetadata storeIn(TableMetadata table) {
        ColumnMetadata found = table.getColumn(identifier(column));
        if (!found.isRegular() || !holdsTime(found)) {
            throw new InvalidRequestException(
                    "TTL column: "
                            + found
                            + " "
                            + found.type.asCQL3Type()
                            + " (expected: a regular column of type timestamp, bigint or int)");
        }
        Map<String, ByteBuffer> extensions = new HashMap<>(table.params.extensions);
        extensions.put(EXTENSION, TextMap.encode(Map.of(TAG, column)));
        return table.withSwapped(table.params.unbuild().extensions(extensions).build());
    }

    private static boolean holdsTime(ColumnMetadata column) {
        return column.type instanceof TimestampType
                || column.type instanceof LongType
                || column.type instanceof Int32Type;
    }

    private static ColumnIdentifier identifier(String name) {
        return ColumnIdentifier.getInterned(name, true);
    }

    /** Returns when a row expires, by what its column holds. */
    Instant expiry(TableMetadata table, ByteBuffer value) {
        Object time = table.getColumn(identifier(column)).type.compose(value);
        return time instanceof Number seconds
                ? Instant.ofEpochSecond(seconds.longValue())
                : ((java.util.Date) time).toInstant();
    }
}
