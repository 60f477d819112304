/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

class ScyllaDbServerTest {
    @Test
    void aRealServerIsUsedAsItIs() {
        ScyllaDbServer server = ScyllaDbServer.external("db.example:9043");

        assertThat(server.isExternal()).isTrue();
        assertThat(server.contactPoint()).isEqualTo("db.example:9043");
        server.close();
    }

    @Test
    void aTestThatWouldStopARealServerIsAborted() {
        ScyllaDbServer server = ScyllaDbServer.external("db.example:9043");

        assertThatThrownBy(server::kill)
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("db.example:9043 (scylladb.contact-points) is not");
        assertThatThrownBy(server::restart).isInstanceOf(TestAbortedException.class);
        assertThatThrownBy(server::stop).isInstanceOf(TestAbortedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"db.example", ":9042", "db.example:", "db.example:cql"})
    void anAddressOfAnotherFormIsRefused(String contactPoint) {
        assertThatThrownBy(() -> ScyllaDbServer.external(contactPoint))
                .hasMessage(
                        "scylladb.contact-points: '" + contactPoint + "' (expected: host:port)");
    }
}
