/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;
import org.scyllaflink.connector.changelog.ColumnType;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.TableSchema;

/**
 * What a row of a query can tell beside the table's own columns: {@code c TYPE METADATA FROM 'key'
 * VIRTUAL}.
 */
@PublicEvolving
public enum ReadableMetadata {
    KEYSPACE_NAME("keyspace_name", Types.TEXT, Styles.ALL, "Keyspace of the table."),
    TABLE_NAME("table_name", Types.TEXT, Styles.ALL, "Name of the table."),
    OP_TS(
            "op_ts",
            new LocalZonedTimestampType(false, 6),
            Styles.ALL,
            "Time of the write, the delete or (in 'full') the expiry that caused the row."),
    WRITE_TIME(
            "write_time",
            Types.BIGINT,
            Styles.ALL,
            "The same in microseconds since 1970: the write timestamp as CQL has it."),
    ROW_KIND("row_kind", Types.TEXT, Styles.ALL, "Kind of the row: '+I', '-U', '+U' or '-D'."),
    CAUSE(
            "cause",
            Types.TEXT,
            Styles.STATEFUL,
            "Why the row was sent: 'write', 'delete', 'expiry', 'late' or 'read'."),
    ROW_VERSION(
            "row_version",
            Types.BIGINT,
            Styles.STATEFUL,
            "Rises with every change of a row; in microseconds since 1970 as a rule."),
    IS_EXPIRATION(
            "is_expiration",
            Types.BOOLEAN,
            Styles.ALL,
            "Whether nobody wrote: a TTL was over. Without state, only what the server itself deletes"
                    + " when a row's per-row TTL is over."),
    OPERATION(
            "operation",
            Types.TEXT,
            Styles.STATELESS,
            "What was done: 'insert', 'update', 'static_update', 'row_delete', 'range_delete' or"
                    + " 'partition_delete'."),
    STREAM_ID(
            "stream_id",
            new VarBinaryType(false, VarBinaryType.MAX_LENGTH),
            Styles.STATELESS,
            "The log's 'cdc$stream_id', 16 bytes."),
    CDC_TIME(
            "cdc_time",
            Types.TEXT,
            Styles.STATELESS,
            "The log's 'cdc$time', a timeuuid: the same for all that one request wrote to one"
                    + " partition at one time."),
    BATCH_SEQ_NO(
            "batch_seq_no",
            new IntType(false),
            Styles.STATELESS,
            "The log's 'cdc$batch_seq_no' of the first row of the change."),
    TTL(
            "ttl",
            new IntType(),
            Styles.LOGGED,
            "Seconds for which what was written lives, the shortest if there are several; NULL if none"
                    + " of it expires."),
    DELETED_COLUMNS(
            "deleted_columns",
            new ArrayType(false, Types.TEXT),
            Styles.LOGGED,
            "Names of the columns that were set to null, or emptied before what was added to them."),
    REMOVED_ELEMENTS(
            "removed_elements",
            new MapType(false, Types.TEXT, new ArrayType(false, Types.TEXT)),
            Styles.LOGGED,
            "For columns with non-frozen collections and user-defined types, what was taken out, as"
                    + " text: elements of a set, keys of a map, timeuuids of a list, names of"
                    + " fields."),
    /** Its type depends on the table: see {@link #type}. */
    RANGE_START(
            "range_start",
            new RowType(List.of()),
            Styles.LOGGED,
            "Where a deleted range begins: the clustering columns, NULL where the bound names none,"
                    + " and 'inclusive'. NULL if the range is open, or nothing of the kind."),
    /** Its type depends on the table: see {@link #type}. */
    RANGE_END("range_end", new RowType(List.of()), Styles.LOGGED, "Where it ends, likewise.");

    private final String key;
    private final LogicalType type;
    private final Set<ChangelogStyle> styles;
    private final String description;

    ReadableMetadata(String key, LogicalType type, Set<ChangelogStyle> styles, String description) {
        this.key = key;
        this.type = type;
        this.styles = styles;
        this.description = description;
    }

    /**
     * @throws IllegalArgumentException if there is none of this key in the style; lists those there
     *     are
     */
    public static ReadableMetadata of(String key, ChangelogStyle style) {
        for (ReadableMetadata metadata : in(style)) {
            if (metadata.key.equals(key)) {
                return metadata;
            }
        }
        throw new IllegalArgumentException(
                String.format(
                        "metadata column '%s' (expected, in the changelog '%s', one of: %s)",
                        key,
                        style,
                        in(style).stream()
                                .map(ReadableMetadata::key)
                                .collect(Collectors.joining(", "))));
    }

    /** All that rows of a style can tell, in the order of declaration. */
    public static List<ReadableMetadata> in(ChangelogStyle style) {
        return Arrays.stream(values()).filter(metadata -> metadata.isIn(style)).toList();
    }

    /** The name after {@code METADATA FROM}. */
    public String key() {
        return key;
    }

    public boolean isIn(ChangelogStyle style) {
        return styles.contains(style);
    }

    /**
     * The type in rows of this table. That of {@link #RANGE_START} and {@link #RANGE_END} is a row
     * of its clustering columns, nullable, and {@code inclusive BOOLEAN NOT NULL}.
     */
    public LogicalType type(TableSchema schema) {
        return this == RANGE_START || this == RANGE_END ? bound(schema) : type;
    }

    /** One sentence for the documentation. */
    public String description() {
        return description;
    }

    private static RowType bound(TableSchema schema) {
        List<RowType.RowField> fields = new ArrayList<>();
        for (int i = schema.partitionKeySize(); i < schema.keySize(); i++) {
            Column column = schema.column(i);
            fields.add(
                    new RowType.RowField(
                            column.name(), ColumnType.of(column.type()).logicalType()));
        }
        String name = "inclusive";
        while (schema.hasColumn(name)) {
            name += "_";
        }
        fields.add(new RowType.RowField(name, Types.BOOLEAN));
        return new RowType(fields);
    }

    private static final class Types {
        static final LogicalType TEXT = new VarCharType(false, VarCharType.MAX_LENGTH);
        static final LogicalType BIGINT = new BigIntType(false);
        static final LogicalType BOOLEAN = new BooleanType(false);
    }

    private static final class Styles {
        static final Set<ChangelogStyle> ALL = EnumSet.allOf(ChangelogStyle.class);
        static final Set<ChangelogStyle> STATEFUL = EnumSet.of(ChangelogStyle.FULL);
        static final Set<ChangelogStyle> STATELESS =
                EnumSet.complementOf(EnumSet.of(ChangelogStyle.FULL));
        static final Set<ChangelogStyle> LOGGED = EnumSet.of(ChangelogStyle.DELTAS);
    }
}
