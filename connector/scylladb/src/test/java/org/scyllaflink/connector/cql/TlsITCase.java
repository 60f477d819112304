/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.testkit.ScyllaDbServer;
import org.scyllaflink.testkit.TestCertificate;

/** Connections with TLS to a server that asks for a certificate. */
@Timeout(180)
class TlsITCase {

    private static final Secret PASSWORD = Secret.of(TestCertificate.PASSWORD);

    @TempDir private static Path folder;
    private static TestCertificate ofServer;
    private static TestCertificate ofClient;
    private static TestCertificate stranger;
    private static ScyllaDbServer server;

    @BeforeAll
    static void startServer() {
        ofServer = TestCertificate.make(folder, "server", "dns:db.invalid");
        ofClient = TestCertificate.make(folder, "client", "dns:client.invalid");
        stranger = TestCertificate.make(folder, "stranger", "ip:127.0.0.1", "dns:localhost");
        server = start("any", ofServer);
    }

    private static ScyllaDbServer start(String data, TestCertificate certificate) {
        return ScyllaDbServer.start(
                folder.resolve(data),
                "--tls-key-store",
                certificate.keyStore().toString(),
                "--tls-trust-store",
                ofClient.trustStore().toString(),
                "--tls-password",
                TestCertificate.PASSWORD);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    static Stream<Arguments> settings() {
        Tls pem =
                Tls.enabled()
                        .withAuthorities(ofServer.certificateFile().toString())
                        .withCertificate(
                                ofClient.certificateFile().toString(),
                                ofClient.keyFile().toString());
        Tls stores =
                Tls.enabled()
                        .withTrustStore(ofServer.trustStore().toString(), PASSWORD)
                        .withKeyStore(ofClient.keyStore().toString(), PASSWORD);
        return Stream.of(Arguments.of("PEM files", pem), Arguments.of("stores", stores));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void bothSidesProveWhoTheyAre(String what, Tls tls) throws IOException {
        try (CdcCluster cluster = connection(tls.withoutHostNameVerification()).connect()) {
            assertThat(cluster.serverTime()).isNotNull();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settings")
    void aCertificateForAnotherHostIsRefused(String what, Tls tls) {
        assertThatThrownBy(connection(tls)::connect)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "cannot connect to ScyllaDB at [" + server.contactPoint() + "]")
                .hasMessageContaining("TLS failed: ")
                .hasMessageContaining("(expected: TLS on both sides, a certificate for that host");
    }

    @Test
    void hostNamesAreVerifiedUnlessToldOtherwise() throws IOException {
        TestCertificate right =
                TestCertificate.make(folder, "right", "ip:127.0.0.1", "dns:localhost");
        try (ScyllaDbServer named = start("named", right)) {
            Tls tls =
                    Tls.enabled()
                            .withAuthorities(right.certificateFile().toString())
                            .withKeyStore(ofClient.keyStore().toString(), PASSWORD);
            try (CdcCluster cluster =
                    ScyllaConnection.to(named.contactPoint()).withTls(tls).connect()) {
                assertThat(cluster.serverTime()).isNotNull();
            }
        }
    }

    @Test
    void aServerOfAnotherAuthorityIsRefused() {
        Tls tls =
                Tls.enabled()
                        .withAuthorities(stranger.certificateFile().toString())
                        .withKeyStore(ofClient.keyStore().toString(), PASSWORD)
                        .withoutHostNameVerification();

        assertThatThrownBy(connection(tls)::connect)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("TLS failed: ")
                .hasMessageNotContaining(TestCertificate.PASSWORD);
    }

    @Test
    void aConnectionWithoutACertificateIsRefused() {
        Tls tls =
                Tls.enabled()
                        .withAuthorities(ofServer.certificateFile().toString())
                        .withoutHostNameVerification();

        assertThatThrownBy(connection(tls)::connect)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot connect to ScyllaDB at ");
    }

    @Test
    void aFileThatIsMissingIsNamedBeforeConnecting() {
        assertThatThrownBy(connection(Tls.enabled().withAuthorities("/no/such"))::connect)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("TLS authorities: '/no/such' on host ");
    }

    private static ScyllaConnection connection(Tls tls) {
        return ScyllaConnection.to(server.contactPoint()).withTls(tls);
    }
}
