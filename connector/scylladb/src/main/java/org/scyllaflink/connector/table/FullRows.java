/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.scyllaflink.connector.model.TableSchema;

/**
 * From rows of {@link org.scyllaflink.connector.changelog.FullRowChangelog} to the rows that a
 * query wants: the produced columns with their declared types, then the produced metadata.
 */
@Internal
public final class FullRows implements MapFunction<RowData, RowData>, ResultTypeQueryable<RowData> {

    private static final long serialVersionUID = 1L;

    private final TableSchema schema;
    private final RowType input;
    private final RowType columns;
    private final List<ReadableMetadata> metadata;

    private FullRows(
            TableSchema schema, RowType input, RowType columns, List<ReadableMetadata> metadata) {
        this.schema = schema;
        this.input = input;
        this.columns = columns;
        this.metadata = List.copyOf(metadata);
    }

    /**
     * @param input type of the rows that come: columns of the table, all that are produced among
     *     them, then those of {@link org.scyllaflink.connector.changelog.MetadataColumn}
     * @param columns as for {@link RowDataChangeSchema#of}
     * @param metadata as for {@link RowDataChangeSchema#of}
     * @throws IllegalArgumentException if a column is none that {@link DeclaredColumns#check}
     *     accepts, or {@code full} has no such metadata
     */
    public static FullRows of(
            TableSchema schema, RowType input, RowType columns, List<ReadableMetadata> metadata) {
        DeclaredColumns.check(ChangelogStyle.FULL, schema, columns);
        metadata.forEach(wanted -> ReadableMetadata.of(wanted.key(), ChangelogStyle.FULL));
        return new FullRows(schema, input, columns, metadata);
    }

    @Override
    public RowData map(RowData row) {
        throw new UnsupportedOperationException("rows of " + input);
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        List<RowType.RowField> fields = new ArrayList<>(columns.getFields());
        for (ReadableMetadata wanted : metadata) {
            fields.add(new RowType.RowField(wanted.key(), wanted.type(schema)));
        }
        return InternalTypeInfo.of(new RowType(fields));
    }
}
