/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

class ScanLayoutTest {

    private static final ScannedColumns VALUES_ALONE = new ScannedColumns(null, false);

    @Test
    void namesAreQuotedAndTimesReadOfWhatIsNotWantedToo() {
        ScannedColumns wanted = new ScannedColumns(List.of("a"), true);
        ScanLayout layout =
                new ScanLayout(
                        table(
                                Column.regular("a", CqlType.Native.INT),
                                Column.regular("Se\"lect", CqlType.Native.TEXT)),
                        wanted,
                        true);

        assertThat(layout.rangeQuery())
                .isEqualTo(
                        "SELECT \"p\", \"c\", token(\"p\"), toTimestamp(now()), \"a\","
                                + " WRITETIME(\"a\"), TTL(\"a\"), WRITETIME(\"Se\"\"lect\"),"
                                + " TTL(\"Se\"\"lect\") FROM \"ks\".\"t\" WHERE token(\"p\") > ?"
                                + " AND token(\"p\") <= ?");
    }

    @Test
    void rowsWithoutRegularColumnsHaveMarkersAlone() {
        TableSchema keys = table(Column.fixed("s", CqlType.Native.INT));
        assertThat(new ScanLayout(keys, ScannedColumns.ALL, true).readsMarkersAlone()).isTrue();
        assertThat(new ScanLayout(keys, VALUES_ALONE, true).readsMarkersAlone()).isFalse();

        TableSchema values = table(Column.regular("v", CqlType.Native.INT));
        assertThat(new ScanLayout(values, ScannedColumns.ALL, true).readsMarkersAlone()).isFalse();
    }

    private static TableSchema table(Column... others) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.partitionKey("p", CqlType.Native.INT));
        columns.add(Column.clustering("c", CqlType.Native.INT, Column.Order.ASCENDING));
        columns.addAll(List.of(others));
        return new TableSchema(new TableName("ks", "t"), columns);
    }
}
