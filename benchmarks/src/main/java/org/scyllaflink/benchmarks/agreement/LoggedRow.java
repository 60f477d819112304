/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks.agreement;

import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/**
 * One row of a log as its bytes: column name to value in hexadecimal, nulls left out. So readers on
 * different drivers are compared without any decoding.
 */
record LoggedRow(SortedMap<String, String> columns) {

    private static final HexFormat HEX = HexFormat.of();

    static LoggedRow of(Row row) {
        SortedMap<String, String> columns = new TreeMap<>();
        for (ColumnDefinition column : row.getColumnDefinitions()) {
            ByteBuffer bytes = row.getBytesUnsafe(column.getName());
            if (bytes != null) {
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(bytes.position(), copy);
                columns.put(column.getName().asInternal(), HEX.formatHex(copy));
            }
        }
        return new LoggedRow(columns);
    }

    /** Reads what {@link #toString} and the library's process write. */
    static LoggedRow parse(String text) {
        SortedMap<String, String> columns = new TreeMap<>();
        for (String column : text.split(" ")) {
            int equals = column.lastIndexOf('=');
            columns.put(column.substring(0, equals), column.substring(equals + 1));
        }
        return new LoggedRow(columns);
    }

    /** The partition of the base table. */
    String partition() {
        return columns.get("pk");
    }

    String stream() {
        return columns.get("cdc$stream_id");
    }

    /** The group within a partition: its stream and time. */
    String group() {
        return stream() + "/" + columns.get("cdc$time");
    }

    int operation() {
        return HEX.parseHex(columns.get("cdc$operation"))[0];
    }

    /** In seconds; 0 for none. */
    long ttl() {
        String ttl = columns.get("cdc$ttl");
        return ttl == null ? 0 : HexFormat.fromHexDigitsToLong(ttl);
    }

    /** 60 bits that rise with time: a timeuuid begins with the lowest of them. */
    long time() {
        String hex = columns.get("cdc$time");
        return HexFormat.fromHexDigitsToLong(
                hex.substring(13, 16) + hex.substring(8, 12) + hex.substring(0, 8));
    }

    /** The value of a column, null when it has none. */
    @Nullable
    String value(String column) {
        return columns.get(column);
    }

    /** By partition the rows of a whole log in the order of their changes. */
    static Map<String, List<LoggedRow>> inOrder(Iterable<LoggedRow> scan) {
        Map<String, Map<String, List<LoggedRow>>> streams = new HashMap<>();
        for (LoggedRow row : scan) {
            streams.computeIfAbsent(row.partition(), p -> new HashMap<>())
                    .computeIfAbsent(row.stream(), s -> new ArrayList<>())
                    .add(row);
        }
        // A partition has one stream at a time.
        Map<String, List<LoggedRow>> partitions = new TreeMap<>();
        streams.forEach(
                (partition, ofPartition) ->
                        partitions.put(
                                partition,
                                ofPartition.values().stream()
                                        .sorted(
                                                (one, other) ->
                                                        Long.compare(
                                                                one.get(0).time(),
                                                                other.get(0).time()))
                                        .flatMap(List::stream)
                                        .toList()));
        return partitions;
    }

    @Override
    public String toString() {
        return columns.entrySet().stream()
                .map(column -> column.getKey() + "=" + column.getValue())
                .collect(Collectors.joining(" "));
    }
}
