/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scyllaflink.testkit.ScyllaDbServer;

class LogVectorsITCase {
    private static final Path VECTORS = Path.of("src/test/resources/log-vectors.yaml");

    @Test
    void theStandInLogsWhatScyllaLogs(@TempDir Path folder) throws Exception {
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        VectorRun run = new VectorRun(new PrintStream(report, true, StandardCharsets.UTF_8));

        try (ScyllaDbServer server = ScyllaDbServer.start(folder);
                Cluster cluster = Cluster.connect(server.address(), server.datacenter())) {
            run.run(VectorFile.read(VECTORS), cluster);
        }

        assertThat(run.failed()).describedAs(report.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(run.passed()).isGreaterThanOrEqualTo(139);
        assertThat(run.skipped()).isLessThanOrEqualTo(1);
    }
}
