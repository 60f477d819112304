/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.connector.cql.ClusterAddress;
import org.scyllaflink.connector.cql.Consistency;
import org.scyllaflink.connector.cql.Secret;
import org.scyllaflink.connector.cql.Tls;
import org.scyllaflink.connector.model.TableName;
import org.scyllaflink.connector.source.StartingPoint;
import picocli.CommandLine.ParameterException;

class SegmentCountsCommandTest {

    private static final List<String> LEAST =
            List.of(
                    "--contact-points", "10.0.0.1:9042,10.0.0.2",
                    "--table", "app.memberships",
                    "--segment-column", "segment",
                    "--elasticsearch-hosts", "http://localhost:9200");

    @Test
    void whatIsNotGivenHasADefault() {
        SegmentCountsOptions options = parse(Map.of());
        assertThat(options.table()).isEqualTo(new TableName("app", "memberships"));
        assertThat(nodes(options).contactPoints()).hasSize(2);
        assertThat(options.connection().login()).isNull();
        assertThat(options.counting())
                .isEqualTo(
                        new CountingOptions(
                                "segment",
                                List.of(),
                                null,
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(1),
                                Duration.ofMillis(200)));
        assertThat(options.reading())
                .isEqualTo(
                        new ReadingOptions(
                                StartingPoint.earliest(),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(10)));
        assertThat(options.kafka()).isNull();
        assertThat(options.elasticsearch())
                .isEqualTo(
                        new ElasticsearchOptions(
                                List.of("http://localhost:9200"),
                                "app.memberships.segment-counts",
                                "app.memberships.segment-history",
                                ElasticsearchAccess.open(),
                                null));
    }

    @Test
    void everyOptionIsHeard(@TempDir Path folder) throws Exception {
        Path certificate = Files.writeString(folder.resolve("ca.pem"), "PEM");
        SegmentCountsOptions options =
                parse(
                        Map.of(),
                        "--local-datacenter=dc2",
                        "--local-rack=r1",
                        "--consistency=local_quorum",
                        "--max-requests-per-second=50",
                        "--driver-option=advanced.connection.pool.local.size=2",
                        "--driver-option=basic.session-name=a=b",
                        "--tls-ca=/ca.pem",
                        "--tls-certificate=/c.pem",
                        "--tls-key=/k.pem",
                        "--tls-accept-any-host-name",
                        "--username=flink",
                        "--password=secret",
                        "--member-columns=user_id,device",
                        "--filter=score > 10",
                        "--window=5min",
                        "--interval=500ms",
                        "--flush-interval=50ms",
                        "--start=2026-01-31T12:00:00Z",
                        "--confidence-window=2s",
                        "--checkpoint-interval=1s",
                        "--kafka-bootstrap-servers=k:9092",
                        "--kafka-counts-topic=c",
                        "--kafka-history-topic=h",
                        "--kafka-transactional-id-prefix=p",
                        "--kafka-transaction-timeout=1h",
                        "--kafka-property=linger.ms=5",
                        "--kafka-property=acks=all",
                        "--elasticsearch-counts-index=ci",
                        "--elasticsearch-history-index=hi",
                        "--elasticsearch-username=elastic",
                        "--elasticsearch-password=changeme",
                        "--elasticsearch-ca-certificate=" + certificate);
        assertThat(nodes(options).localDataCentre()).isEqualTo("dc2");
        assertThat(nodes(options).localRack()).isEqualTo("r1");
        assertThat(nodes(options).tls())
                .isEqualTo(
                        Tls.enabled()
                                .withAuthorities("/ca.pem")
                                .withCertificate("/c.pem", "/k.pem")
                                .withoutHostNameVerification());
        assertThat(options.connection().consistency()).isEqualTo(Consistency.LOCAL_QUORUM);
        assertThat(options.connection().reads().requestsPerSecond()).isEqualTo(50);
        assertThat(options.connection().driverOptions().values())
                .isEqualTo(
                        Map.of(
                                "advanced.connection.pool.local.size", "2",
                                "basic.session-name", "a=b"));
        assertThat(options.connection().login().password()).isEqualTo(Secret.of("secret"));
        assertThat(options.counting())
                .isEqualTo(
                        new CountingOptions(
                                "segment",
                                List.of("user_id", "device"),
                                "score > 10",
                                Duration.ofMinutes(5),
                                Duration.ofMillis(500),
                                Duration.ofMillis(50)));
        assertThat(options.reading())
                .isEqualTo(
                        new ReadingOptions(
                                StartingPoint.at(Instant.parse("2026-01-31T12:00:00Z")),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(1)));
        assertThat(options.kafka())
                .isEqualTo(
                        new KafkaOptions(
                                "k:9092",
                                "c",
                                "h",
                                "p",
                                Duration.ofHours(1),
                                Map.of("linger.ms", "5", "acks", "all")));
        assertThat(options.elasticsearch())
                .isEqualTo(
                        new ElasticsearchOptions(
                                List.of("http://localhost:9200"),
                                "ci",
                                "hi",
                                ElasticsearchAccess.login("elastic", "changeme"),
                                "PEM"));
    }

