/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.datastax.oss.driver.internal.core.loadbalancing.DcInferringLoadBalancingPolicy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens sessions of the driver, and says in plain words why one cannot be opened. */
final class DriverSessions {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration FIRST_RECONNECT = Duration.ofMillis(500);
    private static final Duration LAST_RECONNECT = Duration.ofSeconds(5);

    private DriverSessions() {}

    /** Blocks, for 15 s at the most. */
    static CqlSession open(ScyllaConnection connection) throws IOException {
        CompletableFuture<CqlSession> opening =
                builder(connection).buildAsync().toCompletableFuture();
        try {
            CqlSession session = opening.get(OPEN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            checkDataCentre(connection, session);
            return session;
        } catch (TimeoutException e) {
            closeWhenOpen(opening);
            String waited = "no answer within " + OPEN_TIMEOUT.toSeconds() + " s";
            throw failure(connection, waited + " (expected: a node of the cluster)", e);
        } catch (InterruptedException e) {
            closeWhenOpen(opening);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while connecting");
        } catch (ExecutionException e) {
            throw failure(connection, reason(connection, e.getCause()), e.getCause());
        }
    }

    private static CqlSessionBuilder builder(ScyllaConnection connection) throws IOException {
        ClassLoader classLoader = DriverSessions.class.getClassLoader();
        CqlSessionBuilder builder =
                CqlSession.builder()
                        .withClassLoader(classLoader)
                        .withConfigLoader(config(connection, classLoader));
        for (ContactPoint point : connection.contactPoints()) {
            InetSocketAddress address = new InetSocketAddress(point.host(), point.port());
            if (address.isUnresolved()) {
                String unknown = "host '" + point.host() + "' is unknown";
                throw failure(connection, unknown + " (expected: a name or an address)", null);
            }
            builder.addContactPoint(address);
        }
        if (connection.localDataCentre() != null) {
            builder.withLocalDatacenter(connection.localDataCentre());
        }
        if (connection.login() != null) {
            Login login = connection.login();
            builder.withAuthCredentials(login.user(), login.password().reveal());
        }
        return builder;
    }

    private static DriverConfigLoader config(ScyllaConnection connection, ClassLoader classLoader) {
        ReadSettings reads = connection.reads();
        ProgrammaticDriverConfigLoaderBuilder config =
                DriverConfigLoader.programmaticBuilder(classLoader)
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, reads.requestTimeout())
                        .withInt(DefaultDriverOption.REQUEST_PAGE_SIZE, reads.pageSize())
                        .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, true)
                        .withDuration(
                                DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT, CONNECT_TIMEOUT)
                        .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, FIRST_RECONNECT)
                        .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, LAST_RECONNECT)
                        .withBoolean(DefaultDriverOption.NETTY_DAEMON, true)
                        // ScyllaDB's own; Cassandra's V5 cuts pages into pieces, slow to decode.
                        .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
                        // Nothing is in flight any more when a session closes.
                        .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                        .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0);
        if (connection.localDataCentre() == null) {
            config.withClass(
                    DefaultDriverOption.LOAD_BALANCING_POLICY_CLASS,
                    DcInferringLoadBalancingPolicy.class);
        }
        return config.build();
    }

    /** The driver itself opens a session whose every request then finds no node. */
    private static void checkDataCentre(ScyllaConnection connection, CqlSession session)
            throws IOException {
        String wanted = connection.localDataCentre();
        if (wanted == null) {
            return;
        }
        Set<String> known = new TreeSet<>();
        session.getMetadata()
                .getNodes()
                .values()
                .forEach(node -> known.add(String.valueOf(node.getDatacenter())));
        if (!known.contains(wanted)) {
            session.closeAsync();
            throw failure(
                    connection,
                    "there is no such data centre (expected one of: "
                            + String.join(", ", known)
                            + ")",
                    null);
        }
    }

    private static void closeWhenOpen(CompletableFuture<CqlSession> opening) {
        opening.thenAccept(CqlSession::closeAsync);
    }

    private static String reason(ScyllaConnection connection, Throwable cause) {
        if (isRefusedLogin(cause)) {
            return connection.login() == null
                    ? "the cluster asks for a login (expected: user and password)"
                    : "login of user '"
                            + connection.login().user()
                            + "' refused (expected: a known user and the right password)";
        }
        if (cause instanceof AllNodesFailedException) {
            return "no node answers (expected: CQL at one of these addresses): "
                    + cause.getMessage();
        }
        return String.valueOf(cause.getMessage());
    }

    private static boolean isRefusedLogin(Throwable cause) {
        if (cause instanceof AllNodesFailedException nodes) {
            return nodes.getAllErrors().values().stream()
                    .flatMap(List::stream)
                    .anyMatch(DriverSessions::isRefusedLogin);
        }
        return cause instanceof AuthenticationException;
    }

    private static IOException failure(
            ScyllaConnection connection, String reason, Throwable cause) {
        String dataCentre =
                connection.localDataCentre() == null
                        ? ""
                        : ", data centre '" + connection.localDataCentre() + "'";
        return new IOException(
                "cannot connect to ScyllaDB at "
                        + connection.contactPoints()
                        + dataCentre
                        + ": "
                        + reason,
                cause);
    }
}
