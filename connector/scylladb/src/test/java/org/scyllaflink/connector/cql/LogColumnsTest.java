/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scyllaflink.connector.model.CqlType.Native.BIGINT;
import static org.scyllaflink.connector.model.CqlType.Native.INT;
import static org.scyllaflink.connector.model.CqlType.Native.TEXT;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.connector.cql.ColumnSelection.Others;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

/** What is asked of the server for a table of which some columns are wanted. */
class LogColumnsTest {

    private static final TableSchema TABLE =
            new TableSchema(
                    new TableName("ks", "T"),
                    List.of(
                            Column.partitionKey("pk", TEXT),
                            Column.clustering("ck", INT, Column.Order.ASCENDING),
                            Column.fixed("s", TEXT),
                            Column.regular("Name", TEXT),
                            Column.regular("n", BIGINT),
                            Column.regular("tags", new CqlType.SetOf(TEXT, false)),
                            Column.regular("frozen", new CqlType.SetOf(TEXT, true))));

    private static final String OWN =
            "\"cdc$time\", \"cdc$batch_seq_no\", \"cdc$operation\", \"cdc$ttl\","
                    + " \"cdc$end_of_batch\", \"pk\", \"ck\", ";
    private static final String FROM =
            " FROM \"ks\".\"T_scylla_cdc_log\" WHERE \"cdc$stream_id\" = ? AND \"cdc$time\" >= ?"
                    + " AND \"cdc$time\" < ?";

    static Stream<Arguments> statements() {
        return Stream.of(
                Arguments.of(
                        ColumnSelection.ALL,
                        "\"s\", \"Name\", \"n\", \"tags\", \"frozen\","
                                + " \"cdc$deleted_s\", \"cdc$deleted_Name\", \"cdc$deleted_n\","
                                + " \"cdc$deleted_tags\", \"cdc$deleted_frozen\","
                                + " \"cdc$deleted_elements_tags\""),
                Arguments.of(
                        new ColumnSelection(Set.of("Name"), Others.LIVENESS),
                        "WRITETIME(\"s\") AS \"cdc$written_s\", \"Name\", \"n\", \"tags\","
                                + " WRITETIME(\"frozen\") AS \"cdc$written_frozen\","
                                + " \"cdc$deleted_s\", \"cdc$deleted_Name\", \"cdc$deleted_n\","
                                + " \"cdc$deleted_tags\", \"cdc$deleted_frozen\","
                                + " \"cdc$deleted_elements_tags\""),
                Arguments.of(
                        new ColumnSelection(Set.of("Name", "pk"), Others.NOTHING),
                        "\"Name\", \"cdc$deleted_Name\""),
                Arguments.of(
                        new ColumnSelection(Set.of("tags"), Others.NOTHING),
                        "\"tags\", \"cdc$deleted_tags\", \"cdc$deleted_elements_tags\""));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void theStatementAsksForWhatIsWanted(ColumnSelection selection, String columns) {
        assertThat(LogColumns.select(TABLE, selection)).isEqualTo("SELECT " + OWN + columns + FROM);
    }

    @Test
    void withNoColumnWantedKeysAreReadAlone() {
        ColumnSelection none = new ColumnSelection(Set.of(), Others.NOTHING);

        assertThat(LogColumns.select(TABLE, none))
                .isEqualTo("SELECT " + OWN.substring(0, OWN.length() - 2) + FROM);
    }

    @Test
    void aColumnThatTheTableLacksIsNamed() {
        ColumnSelection selection = new ColumnSelection(Set.of("nmae"), Others.NOTHING);

        assertThatThrownBy(() -> selection.check(TABLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column 'nmae' is not in table ks.T (expected one of: pk,");
    }
}
