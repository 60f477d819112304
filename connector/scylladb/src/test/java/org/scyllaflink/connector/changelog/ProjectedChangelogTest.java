/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.conversion.RowRowConverter;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.ColumnDelta;
import org.scyllaflink.connector.model.CqlValue;
import org.scyllaflink.connector.model.RowChange;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.testkit.model.KeySpace;
import org.scyllaflink.testkit.model.RandomWrites;
import org.scyllaflink.testkit.model.SampleTables;
import org.scyllaflink.testkit.model.TableShape;
import org.scyllaflink.testkit.model.Write;
import org.scyllaflink.testkit.model.WriteMix;

/** Rows of some columns live and die as those of all columns do. */
class ProjectedChangelogTest {

    private static final int WATERMARKS = 60;
    private static final long RETENTION_MILLIS = 20_000;
    private static final WriteMix MIX =
            WriteMix.standard().withTtls(0.4, 1, 8).withTieShare(0.2).withNullShare(0.3);
    private static final CqlValue UNREAD = CqlValue.wrap(new byte[0]);

    static Stream<TableShape> tables() {
        return Stream.of(
                SampleTables.rich("rich"),
                SampleTables.descending("descending"),
                SampleTables.flat("flat"));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void theRowsSentAreThoseOfAllColumnsWithoutTheChangesOfOthersAlone(TableShape table)
            throws Exception {
        long seed = Long.getLong("seed", ThreadLocalRandom.current().nextLong());
        System.out.println("ProjectedChangelogTest " + table.name() + ": -Dseed=" + seed);
        Random random = new Random(seed);
        TableSchema schema = WrittenSchema.of(table);
        List<String> wanted = wanted(schema, random);
        Rows whole = new Rows(RowLayout.of(schema));
        Rows projected = new Rows(RowLayout.of(schema, wanted));
        RandomWrites writes = new RandomWrites(table, new KeySpace(3, 6, 3), MIX, seed);
        WriteLog log = new WriteLog(table, schema);
        long millis = 1_000_000;
        for (int i = 0; i < WATERMARKS; i++) {
            for (Change change : changes(writes, log, millis, random)) {
                whole.harness.send(change);
                projected.harness.send(without(change, schema, wanted));
            }
            millis += random.nextInt(2_000);
            assertThat(projected.rowsAt(millis))
                    .as("%s of %s at %d ms", wanted, schema, millis)
                    // Only rows of one key have an order, and keys need not be wanted.
                    .containsExactlyInAnyOrderElementsOf(
                            visible(whole.rowsAt(millis), projected.names));
        }
        whole.harness.close();
        projected.harness.close();
    }

    /** Some of them late, in any order. */
    private static List<Change> changes(
            RandomWrites writes, WriteLog log, long millis, Random random) {
        List<Change> changes = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            Write write = writes.next((millis + random.nextInt(3_000)) * 1_000);
            changes.addAll(log.changes(write));
        }
        Collections.shuffle(changes, random);
        return changes;
    }

    private static List<String> wanted(TableSchema schema, Random random) {
        List<String> wanted = new ArrayList<>();
        for (Column column : schema.columns()) {
            if (random.nextBoolean()) {
                wanted.add(column.name());
            }
        }
        return wanted;
    }

    /** What the source reads of a change when only these columns are wanted. */
    private static Change without(Change change, TableSchema schema, List<String> wanted) {
        if (!(change instanceof RowChange row)) {
            return change;
        }
        List<ColumnDelta> deltas = new ArrayList<>();
        for (int i = 0; i < row.deltas().size(); i++) {
            boolean isWanted = wanted.contains(schema.column(schema.keySize() + i).name());
            deltas.add(
                    !isWanted && row.delta(i) instanceof ColumnDelta.Written written
                            ? new ColumnDelta.Written(UNREAD, written.ttlSeconds())
                            : row.delta(i));
        }
        return new RowChange(
                row.origin(),
                row.partitionKey(),
                row.clusteringKey(),
                row.marker(),
                deltas,
                null,
                null);
    }

    /** Some columns of rows, without updates that do not show in them. */
    private static List<Row> visible(List<Row> rows, String[] names) {
        List<Row> visible = new ArrayList<>();
        for (Row row : rows) {
            Row projected = Row.project(row, names);
            Row last = visible.isEmpty() ? null : visible.get(visible.size() - 1);
            if (projected.getKind() == RowKind.UPDATE_AFTER && isEqual(last, projected)) {
                visible.remove(visible.size() - 1);
            } else {
                visible.add(projected);
            }
        }
        return visible;
    }

    private static boolean isEqual(Row before, Row after) {
        Row same = Row.copy(after);
        same.setKind(before.getKind());
        return same.equals(before);
    }

    /** An operator and what it sends, with the time, the cause and the columns of each row. */
    private static final class Rows {

        private static final String TIME = "timestamp of the record";

        private final ChangelogHarness harness;
        private final RowRowConverter converter;
        private final String[] names;

        Rows(RowLayout layout) throws Exception {
            harness =
                    new ChangelogHarness(layout, RETENTION_MILLIS, new HashMapStateBackend())
                            .open(1);
            List<String> all = new ArrayList<>(harness.rowType().getFieldNames());
            converter = RowRowConverter.create(DataTypes.of(harness.rowType()));
            converter.open(ProjectedChangelogTest.class.getClassLoader());
            // A version follows from the row's last one, which may have been one of other columns.
            all.remove(all.size() - 1);
            all.add(TIME);
            names = all.toArray(new String[0]);
        }

        List<Row> rowsAt(long watermark) throws Exception {
            harness.watermark(watermark);
            List<Row> rows = new ArrayList<>();
            for (StreamRecord<RowData> element : harness.rows()) {
                Row row = converter.toExternal(element.getValue());
                Row timed = Row.withNames(row.getKind());
                row.getFieldNames(true).forEach(name -> timed.setField(name, row.getField(name)));
                timed.setField(TIME, element.getTimestamp());
                rows.add(Row.project(timed, names));
            }
            return rows;
        }
    }
}
