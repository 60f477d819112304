/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scyllaflink.connector.cql.ClusterAddress;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.cql.Secret;
import org.scyllaflink.connector.cql.Tls;
import picocli.CommandLine;

class ScyllaArgumentsTest {

    @Test
    void storesTakeThePlaceOfPemFiles(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "of file\n");
        ScyllaConnection connection =
                parse(
                        Map.of("SCYLLADB_TRUST_STORE_PASSWORD", "of environment"),
                        "--contact-points=h",
                        "--tls-trust-store=/t.p12",
                        "--tls-key-store=/k.p12",
                        "--tls-key-store-password-file=" + file);

        assertThat(tls(connection))
                .isEqualTo(
                        Tls.enabled()
                                .withTrustStore("/t.p12", Secret.of("of environment"))
                                .withKeyStore("/k.p12", Secret.of("of file")));
        assertThat(connection.toString()).contains("/t.p12").doesNotContain("of environment");
    }

    @Test
    void tlsIsOffUnlessItIsAskedFor() {
        assertThat(tls(parse(Map.of(), "--contact-points=h"))).isNull();
        assertThat(tls(parse(Map.of(), "--contact-points=h", "--tls"))).isEqualTo(Tls.enabled());
    }

    @Test
    void aBundleTakesThePlaceOfContactPoints() {
        String bundle = "--secure-connect-bundle=/b.zip";
        assertThat(parse(Map.of(), bundle).address())
                .isEqualTo(new ClusterAddress.Bundle("/b.zip"));
        for (String other :
                List.of("--contact-points=h", "--local-datacenter=d", "--local-rack=r", "--tls")) {
            assertThatThrownBy(() -> parse(Map.of(), bundle, other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "--secure-connect-bundle: '/b.zip' with " + other.split("=")[0]);
        }
    }

    private static @Nullable Tls tls(ScyllaConnection connection) {
        return ((ClusterAddress.Nodes) connection.address()).tls();
    }

    private static ScyllaConnection parse(Map<String, String> environment, String... arguments) {
        ScyllaArguments scylla = new ScyllaArguments();
        TlsArguments tls = new TlsArguments();
        new CommandLine(scylla).addMixin("tls", tls).parseArgs(arguments);
        return scylla.connection(tls, environment::get);
    }
}
