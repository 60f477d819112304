/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scyllaflink.connector.changelog.LoggedWrites.cells;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.testkit.model.ModelColumn;
import org.scyllaflink.testkit.model.ModelType;
import org.scyllaflink.testkit.model.RowKey;
import org.scyllaflink.testkit.model.TableShape;
import org.scyllaflink.testkit.model.Write;

/** A table without clustering columns, whose partitions are one row each. */
class SingleRowPartitionTest {

    private static final long S = 1_000_000;
    private static final TableShape SHAPE =
            new TableShape(
                    "t",
                    List.of(new ModelColumn("p", ModelType.INT)),
                    List.of(),
                    List.of(new ModelColumn("a", ModelType.INT)));
    private static final TableSchema SCHEMA = LoggedWrites.schemaOf(SHAPE);
    private static final RowKey ROW = new RowKey(List.of(1), List.of());

    private final LoggedWrites log = new LoggedWrites(SCHEMA);
    private ChangelogHarness changelog;

    @BeforeEach
    void open() throws Exception {
        changelog = new ChangelogHarness(SCHEMA, 60_000, new HashMapStateBackend()).open(1);
    }

    @AfterEach
    void close() throws Exception {
        changelog.close();
    }

    @Test
    void deleteAtTheTimeOfAnExpiryThatWasCalledOffGoesOutOnTime() throws Exception {
        changelog.send(log.change(new Write.Insert(ROW, cells("a", 1), 1 * S, 9)));
        assertThat(rowsAt(2_000)).containsExactly("1000 +I 1");

        changelog.send(log.change(new Write.Insert(ROW, cells("a", 2), 5 * S, 0)));
        changelog.send(log.change(new Write.RowDelete(ROW, 10 * S)));

        assertThat(rowsAt(7_000)).containsExactly("5000 -U 1", "5000 +U 2");
        assertThat(rowsAt(10_000)).containsExactly("10000 -D 2");
    }

    @Test
    void expiryGoesOutBeforeAChangeOfTheSameTime() throws Exception {
        changelog.send(log.change(new Write.Insert(ROW, cells("a", 1), 1 * S, 9)));
        changelog.send(log.change(new Write.Insert(ROW, cells("a", 2), 10 * S, 0)));

        assertThat(rowsAt(10_000)).containsExactly("1000 +I 1", "10000 -D 1", "10000 +I 2");
    }

    private List<String> rowsAt(long watermark) throws Exception {
        changelog.watermark(watermark);
        List<String> rows = new ArrayList<>();
        for (StreamRecord<RowData> row : changelog.rows()) {
            rows.add(
                    row.getTimestamp()
                            + " "
                            + row.getValue().getRowKind().shortString()
                            + " "
                            + row.getValue().getInt(1));
        }
        return rows;
    }
}
