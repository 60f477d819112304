/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ScyllaCdcJobsTest {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void helpListsTheJobs() throws Exception {
        assertThat(run("--help")).isZero();
        assertThat(output.toString(UTF_8))
                .contains("segment-counts")
                .contains("Counts the members");
    }

    @Test
    void helpOfAJobGroupsItsOptionsAndTellsDefaults() throws Exception {
        assertThat(run("segment-counts", "--help")).isZero();
        assertThat(output.toString(UTF_8))
                .containsSubsequence(
                        "ScyllaDB:",
                        "--contact-points",
                        "Counting:",
                        "--segment-column",
                        "Default: 1min",
                        "Reading:",
                        "--start",
                        "Kafka:",
                        "--kafka-property",
                        "Elasticsearch:",
                        "--elasticsearch-api-key-file");
        assertThat(errors.toString(UTF_8)).isEmpty();
    }

    @Test
    void withoutAJobTheJobsAreNamed() throws Exception {
        assertThat(run()).isEqualTo(2);
        assertThat(error()).isEqualTo("job: none (expected: segment-counts or --help)");
    }

    @Test
    void anUnknownJobIsAUsageError() throws Exception {
        assertThat(run("segment-count")).isEqualTo(2);
        assertThat(error()).contains("segment-count").doesNotContain("\tat ");
    }

    @Test
    void aWrongOptionIsToldInOneLine() throws Exception {
        assertThat(run("segment-counts", "--window", "soon")).isEqualTo(2);
        assertThat(error().lines()).hasSize(1);
        assertThat(error()).contains("--window").contains("'soon'").contains("500ms");
    }

    private int run(String... arguments) throws Exception {
        return ScyllaCdcJobs.run(
                arguments,
                new PrintStream(output, true, UTF_8),
                new PrintStream(errors, true, UTF_8));
    }

    private String error() {
        return errors.toString(UTF_8).strip();
    }
}