    @Test
    void secretsComeFromFilesOrTheEnvironment(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "of file\n");
        Map<String, String> environment =
                Map.of("SCYLLADB_PASSWORD", "of environment", "ELASTICSEARCH_API_KEY", "key");
        SegmentCountsOptions fromEnvironment = parse(environment, "--username=flink");
        assertThat(fromEnvironment.connection().login().password())
                .isEqualTo(Secret.of("of environment"));
        assertThat(fromEnvironment.elasticsearch().access())
                .isEqualTo(ElasticsearchAccess.apiKey("key"));
        assertThat(
                        parse(environment, "--username=flink", "--password-file=" + file)
                                .connection()
                                .login()
                                .password())
                .isEqualTo(Secret.of("of file"));
    }

    @Test
    void kafkaPropertiesComeFromAFileToo(@TempDir Path folder) throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("kafka.properties"),
                        "# secrets\nsasl.jaas.config = hidden\nlinger.ms = 1\n");
        KafkaOptions kafka =
                parse(
                                Map.of(),
                                "--kafka-bootstrap-servers=k:9092",
                                "--kafka-properties-file=" + file,
                                "--kafka-property=linger.ms=5")
                        .kafka();
        assertThat(kafka.properties())
                .isEqualTo(Map.of("sasl.jaas.config", "hidden", "linger.ms", "5"));
        assertThat(kafka.toString()).contains("sasl.jaas.config").doesNotContain("hidden");
    }

    @Test
    void aKafkaPropertiesFileThatCannotBeReadIsNamed(@TempDir Path folder) throws Exception {
        Path malformed = Files.writeString(folder.resolve("malformed"), "secret=hidden\\uXYZ\n");
        for (String file : List.of("/no/such", folder.toString(), malformed.toString())) {
            assertThatThrownBy(
                            () ->
                                    parse(
                                            Map.of(),
                                            "--kafka-bootstrap-servers=k:9092",
                                            "--kafka-properties-file=" + file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "--kafka-properties-file: '"
                                    + file
                                    + "' cannot be read (expected: a Java properties file in"
                                    + " UTF-8)");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("argumentsWithoutTheirOther")
    void anArgumentThatWouldMeanNothingIsRefused(String argument, String needed) {
        List<String> sink =
                List.of(
                        needed.startsWith("--elasticsearch-hosts")
                                ? "--kafka-bootstrap-servers=k:9092"
                                : "--elasticsearch-hosts=http://h:9200");
        List<String> arguments = new ArrayList<>(LEAST.subList(0, LEAST.size() - 2));
        arguments.addAll(sink);
        arguments.add(argument);
        String option = argument.substring(0, argument.indexOf('='));
        assertThatThrownBy(() -> SegmentCountsOptions.parse(arguments.toArray(String[]::new)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(option + ": ")
                .hasMessageEndingWith(" (expected: with " + needed + ")")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hidden"));
    }

    static Stream<Arguments> argumentsWithoutTheirOther() {
        return Stream.of(
                Arguments.of("--password=hidden", "--username"),
                Arguments.of("--password-file=/f", "--username"),
                Arguments.of("--tls-key=/f", "--tls-certificate"),
                Arguments.of("--tls-certificate=/f", "--tls-key"),
                Arguments.of("--tls-trust-store-password=hidden", "--tls-trust-store"),
                Arguments.of("--tls-trust-store-password-file=/f", "--tls-trust-store"),
                Arguments.of("--tls-key-store-password=hidden", "--tls-key-store"),
                Arguments.of("--tls-key-store-password-file=/f", "--tls-key-store"),
                Arguments.of("--elasticsearch-password=hidden", "--elasticsearch-username"),
                Arguments.of("--elasticsearch-password-file=/f", "--elasticsearch-username"),
                Arguments.of("--elasticsearch-counts-index=i", "--elasticsearch-hosts"),
                Arguments.of("--elasticsearch-history-index=i", "--elasticsearch-hosts"),
                Arguments.of("--elasticsearch-username=u", "--elasticsearch-hosts"),
                Arguments.of("--elasticsearch-password=hidden", "--elasticsearch-hosts"),
                Arguments.of("--elasticsearch-password-file=/f", "--elasticsearch-hosts"),
                Arguments.of("--elasticsearch-api-key=hidden", "--elasticsearch-hosts"),
                Arguments.of("--elasticsearch-api-key-file=/f", "--elasticsearch-hosts"),
                Arguments.of("--elasticsearch-ca-certificate=/f", "--elasticsearch-hosts"),
                Arguments.of("--kafka-counts-topic=t", "--kafka-bootstrap-servers"),
                Arguments.of("--kafka-history-topic=t", "--kafka-bootstrap-servers"),
                Arguments.of("--kafka-transactional-id-prefix=p", "--kafka-bootstrap-servers"),
                Arguments.of("--kafka-transaction-timeout=1h", "--kafka-bootstrap-servers"),
                Arguments.of("--kafka-property=k=hidden", "--kafka-bootstrap-servers"),
                Arguments.of("--kafka-properties-file=/f", "--kafka-bootstrap-servers"));
    }

    @Test
    void theEnvironmentAloneIsNoReasonToRefuse() {
        SegmentCountsOptions options =
                parse(Map.of("SCYLLADB_PASSWORD", "a", "ELASTICSEARCH_PASSWORD", "b"));
        assertThat(options.connection().login()).isNull();
        assertThat(options.elasticsearch().access()).isEqualTo(ElasticsearchAccess.open());
    }

    @Test
    void noTextShowsASecret() {
        SegmentCountsOptions options =
                parse(
                        Map.of("ELASTICSEARCH_PASSWORD", "hidden-1"),
                        "--username=flink",
                        "--password=hidden-2",
                        "--elasticsearch-username=elastic",
                        "--kafka-bootstrap-servers=k:9092",
                        "--kafka-property=sasl.jaas.config=hidden-3");
        assertThat(options.toString()).contains("elastic").doesNotContain("hidden");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongArguments")
    void wrongArgumentsAreNamed(String argument, List<String> expected) {
        assertThatThrownBy(() -> parse(Map.of(), argument))
                .isInstanceOfAny(IllegalArgumentException.class, ParameterException.class)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
                .satisfies(e -> assertThat(e.getMessage()).contains(expected));
    }

    static Stream<Arguments> wrongArguments() {
        return Stream.of(
                wrong("--window=0ms", "--window", "0 ms", "1 ms or more"),
                wrong("--interval=5", "--interval", "'5'", "500ms"),
                wrong("--flush-interval=-1s", "--flush-interval", "'-1s'", "500ms"),
                wrong("--window=999999999999999d", "--window", "expected"),
                wrong("--start=yesterday", "--start", "'yesterday'", "earliest, latest"),
                wrong("--filter= ", "--filter", "expected: an SQL expression"),
                wrong("--consistency=most", "--consistency", "'most'", "QUORUM, ALL"),
                wrong("--consistency=SERIAL", "--consistency", "'SERIAL'", "serial reads"),
                wrong("--max-requests-per-second=0", "--max-requests-per-second", "0", "more than"),
                wrong("--driver-option=a.b=1", "--driver-option", "'a.b'", "unknown"),
                wrong(
                        "--driver-option=basic.request.consistency=ONE",
                        "--driver-option",
                        "expected: consistency"),
                wrong("--driver-option=basic", "--driver-option", "KEY=VALUE"),
                wrong("--local-rack=r1", "--local-rack", "'r1'", "local data centre"),
                wrong("--tls-trust-store=/t", "--tls-trust-store-password", "not given"),
                wrong("--username=u", "--username", "'u'", "SCYLLADB_PASSWORD"),
                wrong("--elasticsearch-username=u", "'u'", "ELASTICSEARCH_PASSWORD"),
                wrong(
                        "--kafka-counts-topic=t",
                        "--kafka-counts-topic",
                        "'t'",
                        "--kafka-bootstrap-servers"),
                wrong("--elasticsearch-ca-certificate=/no/such", "'/no/such'", "PEM file"),
                wrong("--checkpoint-interval=0s", "--checkpoint-interval", "0 ms"),
                wrong("--table=c.d", "--table", "only once"),
                wrong("--sink=print", "--sink"));
    }

    private static Arguments wrong(String argument, String... expected) {
        return Arguments.of(argument, List.of(expected));
    }

    @Test
    void aTableNeedsItsKeyspace() {
        assertThatThrownBy(
                        () ->
                                SegmentCountsOptions.parse(
                                        "--contact-points=h",
                                        "--table=memberships",
                                        "--segment-column=s",
                                        "--elasticsearch-hosts=http://h:9200"))
                .hasMessage("--table: 'memberships' (expected: keyspace.table)");
    }

    @Test
    void aSinkIsNeeded() {
        assertThatThrownBy(
                        () ->
                                SegmentCountsOptions.parse(
                                        "--contact-points=h", "--table=a.b", "--segment-column=s"))
                .hasMessageContaining("--kafka-bootstrap-servers, --elasticsearch-hosts");
    }

    @Test
    void whatIsRequiredIsAskedFor() {
        assertThatThrownBy(() -> SegmentCountsOptions.parse("--table=a.b", "--segment-column=s"))
                .hasMessage("--contact-points: not given (expected: host:port; --help tells more)");
        assertThatThrownBy(() -> SegmentCountsOptions.parse())
                .hasMessageContaining("--table: not given");
    }

    private static ClusterAddress.Nodes nodes(SegmentCountsOptions options) {
        return (ClusterAddress.Nodes) options.connection().address();
    }

    private static SegmentCountsOptions parse(Map<String, String> environment, String... more) {
        List<String> arguments = new ArrayList<>(LEAST);
        arguments.addAll(List.of(more));
        SegmentCountsCommand command = new SegmentCountsCommand();
        ScyllaCdcJobs.commandLine(command).parseArgs(arguments.toArray(String[]::new));
        return command.options(environment::get);
    }
}
