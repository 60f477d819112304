/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

class TableVersionTest {

    private static final UUID LOG = new UUID(1, 1);
    private static final CqlType POINT = point("x");
    private static final TableVersion BEFORE =
            version(LOG, column("a", CqlType.Native.INT), column("p", POINT));

    @Test
    void columnsMayComeAndGo() {
        TableVersion after = version(LOG, column("b", CqlType.Native.INT), column("p", POINT));

        assertThatCode(() -> after.checkContinues(BEFORE)).doesNotThrowAnyException();
        assertThat(BEFORE.columnsNotIn(after)).containsExactly("a");
        assertThat(after.columnsNotIn(BEFORE)).containsExactly("b");
    }

    @Test
    void aTypeMayGainAField() {
        TableVersion after =
                version(LOG, column("a", CqlType.Native.INT), column("p", point("x", "y")));

        assertThatCode(() -> after.checkContinues(BEFORE)).doesNotThrowAnyException();
        assertThat(after.table()).isNotEqualTo(BEFORE.table());
    }

    @Test
    void anotherTypeIsRefused() {
        TableVersion after = version(LOG, column("a", CqlType.Native.TEXT), column("p", POINT));

        assertThatThrownBy(() -> after.checkContinues(BEFORE))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "table ks.t changed while its log was read: column 'a' was int and is text"
                                + " (expected: the same type; give the new column another name, or"
                                + " start again without the old position)");
    }

    @Test
    void aColumnThatBecameStaticIsRefused() {
        TableVersion after =
                version(
                        LOG,
                        new Column(
                                "a",
                                Column.Kind.STATIC,
                                CqlType.Native.INT,
                                Column.Order.ASCENDING));

        assertThatThrownBy(() -> after.checkContinues(BEFORE))
                .hasMessageContaining("column 'a' was int and is static int");
    }

    @Test
    void anotherLogOfTheSameNameIsRefused() {
        TableVersion after =
                version(new UUID(2, 2), column("a", CqlType.Native.INT), column("p", POINT));

        assertThatThrownBy(() -> after.checkContinues(BEFORE))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "log table ks.t_scylla_cdc_log was dropped and made anew while it was read;"
                                + " what the old one still held is lost");
    }

    private static TableVersion version(UUID log, Column... others) {
        List<Column> columns =
                new ArrayList<>(
                        List.of(
                                new Column(
                                        "pk",
                                        Column.Kind.PARTITION_KEY,
                                        CqlType.Native.INT,
                                        Column.Order.ASCENDING)));
        columns.addAll(List.of(others));
        CdcOptions options =
                new CdcOptions(
                        true,
                        CdcOptions.Preimage.NONE,
                        false,
                        CdcOptions.Delta.FULL,
                        Duration.ZERO);
        TableSchema schema = new TableSchema(new TableName("ks", "t"), columns);
        return new TableVersion(new UUID(7, 7), log, new CdcTable(schema, options));
    }

    private static Column column(String name, CqlType type) {
        return new Column(name, Column.Kind.REGULAR, type, Column.Order.ASCENDING);
    }

    private static CqlType point(String... fields) {
        return new CqlType.UserDefined(
                "point",
                Arrays.stream(fields)
                        .map(name -> new CqlType.UserDefined.Field(name, CqlType.Native.INT))
                        .toList(),
                true);
    }
}
