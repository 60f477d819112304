/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.Collector;
import org.scyllaflink.connector.model.Change;
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
     *     DeclaredColumns#check} accepts, or the style has no such metadata
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
        metadata.forEach(wanted -> ReadableMetadata.of(wanted.key(), style));
        return new RowDataChangeSchema(style, schema, columns, metadata);
    }

    /** Makes a source read no more of the log than these rows are made from. */
    public ScyllaCdcSourceBuilder<RowData> restrict(ScyllaCdcSourceBuilder<RowData> source) {
        return source;
    }

    /** The produced columns, then the metadata, by their keys. */
    public RowType rowType() {
        List<RowType.RowField> fields = new ArrayList<>(columns.getFields());
        for (ReadableMetadata wanted : metadata) {
            fields.add(new RowType.RowField(wanted.key(), wanted.type(schema)));
        }
        return new RowType(fields);
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return InternalTypeInfo.of(rowType());
    }

    @Override
    public void deserialize(Change change, Collector<RowData> out) throws IOException {
        throw new UnsupportedOperationException("rows of " + style);
    }
}
