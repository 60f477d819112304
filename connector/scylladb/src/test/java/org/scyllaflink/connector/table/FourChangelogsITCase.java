/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.conversion.RowRowConverter;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.scyllaflink.connector.changelog.FinalWatermarkGuard;
import org.scyllaflink.connector.changelog.FullRowChangelog;
import org.scyllaflink.connector.cql.CdcCluster;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.model.Change;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;
import org.scyllaflink.connector.source.ChangeDeserializationSchema;
import org.scyllaflink.connector.source.ScyllaCdcSource;
import org.scyllaflink.connector.source.ScyllaCdcSourceBuilder;
import org.scyllaflink.connector.source.StartingPoint;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;

/** The example of four changelogs in {@code docs/changelog.md}, statement by statement. */
@ExtendWith(ScyllaDbExtension.class)
@Timeout(180)
class FourChangelogsITCase {

    private static final Path PAGE = Path.of("../../docs/changelog.md");
    private static final String HEADING = "### The same writes in each";
    private static final TableName MEMBERS = new TableName("four_changelogs", "members");
    private static final String[] COLUMNS = {"team", "name", "role", "tags"};

    /** Of the only TTL in the example, with the rest of the second in which it is written. */
    private static final Duration TTL = Duration.ofSeconds(4);

    /** What a statement, or else the end of a TTL, sends in each style. */
    private record Step(String statement, Map<ChangelogStyle, String> rows) {

        boolean isExpiry() {
            return statement.startsWith("(");
        }
    }

    @Test
    void eachStatementSendsWhatTheDocumentationSays(ScyllaDbServer server) throws Exception {
        List<String> code = codeBlocks();
        List<Step> steps = steps(code.get(1));
        Instant stop;
        try (SqlKeyspace keyspace = SqlKeyspace.make(server, MEMBERS.keyspace())) {
            keyspace.execute(code.get(0).replace(" members ", " $ks.members "));
            for (Step step : steps) {
                if (!step.isExpiry()) {
                    keyspace.execute(step.statement().replace(" members ", " $ks.members "));
                }
            }
            stop = Instant.now().plus(TTL);
        }
        ScyllaConnection connection = ScyllaConnection.to(server.contactPoint());
        TableSchema schema = schema(connection);
        Map<Long, List<Row>> deltas = rows(ChangelogStyle.DELTAS, connection, schema, stop);
        List<Long> times = new ArrayList<>(deltas.keySet());
        assertThat(times).hasSize(steps.size() - 1);

        for (ChangelogStyle style : ChangelogStyle.values()) {
            Map<Long, List<Row>> rows =
                    style == ChangelogStyle.DELTAS ? deltas : rows(style, connection, schema, stop);
            List<Row> expired = new ArrayList<>();
            rows.forEach((time, of) -> expired.addAll(times.contains(time) ? List.of() : of));
            int statements = 0;
            for (Step step : steps) {
                List<Row> sent =
                        step.isExpiry()
                                ? expired
                                : rows.getOrDefault(times.get(statements++), List.of());
                assertThat(text(sent, style))
                        .as("%s of %s", style, step.statement())
                        .isEqualTo(step.rows().get(style));
            }
        }
    }

    private static TableSchema schema(ScyllaConnection connection) throws IOException {
        try (CdcCluster cluster = connection.connect()) {
            return cluster.table(MEMBERS).schema();
        }
    }

