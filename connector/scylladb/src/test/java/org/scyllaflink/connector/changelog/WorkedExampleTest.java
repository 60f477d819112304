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
import org.scyllaflink.testkit.model.Bound;
import org.scyllaflink.testkit.model.ModelColumn;
import org.scyllaflink.testkit.model.ModelType;
import org.scyllaflink.testkit.model.RowKey;
import org.scyllaflink.testkit.model.TableShape;
import org.scyllaflink.testkit.model.Write;

/** The example in {@code docs/changelog.md}, line by line. */
class WorkedExampleTest {

    private static final TableShape MEMBERS =
            new TableShape(
                    "members",
                    List.of(new ModelColumn("team", ModelType.INT)),
                    List.of(new ModelColumn("name", ModelType.TEXT)),
                    List.of(new ModelColumn("role", ModelType.TEXT)));
    private static final TableSchema SCHEMA = LoggedWrites.schemaOf(MEMBERS);

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
    void eachStatementSendsWhatTheDocumentationSays() throws Exception {
        assertThat(at(1, insert("ann", "dev", 1, 0))).containsExactly("+I[1, ann, dev] write");
        assertThat(at(2, insert("bob", "ops", 2, 10))).containsExactly("+I[1, bob, ops] write");
        assertThat(at(3, update("ann", "lead", 3)))
                .containsExactly("-U[1, ann, dev] write", "+U[1, ann, lead] write");
        assertThat(at(4, update("ann", "lead", 4))).isEmpty();
        assertThat(at(5, update("ann", null, 5)))
                .containsExactly("-U[1, ann, lead] write", "+U[1, ann, null] write");
        assertThat(at(6, update("cy", "guest", 6))).containsExactly("+I[1, cy, guest] write");
        assertThat(at(7, update("cy", null, 7))).containsExactly("-D[1, cy, guest] delete");
        assertThat(
                        at(
                                8,
                                insert("ann", "cto", 8, 0),
                                new Write.RowDelete(RowKey.of(1, "ann"), 8_000_000)))
                .containsExactly("-D[1, ann, null] delete");
        assertThat(at(9, insert("dee", "dev", 9, 0))).containsExactly("+I[1, dee, dev] write");
        assertThat(at(12)).containsExactly("-D[1, bob, ops] expiry");
        assertThat(
                        at(
                                13,
                                new Write.RangeDelete(
                                        List.of(1), Bound.inclusive("c"), Bound.OPEN, 13_000_000)))
                .containsExactly("-D[1, dee, dev] delete");
        at(14);
        assertThat(at(15, update("dee", "dev", 5))).isEmpty();
        assertThat(at(16, insert("amy", "dev", 10, 0))).containsExactly("+I[1, amy, dev] late");
    }

    private static Write insert(String name, String role, long second, int ttlSeconds) {
        return new Write.Insert(
                RowKey.of(1, name), cells("role", role), second * 1_000_000, ttlSeconds);
    }

    private static Write update(String name, String role, long second) {
        return new Write.Update(RowKey.of(1, name), cells("role", role), second * 1_000_000, 0);
    }

    private List<String> at(long second, Write... writes) throws Exception {
        for (Write write : writes) {
            changelog.send(log.change(write));
        }
        changelog.watermark(second * 1_000);
        List<String> rows = new ArrayList<>();
        for (StreamRecord<RowData> element : changelog.rows()) {
            RowData row = element.getValue();
            rows.add(
                    String.format(
                            "%s[%d, %s, %s] %s",
                            row.getRowKind().shortString(),
                            row.getInt(0),
                            row.getString(1),
                            row.isNullAt(2) ? null : row.getString(2),
                            row.getString(MetadataColumn.CAUSE.position(SCHEMA))));
        }
        return rows;
    }
}
