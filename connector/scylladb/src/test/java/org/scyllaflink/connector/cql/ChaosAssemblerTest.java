/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.chaos.ChangeText;
import org.scyllaflink.connector.chaos.Histories;
import org.scyllaflink.connector.chaos.LogTruth;
import org.scyllaflink.connector.chaos.LoggedRow;
import org.scyllaflink.connector.chaos.LoggedTable;
import org.scyllaflink.connector.chaos.Verdict;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.Key;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.RowImage;
import org.scyllaflink.connector.model.StreamId;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

/** The judgement of the chaos test finds an assembler that pairs images across batches. */
class ChaosAssemblerTest {

    private static final StreamId STREAM = new StreamId(1, 1);
    private static final Instant GENERATION = Instant.ofEpochMilli(1000);

    private static final TableSchema SCHEMA =
            new TableSchema(
                    new TableName("ks", "t"),
                    List.of(
                            Column.partitionKey("pk", CqlType.Native.INT),
                            Column.clustering("ck", CqlType.Native.INT, Column.Order.ASCENDING),
                            Column.regular("a", CqlType.Native.INT)));

    private static final LoggedTable TABLE =
            new LoggedTable(
                    "ks.t",
                    List.of("pk"),
                    List.of("ck"),
                    List.of(),
                    List.of("a"),
                    Set.of(),
                    Set.of());

    private static final NavigableMap<Long, Set<String>> SETS =
            new TreeMap<>(Map.of(GENERATION.toEpochMilli(), Set.of(STREAM.toString())));

    /** A row is changed, deleted and made anew: of the new one there is no pre-image. */
    private static final List<HandMadeRow> LOG =
            List.of(
                    row(1, 0, 0).with("a", 1),
                    row(1, 1, 1).with("a", 2).end(),
                    row(2, 0, 0).with("a", 2),
                    row(2, 1, 3).end(),
                    row(3, 0, 1).with("a", 3).end());

    @Test
    void theAssemblerAsItIsPasses() {
        assertThatCode(() -> judge(new ChangeAssembler(layout(), STREAM, GENERATION)))
                .doesNotThrowAnyException();
    }

    @Test
    void anAssemblerThatPairsImagesAcrossBatchesFails() {
        BatchAssembler faulty =
                new PairingAcrossBatches(new ChangeAssembler(layout(), STREAM, GENERATION));
        assertThatThrownBy(() -> judge(faulty))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 of 1 keys differ; 3 changes came (expected: 3)")
                .hasMessageContaining("differs at change 2");
    }

    private static void judge(BatchAssembler assembler) {
        Histories actual = new Histories();
        for (HandMadeRow row : LOG) {
            @Nullable ChangeBatch batch = assembler.add(row);
            if (batch != null) {
                batch.changes()
                        .forEach(
                                change ->
                                        actual.add(
                                                ChangeText.key(change), ChangeText.line(change)));
            }
        }
        List<LoggedRow> rows = LOG.stream().map(ChaosAssemblerTest::logged).toList();
        Histories truth = LogTruth.of(TABLE, rows, SETS);
        Verdict.check(truth, actual, List.of());
    }

    private static LogLayout layout() {
        return HandMadeRow.layout(SCHEMA);
    }

    private static HandMadeRow row(long micros, int sequence, int operation) {
        return new HandMadeRow(SCHEMA, CdcTime.lowest(2_000_000 + micros), sequence, operation)
                .with("pk", 7)
                .with("ck", 8);
    }

    private static LoggedRow logged(HandMadeRow row) {
        Map<String, String> values = new HashMap<>();
        Set<String> deleted = new TreeSet<>();
        for (int i = 0; i < SCHEMA.columns().size(); i++) {
            String name = SCHEMA.column(i).name();
            @Nullable CqlValue value = row.value(i);
            if (value != null) {
                values.put(name, HexFormat.of().formatHex(value.bytes()));
            }
            if (row.isDeleted(i)) {
                deleted.add(name);
            }
        }
        return new LoggedRow(
                STREAM.toString(),
                row.time().toUuid(),
                row.sequence(),
                row.operation(),
                row.ttlSeconds(),
                row.isEndOfBatch(),
                values,
                Map.of(),
                deleted,
                Map.of());
    }

    /** Remembers images by key, and gives a change without one that of an earlier batch. */
    private static final class PairingAcrossBatches implements BatchAssembler {

        private final BatchAssembler assembler;
        private final Map<Key, RowImage> images = new HashMap<>();

        PairingAcrossBatches(BatchAssembler assembler) {
            this.assembler = assembler;
        }

        @Override
        public @Nullable ChangeBatch add(LogRow row) {
            @Nullable ChangeBatch batch = assembler.add(row);
            if (batch == null) {
                return null;
            }
            List<Change> changes = new ArrayList<>();
            for (Change change : batch.changes()) {
                changes.add(change instanceof RowChange update ? paired(update) : change);
            }
            return new ChangeBatch(batch.stream(), batch.time(), changes);
        }

        private RowChange paired(RowChange change) {
            if (change.before() != null) {
                images.put(change.clusteringKey(), change.before());
            }
            return new RowChange(
                    change.origin(),
                    change.partitionKey(),
                    change.clusteringKey(),
                    change.marker(),
                    change.deltas(),
                    images.get(change.clusteringKey()),
                    change.after());
        }
    }
}