    /** All rows of a style, by the times that they tell. */
    private static Map<Long, List<Row>> rows(
            ChangelogStyle style, ScyllaConnection connection, TableSchema schema, Instant stop)
            throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1);
        DataStream<RowData> rows =
                style.isStateless()
                        ? stateless(env, style, connection, schema, stop)
                        : full(env, connection, schema, stop);
        RowType type = ((InternalTypeInfo<RowData>) rows.getType()).toRowType();
        RowRowConverter converter = ProducedRows.converter(type);
        Map<Long, List<Row>> byTime = new TreeMap<>();
        CloseableIterator<RowData> all = rows.executeAndCollect();
        while (all.hasNext()) {
            Row row = converter.toExternal(all.next());
            long time = row.<Long>getFieldAs("write_time");
            byTime.computeIfAbsent(time, t -> new ArrayList<>()).add(row);
        }
        all.close();
        return byTime;
    }

    private static DataStream<RowData> stateless(
            StreamExecutionEnvironment env,
            ChangelogStyle style,
            ScyllaConnection connection,
            TableSchema schema,
            Instant stop) {
        RowDataChangeSchema rows =
                RowDataChangeSchema.of(
                        style,
                        schema,
                        ProducedRows.columns(style, schema, COLUMNS),
                        ReadableMetadata.in(style));
        ScyllaCdcSourceBuilder<RowData> builder = rows.restrict(ScyllaCdcSource.builder());
        return env.fromSource(
                builder.connection(connection)
                        .table(MEMBERS)
                        .deserializer(rows)
                        .startingPoint(StartingPoint.earliest())
                        .confidenceWindow(Duration.ofSeconds(1))
                        .until(stop)
                        .build(),
                WatermarkStrategy.noWatermarks(),
                style.toString());
    }

    private static DataStream<RowData> full(
            StreamExecutionEnvironment env,
            ScyllaConnection connection,
            TableSchema schema,
            Instant stop) {
        DataStream<Change> changes =
                env.fromSource(
                        ScyllaCdcSource.<Change>builder()
                                .connection(connection)
                                .table(MEMBERS)
                                .columns(Arrays.asList(COLUMNS))
                                .deserializer(ChangeDeserializationSchema.changes(schema))
                                .startingPoint(StartingPoint.earliest())
                                .confidenceWindow(Duration.ofSeconds(1))
                                .until(stop)
                                .build(),
                        WatermarkStrategy.noWatermarks(),
                        "full");
        FullRowChangelog changelog =
                FullRowChangelog.of(schema).withColumns(Arrays.asList(COLUMNS));
        ChangelogStyle style = ChangelogStyle.FULL;
        return changelog
                .applyTo(FinalWatermarkGuard.after(changes))
                .map(
                        FullRows.of(
                                schema,
                                changelog.rowType(),
                                ProducedRows.columns(style, schema, COLUMNS),
                                ReadableMetadata.in(style)));
    }

    private static String text(List<Row> rows, ChangelogStyle style) {
        List<String> texts = new ArrayList<>();
        for (Row row : rows) {
            List<String> values = new ArrayList<>();
            for (String column : COLUMNS) {
                Object value = row.getField(column);
                values.add(value instanceof Object[] array ? Arrays.toString(array) : "" + value);
            }
            String metadata = style == ChangelogStyle.DELTAS ? metadata(row) : "";
            texts.add(row.getKind().shortString() + values + metadata);
        }
        return texts.isEmpty() ? "–" : String.join(" ", texts);
    }

    private static String metadata(Row row) {
        StringBuilder text = new StringBuilder(" ").append(row.getField("operation"));
        add(text, row, "ttl");
        String[] deleted = row.getFieldAs("deleted_columns");
        if (deleted.length > 0) {
            text.append(" deleted_columns=").append(Arrays.toString(deleted));
        }
        Map<String, String[]> removed = row.getFieldAs("removed_elements");
        if (!removed.isEmpty()) {
            Map<String, String> texts = new LinkedHashMap<>();
            removed.forEach((column, keys) -> texts.put(column, Arrays.toString(keys)));
            text.append(" removed_elements=").append(texts);
        }
        add(text, row, "range_start");
        add(text, row, "range_end");
        return text.toString();
    }

    private static void add(StringBuilder text, Row row, String name) {
        if (row.getField(name) != null) {
            text.append(' ').append(name).append('=').append(row.getField(name));
        }
    }

    /** The statement that makes the table, and the example. */
    private static List<String> codeBlocks() throws IOException {
        String page = Files.readString(PAGE);
        String section = page.substring(page.indexOf(HEADING));
        String[] parts = section.split("```(sql)?\n");
        return List.of(parts[1], parts[3]);
    }

    private static List<Step> steps(String example) {
        List<Step> steps = new ArrayList<>();
        for (String paragraph : example.strip().split("\n\n")) {
            String[] lines = paragraph.split("\n");
            Map<ChangelogStyle, String> rows = new LinkedHashMap<>();
            for (ChangelogStyle style : ChangelogStyle.values()) {
                String line = lines[1 + style.ordinal()].strip();
                assertThat(line).startsWith(style + " ");
                rows.put(style, line.substring(style.toString().length()).strip());
            }
            steps.add(new Step(lines[0], rows));
        }
        return steps;
    }
}
