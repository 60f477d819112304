/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.io.IOException;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.CdcOptions;
import org.scyllaflink.connector.cql.CdcTable;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.ChangeId;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.source.ChangeDeserializationSchema;
import org.scyllaflink.connector.source.ScyllaCdcSourceBuilder;

/**
 * Turns changes into the rows of a stateless {@link ChangelogStyle}: the produced columns, then the
 * produced metadata. What each style cannot show is told in {@code docs/changelog.md} and counted.
 */
@Internal
public final class RowDataChangeSchema implements ChangeDeserializationSchema<RowData> {

    private static final long serialVersionUID = 1L;

    private final ChangelogStyle style;
    private final TableSchema schema;
    private final RowType columns;
    private final List<ReadableMetadata> metadata;

    private transient @Nullable UnshownDeletes unshown;

    /** Schema of the last batch; by it rows are made. */
    private transient @Nullable TableSchema lastFound;

    private transient @Nullable ChangeRows rows;

    private RowDataChangeSchema(
            ChangelogStyle style,
            TableSchema schema,
            RowType columns,
            List<ReadableMetadata> metadata) {
        this.style = style;
        this.schema = schema;
        this.columns = columns;
        this.metadata = List.copyOf(metadata);
    }

    /**
     * @param style a stateless one
     * @param schema of the only table whose changes come
     * @param columns the produced columns of the table, in the order of the rows, with the types
     *     that the query declares
     * @param metadata what follows them
     * @throws IllegalArgumentException if the style is not stateless, a column is none that {@link
     *     DeclaredColumns} accepts, or the style has no such metadata
     */
    public static RowDataChangeSchema of(
            ChangelogStyle style,
            TableSchema schema,
            RowType columns,
            List<ReadableMetadata> metadata) {
        if (!style.isStateless()) {
            throw new IllegalArgumentException(
                    "changelog '" + style + "' (expected: one that needs no state)");
        }
        DeclaredColumns.check(style, schema, columns);
        DeclaredColumns.checkShown(style, schema, columns);
        metadata.forEach(wanted -> ReadableMetadata.of(wanted.key(), style));
        return new RowDataChangeSchema(style, schema, columns, metadata);
    }

    /**
     * Checks that the table's log holds what these rows are made from.
     *
     * @throws IllegalArgumentException if not; one sentence that says what to change
     */
    public void check(CdcTable table) {
        style.check(table);
        if (style == ChangelogStyle.DELTAS
                && table.options().delta() == CdcOptions.Delta.KEYS
                && (readsAllDeltas() || columns.getFieldNames().stream().anyMatch(this::isValue))) {
            throw new IllegalArgumentException(
                    "table "
                            + schema.table()
                            + ": "
                            + Unlogged.value("what was written").getMessage());
        }
    }

    private boolean isValue(String column) {
        return schema.indexOf(column) >= schema.keySize();
    }

    /** Whether metadata is gathered from what a change says of all columns. */
    private boolean readsAllDeltas() {
        return metadata.contains(ReadableMetadata.TTL)
                || metadata.contains(ReadableMetadata.DELETED_COLUMNS)
                || metadata.contains(ReadableMetadata.REMOVED_ELEMENTS);
    }

    /**
     * Makes a source read no more of the log than these rows are made from, and refuse a log
     * without the images that they need.
     */
    public ScyllaCdcSourceBuilder<RowData> restrict(ScyllaCdcSourceBuilder<RowData> source) {
        if (style.needsFullPreimages()) {
            source.requirePreimages();
        }
        if (style.needsPostimages()) {
            source.requirePostimages();
        }
        List<String> names = columns.getFieldNames();
        return readsAllDeltas() ? source.columns(names) : source.onlyColumns(names);
    }

    /** The produced columns, then the metadata, under other names where a column has theirs. */
    public RowType rowType() {
        return ProducedType.of(schema, columns, metadata);
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return InternalTypeInfo.of(rowType());
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) {
        unshown = new UnshownDeletes(style, context.getMetricGroup());
    }

    @Override
    public void deserialize(Change change, Collector<RowData> out) throws IOException {
        ChangeId id = change.origin().id();
        deserialize(new ChangeBatch(id.stream(), id.time(), List.of(change)), out);
    }

    @Override
    public void deserialize(ChangeBatch batch, Collector<RowData> out) throws IOException {
        if (batch.changes().isEmpty()) {
            return;
        }
        TableSchema found = batch.changes().get(0).origin().schema();
        try {
            if (found != lastFound) {
                rows = rows(found);
                lastFound = found;
            }
            rows.write(batch, out);
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new IOException(
                    String.format(
                            "changelog '%s' of table %s, changes at %s/%s: %s",
                            style, found.table(), batch.stream(), batch.time(), e.getMessage()),
                    e);
        }
    }

    private ChangeRows rows(TableSchema found) {
        RowMaker maker =
                new RowMaker(
                        ProducedColumns.of(found, columns), ChangeMetadata.of(metadata, found));
        return switch (style) {
            case IMAGES -> new ImageRows(maker, unshown);
            case UPSERT -> new UpsertRows(maker, unshown);
            case DELTAS -> new DeltaRows(maker);
            case FULL -> throw new IllegalStateException("changelog 'full' without its state");
        };
    }
}
