/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.scyllaflink.jobs.MembershipChangelog.SCHEMA;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChangelogFilterITCase {

    private static final List<RowData> ANY = List.of(row(RowKind.INSERT, "a", 1, 1));

    @Test
    void rowsThatMeetTheConditionKeepKindTimeAndWatermark() throws Exception {
        List<RowData> rows =
                List.of(
                        row(RowKind.INSERT, "a", 11, 1_000),
                        row(RowKind.INSERT, "b", 10, 1_001),
                        row(RowKind.UPDATE_BEFORE, "a", 11, 2_000),
                        row(RowKind.UPDATE_AFTER, "a", 9, 2_000),
                        row(RowKind.UPDATE_BEFORE, "b", 10, 3_000),
                        row(RowKind.UPDATE_AFTER, "b", 12, 3_000),
                        row(RowKind.DELETE, "b", 12, 4_000));
        assertThat(filtered(rows, "score > 10 AND user_id IN ('a', 'b')"))
                .containsExactly(
                        "+I a 11 at 1000, watermark none",
                        "-U a 11 at 2000, watermark 1001",
                        "+U b 12 at 3000, watermark 3000",
                        "-D b 12 at 4000, watermark 3000");
    }

    @Test
    void aConditionThatIsNullDoesNotHold() throws Exception {
        List<RowData> rows =
                List.of(
                        MembershipChangelog.row(RowKind.INSERT, "a", null, 1, "write", 1, 1),
                        MembershipChangelog.row(RowKind.INSERT, "b", "s", 1, "write", 2, 2));
        assertThat(filtered(rows, "segment = 's'")).hasSize(1);
        assertThat(filtered(rows, "segment <> 's'")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongExpressions")
    void aWrongExpressionIsRefusedBeforeTheJobStarts(String expression, String reason) {
        StreamExecutionEnvironment environment = environment();
        DataStream<RowData> rows = rows(environment, ANY);
        assertThatThrownBy(() -> ChangelogFilter.apply(rows, SCHEMA, expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--filter: \"" + expression + "\"")
                .hasMessageContaining(reason)
                .hasMessageContaining("expected:");
    }

    static Stream<Arguments> wrongExpressions() {
        return Stream.of(
                Arguments.of("points > 10", "points"),
                Arguments.of("cause = 'late'", "cause"),
                Arguments.of("score >", ""),
                Arguments.of("score + 1", ""),
                Arguments.of("score > 1) OR (1 = 1", ""),
                Arguments.of("user_id > NOW()", "NOW("),
                Arguments.of("score > rand ()", "rand ("),
                Arguments.of("CURRENT_TIMESTAMP > TIMESTAMP '2026-01-01 00:00:00'", "CURRENT"));
    }

    @Test
    void wordsInTextAreNotFunctions() throws Exception {
        List<RowData> rows = List.of(row(RowKind.INSERT, "NOW()", 11, 1_000));
        assertThat(filtered(rows, "user_id = 'NOW()'")).hasSize(1);
    }

    @Test
    void theFilterIsChainedSoThatRowsStayInOrder() {
        StreamExecutionEnvironment environment = environment();
        environment.setParallelism(4);
        DataStream<RowData> rows =
                rows(environment, ANY)
                        .map(row -> row, InternalTypeInfo.of(MembershipChangelog.TYPE))
                        .setParallelism(4);
        SegmentCountsJob.count(rows, SCHEMA, counting("score > 10")).sinkTo(new DiscardingSink<>());
        List<String> vertices = new ArrayList<>();
        for (JobVertex vertex : environment.getStreamGraph().getJobGraph().getVertices()) {
            vertices.add(vertex.getName());
        }
        assertThat(vertices)
                .anySatisfy(
                        name ->
                                assertThat(name)
                                        .contains("row kind into a column")
                                        .contains("row kind out of its column")
                                        .contains("changes of segments"));
    }

    private static CountingOptions counting(String filter) {
        return new CountingOptions(
                "segment",
                List.of(),
                filter,
                CountingOptions.DEFAULT_WINDOW,
                CountingOptions.DEFAULT_INTERVAL,
                CountingOptions.DEFAULT_FLUSH_INTERVAL);
    }

    private static RowData row(RowKind kind, String user, int score, long time) {
        return MembershipChangelog.row(kind, user, "s", score, "write", time, time);
    }

    private static List<String> filtered(List<RowData> rows, String expression) throws Exception {
        StreamExecutionEnvironment environment = environment();
        environment.setParallelism(1);
        return ChangelogFilter.apply(rows(environment, rows), SCHEMA, expression)
                .process(new Described(), Types.STRING)
                .executeAndCollect(100);
    }

    private static StreamExecutionEnvironment environment() {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        return StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    }

    private static DataStream<RowData> rows(
            StreamExecutionEnvironment environment, List<RowData> rows) {
        return environment
                .fromData(
                        InternalTypeInfo.of(MembershipChangelog.TYPE), rows.toArray(RowData[]::new))
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<RowData>forGenerator(context -> new AfterEachRow())
                                .withTimestampAssigner(
                                        (row, time) -> row.getTimestamp(3, 6).getMillisecond()));
    }

    private static final class AfterEachRow implements WatermarkGenerator<RowData> {
        @Override
        public void onEvent(RowData row, long time, WatermarkOutput output) {
            output.emitWatermark(new Watermark(time));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }

    private static final class Described extends ProcessFunction<RowData, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(RowData row, Context context, Collector<String> out) {
            long watermark = context.timerService().currentWatermark();
            out.collect(
                    "%s %s %d at %d, watermark %s"
                            .formatted(
                                    row.getRowKind().shortString(),
                                    row.getString(0),
                                    row.getInt(2),
                                    context.timestamp(),
                                    watermark == Long.MIN_VALUE ? "none" : watermark));
        }
    }
}
