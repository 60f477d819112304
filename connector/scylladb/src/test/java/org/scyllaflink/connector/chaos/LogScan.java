/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.MapType;
import com.datastax.oss.driver.api.core.type.SetType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a whole log by one plain SELECT, with nothing but the driver. */
final class LogScan {

    private static final String DELETED = "cdc$deleted_";
    private static final String DELETED_ELEMENTS = "cdc$deleted_elements_";

    /** The state of the streams that make a whole set. */
    private static final byte CURRENT = 0;

    private final CqlSession session;

    LogScan(CqlSession session) {
        this.session = session;
    }

    /** What every key of a table went through. */
    Histories histories(LoggedTable table) {
        List<LoggedRow> rows = new ArrayList<>();
        for (Row row : select("SELECT * FROM " + table.name() + "_scylla_cdc_log")) {
            rows.add(row(row, table));
        }
        return LogTruth.of(table, rows, sets(table));
    }

    private Iterable<Row> select(String cql) {
        return session.execute(SimpleStatement.newInstance(cql).setPageSize(1000));
    }

    /** The streams of the table's own sets, or, if it has none, of the cluster's generations. */
    private NavigableMap<Long, Set<String>> sets(LoggedTable table) {
        NavigableMap<Long, Set<String>> sets = new TreeMap<>();
        String[] name = table.name().split("\\.");
        for (Row row :
                select(
                        String.format(
                                "SELECT timestamp, stream_id, stream_state FROM system.cdc_streams"
                                        + " WHERE keyspace_name = '%s' AND table_name = '%s'",
                                name[0], name[1]))) {
            if (row.getByte(2) == CURRENT) {
                add(sets, row.getInstant(0), row.getByteBuffer(1));
            }
        }
        if (sets.isEmpty()) {
            for (Row row :
                    select(
                            "SELECT time, streams FROM"
                                    + " system_distributed.cdc_streams_descriptions_v2")) {
                for (ByteBuffer stream : row.getSet(1, ByteBuffer.class)) {
                    add(sets, row.getInstant(0), stream);
                }
            }
        }
        return sets;
    }

    private static void add(NavigableMap<Long, Set<String>> sets, Instant start, ByteBuffer id) {
        sets.computeIfAbsent(start.toEpochMilli(), time -> new HashSet<>()).add("0x" + hex(id));
    }

    private static LoggedRow row(Row row, LoggedTable table) {
        Map<String, String> values = new HashMap<>();
        Map<String, List<LoggedRow.Element>> elements = new HashMap<>();
        Set<String> deleted = new HashSet<>();
        Map<String, List<String>> deletedElements = new HashMap<>();
        for (ColumnDefinition definition : row.getColumnDefinitions()) {
            CqlIdentifier id = definition.getName();
            String name = id.asInternal();
            @Nullable ByteBuffer value = row.getBytesUnsafe(id);
            if (value == null) {
                continue;
            }
            if (name.startsWith(DELETED_ELEMENTS)) {
                deletedElements.put(name.substring(DELETED_ELEMENTS.length()), sequence(value));
            } else if (name.startsWith(DELETED)) {
                deleted.add(name.substring(DELETED.length()));
            } else if (!name.startsWith("cdc$")) {
                values.put(name, hex(value));
                if (table.composed().contains(name)) {
                    elements.put(name, elements(definition.getType(), value));
                }
            }
        }
        return new LoggedRow(
                "0x" + hex(row.getByteBuffer("\"cdc$stream_id\"")),
                row.getUuid("\"cdc$time\""),
                row.getInt("\"cdc$batch_seq_no\""),
                row.getByte("\"cdc$operation\""),
                (int) row.getLong("\"cdc$ttl\""),
                row.getBoolean("\"cdc$end_of_batch\""),
                values,
                elements,
                deleted,
                deletedElements);
    }

    /** What a column of a log holds of a collection: a frozen map, set or user-defined type. */
    private static List<LoggedRow.Element> elements(DataType type, ByteBuffer value) {
        List<LoggedRow.Element> elements = new ArrayList<>();
        if (type instanceof MapType) {
            List<String> parts = parts(value.slice(), 2);
            for (int i = 0; i < parts.size(); i += 2) {
                elements.add(new LoggedRow.Element(parts.get(i), parts.get(i + 1)));
            }
        } else if (type instanceof SetType) {
            sequence(value).forEach(key -> elements.add(new LoggedRow.Element(key, null)));
        } else if (type instanceof UserDefinedType) {
            ByteBuffer rest = value.slice();
            for (short field = 0; rest.hasRemaining(); field++) {
                @Nullable String part = part(rest);
                if (part != null) {
                    elements.add(new LoggedRow.Element(HexFormat.of().toHexDigits(field), part));
                }
            }
        } else {
            throw new AssertionError(type + " (expected: a map, a set or a user-defined type)");
        }
        return elements;
    }

    private static List<String> sequence(ByteBuffer value) {
        return parts(value.slice(), 1);
    }

    /** Native protocol, section 6: a count, then each part with its length before it. */
    private static List<String> parts(ByteBuffer value, int partsOfElement) {
        List<String> parts = new ArrayList<>();
        int count = value.getInt() * partsOfElement;
        for (int i = 0; i < count; i++) {
            parts.add(part(value));
        }
        return parts;
    }

    private static @Nullable String part(ByteBuffer value) {
        int length = value.getInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        value.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String hex(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.slice().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
