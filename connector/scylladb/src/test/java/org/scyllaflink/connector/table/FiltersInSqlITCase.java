/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;

/** Filters and watermarks that the source takes over mean what they mean to Flink. */
@ExtendWith(ScyllaDbExtension.class)
@Timeout(180)
class FiltersInSqlITCase {

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    private static SqlKeyspace keyspace;
    private static TableEnvironment batch;

    @BeforeAll
    static void make(ScyllaDbServer server) {
        keyspace = SqlKeyspace.make(server, "filters_it");
        String key =
                "b boolean, y tinyint, s smallint, l bigint, x text, d date, t timestamp, u uuid";
        keyspace.execute(
                "CREATE TABLE $ks.keys (n int, "
                        + key
                        + ", PRIMARY KEY ((b, y, s, l, x, d, t, u), n)) WITH cdc = {'enabled': true}");
        String insert = "INSERT INTO $ks.keys (n, b, y, s, l, x, d, t, u) VALUES ";
        keyspace.execute(
                insert
                        + "(1, true, 1, 1, 1, 'a', '2026-01-31', 1000,"
                        + " 00000000-0000-0000-0000-00000000000a)");
        keyspace.execute(
                insert
                        + "(2, false, -1, 300, 5000000000, 'a ', '1969-12-31', -1,"
                        + " 00000000-0000-0000-0000-00000000000b)");
        batch = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        batch.getConfig().set("parallelism.default", "1");
        batch.getConfig().set("table.local-time-zone", "Asia/Tokyo");
        batch.executeSql(
                "CREATE TABLE `keys` (n INT, b BOOLEAN, y TINYINT, s SMALLINT, l BIGINT, x STRING,"
                        + " d DATE, t TIMESTAMP_LTZ(3), u STRING)"
                        + keyspace.with(
                                "keys",
                                "'scan.startup.mode' = 'snapshot'",
                                "'scan.snapshot.ranges' = '1'"));
        keyspace.execute(
                "CREATE TABLE $ks.events (id int PRIMARY KEY, note text, at timestamp)"
                        + " WITH cdc = {'enabled': true}");
        for (int i = 0; i < 4; i++) {
            keyspace.execute(
                    "INSERT INTO $ks.events (id, note, at) VALUES ("
                            + i
                            + ", 'n"
                            + i
                            + "', "
                            + i * 10_000
                            + ")");
        }
    }

    @AfterAll
    static void close() {
        keyspace.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    b | 1
                    b = false | 2
                    NOT b AND y = -1 | 2
                    y = 1 | 1
                    y = 257 | ''
                    s = 300 AND l = 5000000000 | 2
                    s = 65537 | ''
                    l = 1.0 | 1
                    l = 1.5 | ''
                    l IN (1, 2, 5000000000) | 1 2
                    s IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21) | 1
                    s NOT IN (1, 2) | 2
                    s = 1 OR l = 5000000000 | 1 2
                    s = 1 OR s IS NULL | 1
                    x = 'a' | 1
                    x = 'a ' | 2
                    x = 'A' | ''
                    x = CAST(NULL AS STRING) | ''
                    x IN ('a', CAST(NULL AS STRING)) | 1
                    d = DATE '2026-01-31' | 1
                    d = DATE '1969-12-31' | 2
                    d = '1969-12-31' | 2
                    t = TO_TIMESTAMP_LTZ(1000, 3) | 1
                    t = TO_TIMESTAMP_LTZ(-1, 3) | 2
                    t = CAST(TIMESTAMP '1970-01-01 09:00:01' AS TIMESTAMP_LTZ(3)) | 1
                    t = TIMESTAMP '1970-01-01 09:00:01' | 1
                    t = CAST(TIMESTAMP '1970-01-01 09:00:01.0001' AS TIMESTAMP_LTZ(6)) | ''
                    u = '00000000-0000-0000-0000-00000000000a' | 1
                    u = '00000000-0000-0000-0000-00000000000A' | ''
                    u IN ('00000000-0000-0000-0000-00000000000b', 'x') | 2
                    s = 1 AND s = 300 | ''
                    s = n | 1
                    """)
    void aFilterOfThePartitionKeyMeansWhatItMeansToFlink(String filter, String expected) {
        assertThat(
                        String.join(
                                " ",
                                rows(batch, "SELECT n FROM `keys` WHERE " + filter).stream()
                                        .map(row -> row.replaceAll("\\D", ""))
                                        .sorted()
                                        .toList()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "note",
                "COUNT(*)",
                "id, note",
                "op_ts, note",
                "note, CURRENT_WATERMARK(`at`) IS NULL"
            })
    void aWatermarkIsTakenOffItsColumnWhateverAQueryReads(String choice) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(2);
        TableEnvironment flink = StreamTableEnvironment.create(environment);
        flink.executeSql(
                "CREATE TABLE events (op_ts TIMESTAMP_LTZ(6) METADATA VIRTUAL, id INT, note STRING,"
                        + " `at` TIMESTAMP_LTZ(3), WATERMARK FOR `at` AS `at` - INTERVAL '1' SECOND)"
                        + keyspace.with(
                                "events",
                                "'scan.changelog' = 'deltas'",
                                "'scan.watermark.emit.strategy' = 'on-event'",
                                "'scan.startup.mode' = 'earliest'",
                                "'scan.bounded.mode' = 'latest'"));
        List<String> rows = rows(flink, "SELECT " + choice + " FROM events WHERE id IN (2, 3)");
        if (choice.startsWith("COUNT")) {
            assertThat(RowsAddedUp.of(rows)).containsExactly("[2]");
        } else {
            assertThat(rows).hasSize(2).anyMatch(row -> row.contains("n3"));
        }
    }

    private static List<String> rows(TableEnvironment flink, String query) {
        List<String> rows = new ArrayList<>();
        flink.executeSql(query).collect().forEachRemaining(row -> rows.add(row.toString()));
        return rows;
    }
}
