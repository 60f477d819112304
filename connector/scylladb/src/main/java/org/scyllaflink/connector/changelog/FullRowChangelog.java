/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ClusteringOrder;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.TableSchema;

/**
 * Turns the changes of a table into a changelog of its full rows: +I when a row begins to live, −U
 * and +U when what it shows has changed, −D when it is gone, be it by a delete of the row, of its
 * range or its partition, or because its TTL is over.
 *
 * <p>For every watermark, the rows sent with timestamps up to it add up to the table at that time,
 * whatever the order in which changes arrive, failures and rescaling. What a row needs is kept in
 * keyed state; see {@code docs/changelog.md}.
 *
 * <pre>{@code
 * DataStream<RowData> rows =
 *         FullRowChangelog.of(schema).withUidPrefix("members").applyTo(changes);
 * }</pre>
 */
@PublicEvolving
public final class FullRowChangelog {

    /** How long deletes are remembered for the sake of late changes, unless told otherwise. */
    public static final Duration DEFAULT_DELETE_RETENTION = Duration.ofMinutes(10);

    /** Times in microseconds have room for it. */
    private static final Duration MOST_DELETE_RETENTION = Duration.ofDays(36_525);

    private final RowLayout layout;
    private final Duration deleteRetention;
    private final @Nullable String uidPrefix;
    private final UnknownRows unknownRows;

    private FullRowChangelog(
            RowLayout layout,
            Duration deleteRetention,
            @Nullable String uidPrefix,
            UnknownRows unknownRows) {
        this.layout = layout;
        this.deleteRetention = deleteRetention;
        this.uidPrefix = uidPrefix;
        this.unknownRows = unknownRows;
    }

    /**
     * @throws IllegalArgumentException if the table has a counter, or a set or a map of what has no
     *     order that is known here (vectors); the message names the column
     */
    public static FullRowChangelog of(TableSchema schema) {
        for (Column column : schema.columns()) {
            check(schema, column);
        }
        ClusteringOrder.of(schema);
        return new FullRowChangelog(
                RowLayout.of(schema), DEFAULT_DELETE_RETENTION, null, UnknownRows.partial());
    }

    /**
     * @param prefix of the uids of the operators, so that savepoints find their state
     */
    public FullRowChangelog withUidPrefix(String prefix) {
        return new FullRowChangelog(layout, deleteRetention, prefix, unknownRows);
    }

    /**
     * @param retention how far behind the watermark a late change may be and still lose against a
     *     delete or an expiry that is later than it; from zero to 100 years. A later one is merged,
     *     too, but may bring back what was deleted.
     * @throws IllegalArgumentException if negative or longer
     */
    public FullRowChangelog withDeleteRetention(Duration retention) {
        if (retention.isNegative() || retention.compareTo(MOST_DELETE_RETENTION) > 0) {
            throw new IllegalArgumentException(
                    String.format(
                            "delete retention: %s (expected: from zero to %s)",
                            retention, MOST_DELETE_RETENTION));
        }
        return new FullRowChangelog(layout, retention, uidPrefix, unknownRows);
    }

    /**
     * What to do about rows that were there before the changes began, and rows of which a read does
     * not tell whether they are there; {@link UnknownRows#partial()} unless set.
     */
    public FullRowChangelog withUnknownRows(UnknownRows newUnknownRows) {
        return new FullRowChangelog(layout, deleteRetention, uidPrefix, newUnknownRows);
    }

    /**
     * Leaves out columns of the rows that are sent. Rows live and die as they do with them, but
     * their values are not kept in state, and a change of them alone sends nothing. Changes may
     * have values of no bytes for columns that are left out.
     *
     * @param wanted columns of the table, in any order; of the key as well. The rows have them in
     *     the order of the schema. A job that goes on with its state may want fewer, not more
     * @throws IllegalArgumentException if one is not in the table; the message names it
     */
    public FullRowChangelog withColumns(List<String> wanted) {
        return new FullRowChangelog(
                RowLayout.of(layout.schema(), wanted), deleteRetention, uidPrefix, unknownRows);
    }

    /**
     * @param changes of this table only, with event times in their records or none (a change knows
     *     its own), and watermarks: nothing goes out that the watermark has not reached. A column
     *     that is added to the table meanwhile is left out; one that is dropped, renamed or gets
     *     another type fails the job.
     * @return rows of {@link #rowType()}; each record's timestamp is the event time of the row
     */
    public DataStream<RowData> applyTo(DataStream<Change> changes) {
        TypeSerializer<Change> serializer =
                changes.getType()
                        .createSerializer(changes.getExecutionConfig().getSerializerConfig());
        SingleOutputStreamOperator<RowData> rows =
                changes.keyBy(Change::partitionKey, KeyTypeInformation.INSTANCE)
                        .transform(
                                "full rows of " + layout.schema().table(),
                                InternalTypeInfo.of(rowType()),
                                new FullRowOperator(
                                        layout,
                                        serializer,
                                        deleteRetention.toMillis(),
                                        unknownRows));
        return uidPrefix == null ? rows : rows.uid(uidPrefix + "-full-rows");
    }

    /**
     * The table's columns, as far as they are wanted, in the order of the schema, key columns not
     * null, then the {@link MetadataColumn}s.
     */
    public RowType rowType() {
        TableSchema schema = layout.schema();
        List<LogicalType> types = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i : layout.wanted()) {
            Column column = schema.column(i);
            types.add(ColumnType.of(column.type()).logicalType().copy(i >= schema.keySize()));
            names.add(column.name());
        }
        for (MetadataColumn column : MetadataColumn.values()) {
            types.add(column.type());
            names.add(freeName(column.columnName(), schema));
        }
        return RowType.of(types.toArray(new LogicalType[0]), names.toArray(new String[0]));
    }

    /** The position of a metadata column in {@link #rowType()}, from 0. */
    public int position(MetadataColumn column) {
        return layout.wanted().size() + column.ordinal();
    }

    private static String freeName(String wanted, TableSchema schema) {
        String name = wanted;
        while (schema.hasColumn(name)) {
            name += "_";
        }
        return name;
    }

    private static void check(TableSchema schema, Column column) {
        if (column.type() == CqlType.Native.COUNTER) {
            throw refused(schema, column, "(expected: any type but counter)", null);
        }
        try {
            SlotShape.of(column, true);
        } catch (IllegalArgumentException e) {
            throw refused(schema, column, "(expected: elements or keys that have an order)", e);
        }
    }

    private static IllegalArgumentException refused(
            TableSchema schema, Column column, String expected, @Nullable Exception cause) {
        return new IllegalArgumentException(
                String.format(
                        "%s: column '%s' is of type %s %s",
                        schema.table(), column.name(), column.type().cql(), expected),
                cause);
    }
}
