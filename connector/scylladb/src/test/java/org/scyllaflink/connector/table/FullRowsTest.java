/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scyllaflink.connector.changelog.Cause;
import org.scyllaflink.connector.changelog.FullRowChangelog;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

class FullRowsTest {

    private static final TableSchema SCHEMA =
            new TableSchema(
                    new TableName("shop", "orders"),
                    List.of(
                            Column.partitionKey("id", CqlType.Native.INT),
                            Column.regular("cause", CqlType.Native.TEXT),
                            Column.regular("price", CqlType.Native.DECIMAL)));
    private static final RowType INPUT = FullRowChangelog.of(SCHEMA).rowType();

    @ParameterizedTest
    @CsvSource({"INSERT, +I", "UPDATE_BEFORE, -U", "UPDATE_AFTER, +U", "DELETE, -D"})
    void aRowKeepsItsKindAndGetsWhatIsWantedOfIt(RowKind kind, String text) throws Exception {
        RowType columns =
                RowType.of(
                        new LogicalType[] {new DecimalType(5, 2), new IntType(false)},
                        new String[] {"price", "id"});

        assertThat(map(columns, row(kind, Cause.WRITE), "row_kind", "op_ts", "cause"))
                .isEqualTo(text + "[1.50, 7, " + text + ", 1970-01-01T00:00:00.001002Z, write]");
    }

    @Test
    void allMetadataOfFullRowsCanBeRead() throws Exception {
        String[] keys =
                ReadableMetadata.in(ChangelogStyle.FULL).stream()
                        .map(ReadableMetadata::key)
                        .toArray(String[]::new);

        assertThat(keys)
                .containsExactly(
                        "keyspace_name",
                        "table_name",
                        "op_ts",
                        "write_time",
                        "row_kind",
                        "cause",
                        "row_version",
                        "is_expiration");
        assertThat(map(RowType.of(), row(RowKind.DELETE, Cause.EXPIRY), keys))
                .isEqualTo(
                        "-D[shop, orders, 1970-01-01T00:00:00.001002Z, 1002, -D, expiry, 42, true]");
        assertThat(map(RowType.of(), row(RowKind.DELETE, Cause.LATE), "is_expiration"))
                .isEqualTo("-D[false]");
    }

    @Test
    void aColumnNamedLikeMetadataStaysBesideIt() throws Exception {
        RowType columns = ProducedRows.columns(ChangelogStyle.FULL, SCHEMA, "cause");

        assertThat(map(columns, row(RowKind.INSERT, Cause.WRITE), "cause", "op_ts"))
                .isEqualTo("+I[a column of the table, write, 1970-01-01T00:00:00.001002Z]");
    }

    @Test
    void metadataOfChangesIsRefused() {
        assertThatThrownBy(() -> ReadableMetadata.of("deleted_columns", ChangelogStyle.FULL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "metadata column 'deleted_columns' (expected, in the changelog 'full', one"
                                + " of: keyspace_name, table_name, op_ts,");
        assertThatThrownBy(
                        () ->
                                FullRows.of(
                                        SCHEMA,
                                        INPUT,
                                        RowType.of(),
                                        List.of(ReadableMetadata.OPERATION)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String map(RowType columns, GenericRowData row, String... metadata)
            throws Exception {
        FullRows rows =
                FullRows.of(
                        SCHEMA,
                        INPUT,
                        columns,
                        Arrays.stream(metadata)
                                .map(key -> ReadableMetadata.of(key, ChangelogStyle.FULL))
                                .toList());
        rows.open(DefaultOpenContext.INSTANCE);
        RowType type = ((InternalTypeInfo<?>) rows.getProducedType()).toRowType();
        return String.valueOf(ProducedRows.converter(type).toExternal(rows.map(row)));
    }

    private static GenericRowData row(RowKind kind, Cause cause) {
        return GenericRowData.ofKind(
                kind,
                7,
                StringData.fromString("a column of the table"),
                StringData.fromString("1.5"),
                TimestampData.fromEpochMillis(1, 2_000),
                cause.text(),
                42L);
    }
}
