/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.junit.jupiter.api.Test;

/** The jar as users get it. */
class JobsJarITCase {

    private static final String KAFKA_CONNECTOR = "org/apache/flink/streaming/";
    private static final File JAR = new File("target/scylladb-cdc-jobs.jar");

    @Test
    void holdsNothingThatAClusterBringsAlong() throws IOException {
        List<String> foreign =
                entries().stream()
                        .filter(
                                name ->
                                        name.startsWith("org/apache/flink/")
                                                || name.startsWith("org/slf4j/")
                                                || name.startsWith("org/apache/logging/"))
                        .filter(name -> name.endsWith(".class"))
                        .filter(name -> !name.startsWith("org/apache/flink/connector/base/"))
                        .filter(name -> !name.startsWith("org/apache/flink/connector/kafka/"))
                        .filter(name -> !name.startsWith(KAFKA_CONNECTOR + "connectors/kafka/"))
                        .filter(
                                name ->
                                        !name.startsWith(
                                                KAFKA_CONNECTOR + "util/serialization/JSON"))
                        .toList();
        assertThat(foreign).isEmpty();
    }

    @Test
    void holdsItsPartsAndLicencesButNoSignatures() throws IOException {
        List<String> entries = entries();
        assertThat(entries)
                .contains(
                        "META-INF/LICENSE",
                        "META-INF/NOTICE",
                        "org/scyllaflink/jobs/SegmentCountsJob.class",
                        "org/scyllaflink/connector/source/ScyllaCdcSource.class",
                        "org/scyllaflink/elasticsearch/ElasticsearchSink.class",
                        "org/apache/flink/connector/kafka/sink/KafkaSink.class",
                        "org/apache/flink/connector/base/sink/AsyncSinkBase.class",
                        "reference.conf");
        assertThat(entries)
                .noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|DSA|RSA)"))
                .noneMatch(name -> name.endsWith("module-info.class"));
    }

    @Test
    void helpNeedsNothingElse() throws Exception {
        Ended help = java("segment-counts", "--help");
        assertThat(help.output()).contains("--segment-column").contains("Elasticsearch:");
        assertThat(help.exitCode()).isZero();
    }

    @Test
    void aUsageErrorIsOneLineAndExitCode2() throws Exception {
        Ended refused = java("segment-counts", "--interval=soon");
        assertThat(refused.output().strip().lines()).hasSize(1);
        assertThat(refused.output()).contains("--interval").contains("'soon'");
        assertThat(refused.exitCode()).isEqualTo(2);
    }

    @Test
    void withoutFlinkItSaysWhatIsMissing() throws Exception {
        Ended lost =
                java(
                        "segment-counts",
                        "--contact-points=localhost",
                        "--table=a.b",
                        "--segment-column=c",
                        "--elasticsearch-hosts=http://localhost:9200");
        assertThat(lost.output().strip().lines()).hasSize(1);
        assertThat(lost.output()).contains("flink run");
        assertThat(lost.exitCode()).isEqualTo(1);
    }

    @Test
    void underFlinksClientAWrongOptionFailsTheSubmissionOnly() throws Exception {
        try (PackagedProgram program =
                PackagedProgram.newBuilder()
                        .setJarFile(JAR)
                        .setArguments("segment-counts", "--interval=soon")
                        .build()) {
            assertThatThrownBy(program::invokeInteractiveModeForExecution)
                    .isInstanceOf(ProgramParametrizationException.class)
                    .hasMessageContaining("'soon'");
        }
    }

    private record Ended(int exitCode, String output) {}

    private static Ended java(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-jar",
                                JAR.getPath()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }
}
