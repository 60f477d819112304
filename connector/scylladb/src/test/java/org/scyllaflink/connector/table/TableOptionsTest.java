/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scyllaflink.connector.cql.CdcOptions;
import org.scyllaflink.connector.cql.TableDescription;
import org.scyllaflink.connector.model.Column;
import org.scyllaflink.connector.model.CqlType;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.model.TableSchema;

/** What tables show of the options of their catalog, and what they are read with. */
class TableOptionsTest {

    private static final String PASSWORD = "connection.password";
    private static final Map<String, String> GIVEN =
            Map.of(
                    "connection.contact-points",
                    "10.0.0.1",
                    "connection.username",
                    "flink",
                    PASSWORD,
                    "secret",
                    "connection.tls.key-store-password",
                    "secret, too",
                    "connection.driver.advanced.heartbeat.interval",
                    "5 s",
                    "scan.confidence-window",
                    "5 s",
                    "scan.snapshot.ranges",
                    "8");
    private static final CdcOptions CDC =
            new CdcOptions(
                    true,
                    CdcOptions.Preimage.NONE,
                    false,
                    CdcOptions.Delta.FULL,
                    Duration.ofDays(1));

    private final TableOptions options = new TableOptions(GIVEN);

    @Test
    void aChangelogShowsAllButSecrets() {
        assertThat(options.of(table(CDC), TableView.ROWS))
                .containsOnly(
                        Map.entry("connector", "scylladb-cdc"),
                        Map.entry("keyspace", "ks"),
                        Map.entry("table", "t"),
                        Map.entry("connection.contact-points", "10.0.0.1"),
                        Map.entry("connection.username", "flink"),
                        Map.entry("connection.driver.advanced.heartbeat.interval", "5 s"),
                        Map.entry("scan.confidence-window", "5 s"),
                        Map.entry("scan.snapshot.ranges", "8"));
        assertThat(options.of(table(CDC), TableView.LOG)).containsEntry("scan.changelog", "deltas");
    }

    @ParameterizedTest
    @CsvSource({"initial,", "SNAPSHOT,", "earliest,earliest", "noon,noon"})
    void aLogBeginsAsItsCatalogSaysUnlessThatIsASnapshot(String given, @Nullable String shown) {
        String startup = "scan.startup.mode";
        TableOptions beginning = new TableOptions(Map.of(startup, given));
        assertThat(beginning.of(table(CDC), TableView.LOG).get(startup)).isEqualTo(shown);
        assertThat(beginning.of(table(CDC), TableView.ROWS)).containsEntry(startup, given);
    }

    @Test
    void aTableShowsOptionsOfItsOwnConnectorOnly() {
        assertThat(options.of(table(null), TableView.ROWS))
                .containsEntry("connector", "scylladb")
                .containsEntry("scan.snapshot.ranges", "8")
                .doesNotContainKey("scan.confidence-window");
    }

    @Test
    void aTableIsReadWithTheSecretsOfItsCatalog() {
        assertThat(options.complete(shown()))
                .containsAllEntriesOf(shown())
                .containsEntry(PASSWORD, "secret")
                .containsEntry("connection.tls.key-store-password", "secret, too");
    }

    @Test
    void aTableThatAHintMakesAScanIsNotAskedForOptionsOfLogs() {
        Map<String, String> hinted = new HashMap<>(options.of(table(CDC), TableView.LOG));
        hinted.put("connector", "scylladb");

        assertThat(options.complete(hinted))
                .containsEntry("scan.snapshot.ranges", "8")
                .doesNotContainKeys("scan.confidence-window", "scan.changelog");

        hinted.put("scan.latency-target", "1 s");
        assertThat(options.complete(hinted)).containsKey("scan.latency-target");
    }

    @Test
    void aHintGoesBeforeTheCatalog() {
        Map<String, String> hinted = shown();
        hinted.put(PASSWORD, "another");

        assertThat(options.complete(hinted)).containsEntry(PASSWORD, "another");
    }

    @Test
    void anotherClusterOrUserIsNotToldTheSecrets() {
        for (String addressee :
                List.of(
                        "connection.contact-points",
                        "connection.username",
                        "connection.tls.enabled")) {
            Map<String, String> hinted = shown();
            hinted.put(addressee, "another");

            assertThat(options.complete(hinted)).isEqualTo(hinted);
        }
    }

    private Map<String, String> shown() {
        return new HashMap<>(options.of(table(CDC), TableView.ROWS));
    }

    private static TableDescription table(@Nullable CdcOptions cdc) {
        TableSchema schema =
                new TableSchema(
                        new TableName("ks", "t"),
                        List.of(Column.partitionKey("p", CqlType.Native.INT)));
        return new TableDescription(schema, "", cdc, false);
    }
}
