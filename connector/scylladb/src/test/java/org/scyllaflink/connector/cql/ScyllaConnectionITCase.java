/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.util.UserCodeClassLoader;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.scyllaflink.testkit.ScyllaDbExtension;
import org.scyllaflink.testkit.ScyllaDbServer;

/** How connections are made, and what is said when they cannot be. */
@ExtendWith(ScyllaDbExtension.class)
@Timeout(120)
class ScyllaConnectionITCase {

    @Test
    void aContactPointWhereNobodyListensIsNamed() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThatThrownBy(ScyllaConnection.to("127.0.0.1:" + port)::connect)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "cannot connect to ScyllaDB at [127.0.0.1:"
                                + port
                                + "]: no node answers (expected: CQL at one of these addresses)");
    }

    @Test
    void aContactPointThatNeverAnswersIsGivenUpSoon() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            ScyllaConnection connection = ScyllaConnection.to("127.0.0.1:" + silent.getLocalPort());
            long start = System.nanoTime();

            assertThatThrownBy(connection::connect)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot connect to ScyllaDB at [127.0.0.1:");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(25));
        }
    }

    @Test
    void anUnknownHostIsNamed() {
        assertThatThrownBy(ScyllaConnection.to("no-such-host.invalid")::connect)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "cannot connect to ScyllaDB at [no-such-host.invalid:9042]: host"
                                + " 'no-such-host.invalid' is unknown (expected: a name or an"
                                + " address)");
    }

    @Test
    void oneContactPointThatIsKnownIsEnough(ScyllaDbServer server) throws IOException {
        try (CdcCluster cluster =
                ScyllaConnection.to("no-such-host.invalid", server.contactPoint()).connect()) {
            assertThat(cluster.serverTime()).isNotNull();
        }
    }

    @Test
    void aWrongDataCentreIsNamedWithThoseThatExist(ScyllaDbServer server) {
        ScyllaConnection connection =
                ScyllaConnection.to(server.contactPoint()).withLocalDataCentre("elsewhere");

        assertThatThrownBy(connection::connect)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "cannot connect to ScyllaDB at ["
                                + server.contactPoint()
                                + "], data centre 'elsewhere': there is no such data centre"
                                + " (expected one of: "
                                + server.datacenter()
                                + ")");
    }

    @Test
    void aWrongRackIsNamedWithThoseThatExist(ScyllaDbServer server) {
        ScyllaConnection connection =
                ScyllaConnection.to(server.contactPoint())
                        .withLocalDataCentre(server.datacenter())
                        .withLocalRack("elsewhere");

        assertThatThrownBy(connection::connect)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("rack 'elsewhere': there is no such rack (expected one of: ");
    }

    @Test
    void theRightRackIsAccepted(ScyllaDbServer server) throws IOException {
        try (CdcCluster cluster =
                ScyllaConnection.to(server.contactPoint())
                        .withLocalDataCentre(server.datacenter())
                        .withLocalRack("rack1")
                        .connect()) {
            assertThat(cluster.serverTime()).isNotNull();
        }
    }

    @Test
    void aBundleThatCannotBeReadIsNamed(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("bundle.zip"), "no zip");

        assertThatThrownBy(ScyllaConnection.byBundle("/no/such")::connect)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "cannot connect to ScyllaDB at secure-connect bundle '/no/such': no such"
                                + " file on host ");
        assertThatThrownBy(ScyllaConnection.byBundle(text.toString())::connect)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "cannot connect to ScyllaDB at secure-connect bundle '" + text + "': ");
    }

    @Test
    void aSessionTellsItsLoad(ScyllaDbServer server) throws IOException {
        try (CdcCluster cluster =
                ScyllaConnection.to(server.contactPoint())
                        .withReads(ReadSettings.DEFAULT.withPageSize(1234))
                        .connect()) {
            assertThat(cluster.load()).isEqualTo(new SessionLoad(0, 0, 0, 0, null));

            cluster.serverTime();
            assertThat(cluster.load().clockDifference().abs()).isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void theRightDataCentreIsAccepted(ScyllaDbServer server) throws IOException {
        try (CdcCluster cluster =
                ScyllaConnection.to(server.contactPoint())
                        .withLocalDataCentre(server.datacenter())
                        .connect()) {
            assertThat(cluster.serverTime()).isNotNull();
        }
    }

    @Test
    void aSessionLastsAsLongAsItsLastHolder(ScyllaDbServer server) throws IOException {
        ScyllaConnection connection =
                ScyllaConnection.to(server.contactPoint())
                        .withReads(ReadSettings.DEFAULT.withPageSize(4321));
        SharedSessions.Handle first = SharedSessions.acquire(connection);
        SharedSessions.Handle second = SharedSessions.acquire(connection);
        ScyllaSession shared = second.session();
        assertThat(first.session()).isSameAs(shared);

        first.close();
        first.close();
        assertThat(new CqlCdcCluster(second, ChangeAssembler::new).serverTime()).isNotNull();

        second.close();
        assertThatThrownBy(second::session)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the connection is closed");
        try (SharedSessions.Handle third = SharedSessions.acquire(connection)) {
            assertThat(third.session()).isNotSameAs(shared);
        }
    }

    @Test
    void jobsHaveSessionsOfTheirOwnThatEndWithTheirClasses(ScyllaDbServer server)
            throws IOException {
        ScyllaConnection connection = ScyllaConnection.to(server.contactPoint());
        HookedClasses one = new HookedClasses();
        HookedClasses other = new HookedClasses();
        JobSessions.endWith(one);
        JobSessions.endWith(one);
        SharedSessions.Handle ofOne = one.acquire(connection);
        SharedSessions.Handle alsoOfOne = one.acquire(connection);
        try (SharedSessions.Handle ofOther = other.acquire(connection)) {
            assertThat(alsoOfOne.session()).isSameAs(ofOne.session());
            assertThat(ofOther.session()).isNotSameAs(ofOne.session());

            one.release();

            assertThat(ofOther.session().schemaVersionNow()).isNotNull();
            assertThatThrownBy(ofOne.session()::schemaVersionNow).isInstanceOf(IOException.class);
        }
        try (SharedSessions.Handle again = one.acquire(connection)) {
            ofOne.close();
            alsoOfOne.close();
            assertThat(again.session().schemaVersionNow()).isNotNull();
        }
    }

    /** The classes of a job, of which Flink lets go. */
    private static final class HookedClasses implements UserCodeClassLoader {
        private final ClassLoader classes = new ClassLoader(getClass().getClassLoader()) {};
        private final Map<String, Runnable> hooks = new HashMap<>();

        @Override
        public ClassLoader asClassLoader() {
            return classes;
        }

        @Override
        public void registerReleaseHookIfAbsent(String name, Runnable hook) {
            hooks.putIfAbsent(name, hook);
        }

        SharedSessions.Handle acquire(ScyllaConnection connection) throws IOException {
            Thread task = Thread.currentThread();
            ClassLoader before = task.getContextClassLoader();
            task.setContextClassLoader(classes);
            try {
                return SharedSessions.acquire(connection);
            } finally {
                task.setContextClassLoader(before);
            }
        }

        void release() {
            assertThat(hooks).hasSize(1);
            hooks.values().forEach(Runnable::run);
        }
    }

    @Test
    void aRefusedLoginIsReportedWithoutItsPassword(@TempDir Path folder) throws IOException {
        try (ScyllaDbServer guarded = ScyllaDbServer.start(folder, "--password-auth")) {
            ScyllaConnection connection = ScyllaConnection.to(guarded.contactPoint());

            assertThatThrownBy(connection.withLogin("flink", Secret.of("tomato"))::connect)
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "cannot connect to ScyllaDB at ["
                                    + guarded.contactPoint()
                                    + "]: login of user 'flink' refused (expected: a known user and"
                                    + " the right password)")
                    .satisfies(
                            failure ->
                                    assertThat(failure.getCause().toString())
                                            .doesNotContain("tomato"));
            assertThatThrownBy(connection::connect)
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith(
                            "the cluster asks for a login (expected: user and password)");
            // The server makes its first user some time after it has started.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> answers(connection));
        }
    }

    private static boolean answers(ScyllaConnection connection) throws IOException {
        try (CdcCluster cluster =
                connection.withLogin("cassandra", Secret.of("cassandra")).connect()) {
            return cluster.serverTime() != null;
        }
    }
}
