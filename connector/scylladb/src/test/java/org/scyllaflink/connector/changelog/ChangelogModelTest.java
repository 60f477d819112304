/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.changelog;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.testkit.model.ModelColumn;
import org.scyllaflink.testkit.model.ModelType;
import org.scyllaflink.testkit.model.SampleTables;
import org.scyllaflink.testkit.model.TableShape;

class ChangelogModelTest {

    private static final List<ModelColumn> VALUES =
            List.of(new ModelColumn("a", ModelType.INT), new ModelColumn("b", ModelType.TEXT));

    /**
     * Tables of one row, of a list of rows, and of a tree of rows in each partition, with few
     * columns, so that writes meet often; and tables with columns of every sort.
     */
    enum Table {
        SINGLE(few(List.of())),
        CLUSTERED(few(List.of(new ModelColumn("c", ModelType.INT)))),
        NESTED(
                few(
                        List.of(
                                new ModelColumn("c", ModelType.TEXT),
                                new ModelColumn("d", ModelType.BIGINT)))),
        RICH(SampleTables.rich("t")),
        RICH_DESCENDING(SampleTables.descending("t")),
        RICH_SINGLE(SampleTables.flat("t"));

        private final TableShape shape;

        Table(TableShape shape) {
            this.shape = shape;
        }

        private static TableShape few(List<ModelColumn> clusteringKey) {
            ModelColumn key = new ModelColumn("p", ModelType.INT);
            return new TableShape("t", List.of(key), clusteringKey, VALUES);
        }

        TableShape shape() {
            return shape;
        }
    }

    @ParameterizedTest
    @MethodSource("starts")
    void outputsAddUpToTheTableThatWasThereBefore(
            Table table, ReadModelRun.Start start, boolean elementTimes) throws Exception {
        long seed = seed();
        System.out.printf("%s %s %b: -Dseed=%d%n", table, start, elementTimes, seed);
        new ReadModelRun(table.shape(), new HashMapStateBackend(), start, elementTimes, seed).go(5);
    }

    static List<Arguments> starts() {
        List<Arguments> starts = new ArrayList<>();
        for (Table table : Table.values()) {
            for (ReadModelRun.Start start : ReadModelRun.Start.values()) {
                starts.add(Arguments.of(table, start, true));
                starts.add(Arguments.of(table, start, false));
            }
        }
        return starts;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aBrokenRuleIsFound(PlantedFault fault) throws Exception {
        ChangelogModelRun run =
                new ChangelogModelRun(fault.table().shape(), new HashMapStateBackend(), 1, fault);

        assertThatThrownBy(() -> run.go(500)).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @EnumSource(Table.class)
    void outputsAddUpToTheModelAtEveryWatermark(Table table) throws Exception {
        long seed = seed();
        System.out.println("ChangelogModelTest " + table + ": -Dseed=" + seed);
        new ChangelogModelRun(table.shape(), new HashMapStateBackend(), seed).go(60);
    }

    private static long seed() {
        return Long.getLong("seed", ThreadLocalRandom.current().nextLong());
    }
}
