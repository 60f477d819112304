/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import org.junit.jupiter.api.Test;
import org.scyllaflink.connector.model.TableName;

class MemoryITCase {

    private static final long CHANGES = 200_000;

    /** Slowly, so that all that may be read ahead is. */
    @Test
    void readsALogThatIsLargerThanTheHeap() throws Exception {
        TableName table = new TableName("benchmark", "memory");
        try (BenchmarkServer server = BenchmarkServer.open("", 256)) {
            try (CqlSession session = server.session()) {
                new LoadWriter(session).write(table, CHANGES);
            }
            assertThat(new MemoryJob(server, table, CHANGES, 2, 50_000).run("96m"))
                    .startsWith("200,000 changes");
        }
    }
}
