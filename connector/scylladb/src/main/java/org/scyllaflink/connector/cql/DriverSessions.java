/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens sessions of the driver, and says in plain words why one cannot be opened. */
final class DriverSessions {

    private static final Logger LOG = LoggerFactory.getLogger(DriverSessions.class);
    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(15);

    private DriverSessions() {}

    /** Blocks, for 15 s at the most. */
    static CqlSession open(ScyllaConnection connection) throws IOException {
        CompletableFuture<CqlSession> opening =
                builder(connection).buildAsync().toCompletableFuture();
        try {
            CqlSession session = opening.get(OPEN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            checkPlace(connection, session);
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
                        .withConfigLoader(DriverConfig.of(connection, classLoader));
        if (connection.address() instanceof ClusterAddress.Nodes nodes) {
            address(builder, connection, nodes);
        } else if (connection.address() instanceof ClusterAddress.Bundle bundle) {
            builder.withCloudSecureConnectBundle(file(connection, bundle));
        }
        if (connection.login() != null) {
            Login login = connection.login();
            builder.withAuthCredentials(login.user(), login.password().reveal());
        }
        return builder;
    }

    private static void address(
            CqlSessionBuilder builder, ScyllaConnection connection, ClusterAddress.Nodes nodes)
            throws IOException {
        List<String> unknown = new ArrayList<>();
        for (ContactPoint point : nodes.contactPoints()) {
            try {
                // All that a name stands for, as the first one may be the one that is down.
                for (InetAddress address : InetAddress.getAllByName(point.host())) {
                    builder.addContactPoint(new InetSocketAddress(address, point.port()));
                }
            } catch (UnknownHostException e) {
                unknown.add("host '" + point.host() + "' is unknown");
            }
        }
        String reason = String.join(", ", unknown) + " (expected: a name or an address)";
        if (unknown.size() == nodes.contactPoints().size()) {
            throw failure(connection, reason, null);
        } else if (!unknown.isEmpty()) {
            LOG.warn("Going on without some of the contact points: {}", reason);
        }
        if (nodes.localDataCentre() != null) {
            builder.withLocalDatacenter(nodes.localDataCentre());
        }
        if (nodes.tls() != null) {
            builder.withSslEngineFactory(
                    new ProgrammaticSslEngineFactory(
                            TlsFiles.read(nodes.tls()), null, nodes.tls().verifiesHostNames()));
        }
    }

    private static Path file(ScyllaConnection connection, ClusterAddress.Bundle bundle)
            throws IOException {
        Path path = Path.of(bundle.path());
        if (!Files.isReadable(path)) {
            String reason = Files.exists(path) ? "not to be read by this user" : "no such file";
            throw failure(
                    connection,
                    reason + " on host " + TlsFiles.host() + " (expected: a zip)",
                    null);
        }
        return path;
    }

    /** The driver itself opens a session whose every request then finds no node. */
    private static void checkPlace(ScyllaConnection connection, CqlSession session)
            throws IOException {
        if (!(connection.address() instanceof ClusterAddress.Nodes address)
                || address.localDataCentre() == null) {
            return;
        }
        Collection<Node> nodes = session.getMetadata().getNodes().values();
        Set<String> dataCentres = new TreeSet<>();
        Set<String> racks = new TreeSet<>();
        for (Node node : nodes) {
            dataCentres.add(String.valueOf(node.getDatacenter()));
            if (address.localDataCentre().equals(node.getDatacenter())) {
                racks.add(String.valueOf(node.getRack()));
            }
        }
        String wrong = null;
        if (!dataCentres.contains(address.localDataCentre())) {
            wrong = "there is no such data centre" + oneOf(dataCentres);
        } else if (address.localRack() != null && !racks.contains(address.localRack())) {
            wrong = "there is no such rack" + oneOf(racks);
        }
        if (wrong != null) {
            session.closeAsync();
            throw failure(connection, wrong, null);
        }
    }

    private static String oneOf(Set<String> names) {
        return " (expected one of: " + String.join(", ", names) + ")";
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
        Throwable refusal = refusalByTls(cause);
        if (refusal != null) {
            return "TLS failed: "
                    + refusal.getMessage()
                    + " (expected: TLS on both sides, a certificate for that host by a trusted"
                    + " authority, and one of the connector if the node asks for it)";
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

    private static @Nullable Throwable refusalByTls(Throwable failure) {
        if (failure instanceof AllNodesFailedException nodes) {
            return nodes.getAllErrors().values().stream()
                    .flatMap(List::stream)
                    .map(DriverSessions::refusalByTls)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
        }
        if (failure instanceof SSLException || failure.getCause() == null) {
            return failure instanceof SSLException ? failure : null;
        }
        return refusalByTls(failure.getCause());
    }

    private static IOException failure(
            ScyllaConnection connection, String reason, Throwable cause) {
        return new IOException(
                "cannot connect to ScyllaDB at " + connection.address() + ": " + reason, cause);
    }
}
