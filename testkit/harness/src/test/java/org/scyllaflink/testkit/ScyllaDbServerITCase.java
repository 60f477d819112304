/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(ScyllaDbExtension.class)
class ScyllaDbServerITCase {
    @Test
    void answersCql(ScyllaDbServer server) {
        try (CqlSession session = Sessions.open(server)) {
            Sessions.makeKeyspace(session, "smoke");
            session.execute("CREATE TABLE smoke.t (pk int PRIMARY KEY, v text)");
            session.execute("INSERT INTO smoke.t (pk, v) VALUES (1, 'one')");

            assertThat(session.execute("SELECT v FROM smoke.t").one().getString("v"))
                    .isEqualTo("one");
            session.execute("DROP KEYSPACE smoke");
        }
    }

    @Test
    void acknowledgedWritesOutliveAKill(@TempDir Path folder) {
        try (ScyllaDbServer server = ScyllaDbServer.start(folder, "--vnodes", "2")) {
            try (CqlSession session = Sessions.open(server)) {
                Sessions.makeKeyspace(session, "kept");
                session.execute("CREATE TABLE kept.t (pk int PRIMARY KEY, v int)");
                for (int i = 0; i < 500; i++) {
                    session.execute("INSERT INTO kept.t (pk, v) VALUES (?, ?)", i, i);
                }
                server.kill();
            }
            server.restart();
            try (CqlSession session = Sessions.open(server)) {
                assertThat(session.execute("SELECT * FROM kept.t").all()).hasSize(500);
            }
        }
    }
}
