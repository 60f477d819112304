/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flink's SQL client as a child process. */
class SqlClientITCase {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void aScriptRunsToItsFirstFailure(@TempDir Path folder) {
        String script =
                """
                SELECT a, COUNT(*) AS n FROM (VALUES (1), (2), (1)) AS t (a) GROUP BY a;
                SELECT b FROM missing;
                SELECT 'never' || 'reached';
                """;
        try (SqlClient client = SqlClient.run(folder, script, List.of())) {
            assertThat(client.awaitEnd(LIMIT))
                    .contains("| +U |           1 |                    2 |")
                    .contains("[ERROR]", "Object 'missing' not found")
                    .doesNotContain("neverreached");
        }
    }
}
