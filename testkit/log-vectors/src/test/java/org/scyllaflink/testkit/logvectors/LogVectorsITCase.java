/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit.logvectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scyllaflink.testkit.ScyllaDbServer;

class LogVectorsITCase {
    private static final Path RESOURCES = Path.of("src/test/resources");

    private static ScyllaDbServer server;

    private final ByteArrayOutputStream report = new ByteArrayOutputStream();
    private final VectorRun run =
            new VectorRun(new PrintStream(report, true, StandardCharsets.UTF_8));

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = ScyllaDbServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theStandInLogsWhatScyllaLogs() throws IOException {
        run("log-vectors.yaml", KeyspaceKind.VNODES);

        assertThat(run.passed()).isGreaterThanOrEqualTo(151);
        assertThat(run.skipped()).isZero();
    }

    @Test
    void theStandInLogsWhatItsDocumentsSayBeyondThat() throws IOException {
        run("own-vectors.yaml", KeyspaceKind.VNODES);

        assertThat(run.skipped()).isZero();
    }

    @Test
    void theSameHoldsInAKeyspaceWithTablets() throws IOException {
        run("log-vectors.yaml", KeyspaceKind.TABLETS);
        run("own-vectors.yaml", KeyspaceKind.TABLETS);

        assertThat(run.passed()).isGreaterThanOrEqualTo(151);
        assertThat(run.skipped()).isLessThanOrEqualTo(1);
    }

    private void run(String file, KeyspaceKind kind) throws IOException {
        try (Cluster cluster = Cluster.connect(server.address(), server.datacenter(), kind)) {
            run.run(VectorFile.read(RESOURCES.resolve(file)), cluster);
        }
        assertThat(run.failed()).describedAs(report.toString(StandardCharsets.UTF_8)).isZero();
    }
}
