/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

class SegmentTableTest {

    private static final TableSchema SCHEMA =
            new TableSchema(
                    TableName.parse("app.memberships"),
                    List.of(
                            Column.partitionKey("user_id", CqlType.Native.UUID),
                            Column.clustering(
                                    "segment", CqlType.Native.TEXT, Column.Order.ASCENDING),
                            Column.clustering(
                                    "device", CqlType.Native.TEXT, Column.Order.ASCENDING),
                            Column.regular("country", CqlType.Native.TEXT)));

    @Test
    void membersAreTheKeyWithoutTheSegment() {
        assertThatCode(
                        () -> {
                            check("segment");
                            check("country");
                            check("segment", "user_id", "device");
                            check("segment", "user_id", "device", "country");
                            check("country", "user_id", "segment", "device");
                        })
                .doesNotThrowAnyException();
    }

    @Test
    void aKeyColumnThatIsLeftOutIsNamed() {
        assertThatThrownBy(() -> check("segment", "user_id"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--member-columns: user_id leave out 'device'")
                .hasMessageContaining("counted once for each");
    }

    @Test
    void unknownColumnsAreNamedWithThoseThereAre() {
        assertThatThrownBy(() -> check("segments"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--segment-column")
                .hasMessageContaining("'segments'")
                .hasMessageContaining("user_id, segment, device, country");
        assertThatThrownBy(() -> check("segment", "user"))
                .hasMessageContaining("--member-columns")
                .hasMessageContaining("'user'");
    }

    private static void check(String segmentColumn, String... memberColumns) {
        SegmentTable.check(
                SCHEMA,
                new CountingOptions(
                        segmentColumn,
                        List.of(memberColumns),
                        null,
                        CountingOptions.DEFAULT_WINDOW,
                        CountingOptions.DEFAULT_INTERVAL,
                        CountingOptions.DEFAULT_FLUSH_INTERVAL));
    }
}
