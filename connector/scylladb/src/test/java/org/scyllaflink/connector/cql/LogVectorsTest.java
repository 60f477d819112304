/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.scyllaflink.connector.model.CdcTime;
import org.scyllaflink.connector.model.ChangeBatch;
import org.scyllaflink.connector.model.StreamId;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Feeds the rows of every log vector to the assembler. What its changes do to a table must be what
 * the rows do by ScyllaDB's documentation, TTLs and images included.
 */
class LogVectorsTest {

    private static final Path VECTORS =
            Path.of("../../testkit/log-vectors/src/test/resources/log-vectors.yaml");
    private static final StreamId STREAM = new StreamId(1, 1);
    private static final long FIRST_MICROS = 1_700_000_000_000_000L;

    @TestFactory
    Stream<DynamicTest> changesDoWhatTheRowsOfTheLogSay() throws IOException {
        try (Reader reader = Files.newBufferedReader(VECTORS)) {
            Map<?, ?> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            List<?> vectors = (List<?>) file.get("vectors");
            assertThat(vectors).hasSizeGreaterThan(70);
            return vectors.stream()
                    .map(Map.class::cast)
                    .map(
                            vector ->
                                    DynamicTest.dynamicTest(
                                            (String) vector.get("name"), () -> check(vector)));
        }
    }

    private static void check(Map<?, ?> vector) {
        List<VectorRow> rows =
                ((List<?>) vector.get("expect"))
                        .stream().map(row -> VectorRow.of((Map<?, ?>) row)).toList();
        LogLayout layout = VectorTable.of(statements(vector)).layout();
        RowsByReference expected = new RowsByReference(layout.schema(), layout.keysOnly());
        AppliedChanges actual = new AppliedChanges(layout.schema());
        ChangeAssembler assembler = new ChangeAssembler(layout, STREAM, Instant.EPOCH);
        int batches = 0;
        for (VectorRow row : rows) {
            expected.apply(row);
            CdcTime time = CdcTime.lowest(FIRST_MICROS + row.group());
            ChangeBatch batch = assembler.add(row.toLogRow(layout.schema(), time));
            assertThat(batch != null).isEqualTo(row.endOfBatch());
            if (batch != null) {
                assertThat(batch.changes()).isNotEmpty();
                actual.apply(batch);
                batches++;
                assertThat(actual.table()).hasToString(expected.table().toString());
            }
        }
        assertThat(batches).isEqualTo(rows.stream().mapToInt(VectorRow::group).max().orElse(0));
    }

    private static List<String> statements(Map<?, ?> vector) {
        List<String> statements = new ArrayList<>();
        if (vector.get("setup") != null) {
            ((List<?>) vector.get("setup")).forEach(text -> statements.add((String) text));
        }
        statements.add((String) vector.get("create"));
        ((List<?>) vector.get("statements")).forEach(text -> statements.add(String.valueOf(text)));
        return statements;
    }
}
