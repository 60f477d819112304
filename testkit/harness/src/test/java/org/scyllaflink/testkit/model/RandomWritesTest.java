/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomWritesTest {
    private static final TableShape SHAPE =
            new TableShape(
                    "t",
                    List.of(new ModelColumn("pk", ModelType.INT)),
                    List.of(
                            new ModelColumn("c1", ModelType.INT),
                            new ModelColumn("c2", ModelType.TEXT)),
                    List.of(
                            new ModelColumn("a", ModelType.BIGINT),
                            new ModelColumn("b", ModelType.TIMESTAMP)));

    private static final KeySpace KEYS = new KeySpace(2, 3, 5);

    @Test
    void oneSeedGivesOneSequence() {
        assertThat(writes(WriteMix.standard(), 7, 200))
                .isEqualTo(writes(WriteMix.standard(), 7, 200))
                .isNotEqualTo(writes(WriteMix.standard(), 8, 200));
    }

    @Test
    void everyWriteHasAStatementAndAPlaceInTheModel() {
        TableModel model = new TableModel(SHAPE);
        CqlText cql = new CqlText(SHAPE);

        for (Write write : writes(WriteMix.standard().withTtls(0.5, 1, 3), 7, 2000)) {
            assertThat(cql.statement(write)).contains("USING TIMESTAMP");
            model.apply(write);
        }
        assertThat(model.rowsAt(Long.MAX_VALUE)).isNotNull();
    }

    @Test
    void allKindsComeAndOnlyThoseWanted() {
        assertThat(kinds(WriteMix.standard()))
                .containsExactlyInAnyOrder(
                        Write.Insert.class,
                        Write.Update.class,
                        Write.ColumnDelete.class,
                        Write.RowDelete.class,
                        Write.RangeDelete.class,
                        Write.PartitionDelete.class);

        WriteMix inserts =
                new WriteMix(Map.of(WriteKind.INSERT, 1), 0, 0, new WriteMix.Ttls(0, 1, 1));
        assertThat(kinds(inserts)).containsExactly(Write.Insert.class);
    }

    @Test
    void aTableWithEverythingGetsStatementsOfEveryKind() {
        TableShape shape = SampleTables.rich("ks.t");
        RandomWrites writes = new RandomWrites(shape, KEYS, WriteMix.everything(), 7);
        TableModel model = new TableModel(shape);
        CqlText cql = new CqlText(shape);
        StringBuilder all = new StringBuilder();

        for (int i = 0; i < 1000; i++) {
            Write write = writes.next(i);
            all.append(cql.statement(write)).append('\n');
            model.apply(write);
        }

        assertThat(all)
                .contains("BEGIN UNLOGGED BATCH", " IN (", "(c, d) >", "SET st_", "s = s - {")
                .contains("l = l + [", "] + l", "l = []", "u.age = null", "m = m - {", "s = {}");
        assertThat(model.rowsAt(Long.MAX_VALUE)).isNotEmpty();
        assertThat(model.staticsAt(Long.MAX_VALUE)).isNotEmpty();
    }

    @Test
    void timestampsRiseUnlessTiesAreWanted() {
        List<Long> rising = micros(WriteMix.standard().withTieShare(0));
        assertThat(rising).isSorted().doesNotHaveDuplicates();

        assertThat(micros(WriteMix.standard().withTieShare(0.5)).stream().distinct().count())
                .isLessThan(700);
    }

    @Test
    void aTieHasNoTtl() {
        WriteMix mix = WriteMix.standard().withTieShare(0.5).withTtls(1, 1, 9);
        long last = Long.MIN_VALUE;
        for (Write write : writes(mix, 7, 1000)) {
            if (write.micros() <= last && write instanceof Write.Insert insert) {
                assertThat(insert.ttlSeconds()).isZero();
            }
            last = Math.max(last, write.micros());
        }
    }

    private static List<Write> writes(WriteMix mix, long seed, int count) {
        RandomWrites writes = new RandomWrites(SHAPE, KEYS, mix, seed);
        return Stream.generate(() -> writes.next(1000)).limit(count).toList();
    }

    private static Set<Class<?>> kinds(WriteMix mix) {
        return writes(mix, 7, 1000).stream().map(Object::getClass).collect(Collectors.toSet());
    }

    private static List<Long> micros(WriteMix mix) {
        return writes(mix, 7, 1000).stream().map(Write::micros).toList();
    }
}
