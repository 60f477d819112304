/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scyllaflink.connector.cql.HandMadeRow.cell;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.ChangeId;
import org.scyllaflink.connector.model.ChangeOrigin;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

/** A table of ints and rows of its log, for tests of what becomes of them. */
final class AssembledTable {

    static final int PRE = 0;
    static final int UPDATE = 1;
    static final int INSERT = 2;
    static final int ROW_DELETE = 3;
    static final int PARTITION_DELETE = 4;
    static final int POST = 9;

    static final TableSchema TABLE =
            new TableSchema(
                    new TableName("ks", "t"),
                    List.of(
                            Column.partitionKey("pk", CqlType.Native.INT),
                            Column.clustering("ck", CqlType.Native.INT, Column.Order.ASCENDING),
                            Column.clustering("ck2", CqlType.Native.INT, Column.Order.ASCENDING),
                            Column.fixed("s", CqlType.Native.INT),
                            Column.regular("a", CqlType.Native.INT),
                            Column.regular("b", CqlType.Native.INT)));

    static final TableSchema WITHOUT_CLUSTERING =
            new TableSchema(
                    new TableName("ks", "u"),
                    List.of(
                            Column.partitionKey("pk", CqlType.Native.INT),
                            Column.regular("a", CqlType.Native.INT)));

    static final StreamId STREAM = new StreamId(7, 1);
    static final Instant GENERATION = Instant.ofEpochSecond(1_000);
    static final CdcTime TIME = new CdcTime(CdcTime.lowest(5_000).mostSignificant(), 1);
    static final Key PARTITION = Key.of(cell(1));

    static ChangeAssembler assembler() {
        return new ChangeAssembler(HandMadeRow.layout(TABLE), STREAM, GENERATION);
    }

    static void assertRefused(String message, HandMadeRow... rows) {
        ChangeAssembler assembler =
                new ChangeAssembler(HandMadeRow.layout(TABLE), STREAM, GENERATION);
        assertThatThrownBy(
                        () -> {
                            for (HandMadeRow row : rows) {
                                assembler.add(row);
                            }
                        })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CDC log of ks.t")
                .hasMessageContaining(message);
    }

    /** The changes of the batches that the rows make. */
    static List<Change> changes(HandMadeRow... rows) {
        ChangeAssembler assembler = assembler();
        List<Change> changes = new ArrayList<>();
        for (HandMadeRow row : rows) {
            ChangeBatch batch = assembler.add(row);
            if (batch != null) {
                assertThat(batch.stream()).isEqualTo(STREAM);
                assertThat(batch.time()).isEqualTo(TIME);
                changes.addAll(batch.changes());
            }
        }
        return changes;
    }

    static HandMadeRow row(int sequence, int operation, int ck, int ck2) {
        return staticRow(sequence, operation).with("ck", ck).with("ck2", ck2);
    }

    static HandMadeRow staticRow(int sequence, int operation) {
        return new HandMadeRow(TABLE, TIME, sequence, operation).with("pk", 1);
    }

    static ChangeOrigin origin(int sequence, boolean expiration) {
        return new ChangeOrigin(
                TABLE, new ChangeId(STREAM, TIME, sequence), GENERATION, expiration);
    }

    private AssembledTable() {}
}
