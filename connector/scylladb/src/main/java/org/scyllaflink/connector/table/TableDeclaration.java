/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.scyllaflink.connector.cql.CdcOptions;
import org.scyllaflink.connector.cql.TableDescription;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.TableSchema;

/** How a table of ScyllaDB, or a view of it, is declared in Flink's words. */
final class TableDeclaration {

    private static final LogicalType EVENT_TIME = new LocalZonedTimestampType(false, 3);

    private final TableDescription description;
    private final TableView view;

    TableDeclaration(TableDescription description, TableView view) {
        this.description = description;
        this.view = view;
    }

    /**
     * @throws IllegalArgumentException if a column has a type without counterpart; names it
     */
    Schema schema() {
        TableSchema table = ScannedTypes.of(description.schema());
        Schema.Builder schema = Schema.newBuilder();
        for (Column column : table.columns()) {
            schema.column(
                    column.name(), DataTypes.of(DeclaredColumns.defaultType(column, view.style())));
        }
        if (view != TableView.ROWS) {
            addMetadata(schema, table);
        }
        if (view.style().hasPrimaryKey()) {
            schema.primaryKey(names(Column.Kind.PARTITION_KEY, Column.Kind.CLUSTERING));
        }
        return schema.build();
    }

    /** All but the names of keyspace and table, which whoever asks knows. */
    private void addMetadata(Schema.Builder schema, TableSchema table) {
        for (ReadableMetadata metadata : ReadableMetadata.in(view.style())) {
            if (metadata == ReadableMetadata.KEYSPACE_NAME
                    || metadata == ReadableMetadata.TABLE_NAME) {
                continue;
            }
            String name = metadata.key();
            while (table.hasColumn(name)) {
                name += "_";
            }
            String key = name.equals(metadata.key()) ? null : metadata.key();
            if (metadata == ReadableMetadata.OP_TS) {
                // Flink's event time has milliseconds; write_time has the microseconds.
                schema.columnByMetadata(name, DataTypes.of(EVENT_TIME), key, true)
                        .watermark(name, "SOURCE_WATERMARK()");
            } else {
                schema.columnByMetadata(name, DataTypes.of(metadata.type(table)), key, true);
            }
        }
    }

    /** What the owner says of the table, and then what SQL has no place for. */
    String comment() {
        List<String> parts = new ArrayList<>();
        if (!description.comment().isBlank()) {
            parts.add(description.comment().strip());
        }
        parts.add(
                (description.isView() ? "materialized view, partition key (" : "partition key (")
                        + String.join(", ", names(Column.Kind.PARTITION_KEY))
                        + ")");
        List<String> fixed = names(Column.Kind.STATIC);
        if (!fixed.isEmpty()) {
            parts.add("static " + String.join(", ", fixed));
        }
        CdcOptions cdc = description.cdc();
        parts.add(cdc == null ? "no CDC" : "cdc = " + cdc.cql());
        return String.join("; ", parts);
    }

    private List<String> names(Column.Kind... kinds) {
        List<Column.Kind> wanted = List.of(kinds);
        return description.schema().columns().stream()
                .filter(column -> wanted.contains(column.kind()))
                .map(Column::name)
                .toList();
    }
}
