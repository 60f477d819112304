/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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
}
