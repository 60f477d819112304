/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a ScyllaDB cluster. Equal connections of one JVM share a session.
 *
 * <pre>{@code
 * ScyllaConnection.to("10.0.0.1:9042", "10.0.0.2:9042")
 *         .withLocalDataCentre("dc1")
 *         .withLogin("flink", Secret.of(System.getenv("SCYLLA_PASSWORD")));
 * }</pre>
 *
 * @param contactPoints at least one; one that answers is enough
 * @param localDataCentre whose nodes are asked; null for that of the contact points
 * @param login null if the cluster asks for none
 */
@PublicEvolving
public record ScyllaConnection(
        List<ContactPoint> contactPoints,
        @Nullable String localDataCentre,
        @Nullable Login login,
        Consistency consistency,
        ReadSettings reads)
        implements CdcConnection {

    private static final long serialVersionUID = 1L;

    public ScyllaConnection {
        contactPoints = List.copyOf(contactPoints);
        Objects.requireNonNull(consistency, "consistency");
        Objects.requireNonNull(reads, "reads");
        if (contactPoints.isEmpty()) {
            throw new IllegalArgumentException("contact points: none (expected: at least one)");
        }
    }

    /**
     * Reads at {@code QUORUM}, without a login, in the data centre of the contact points.
     *
     * @param contactPoints each {@code host} or {@code host:port}
     */
    public static ScyllaConnection to(String... contactPoints) {
        return new ScyllaConnection(
                Arrays.stream(contactPoints).map(ContactPoint::parse).toList(),
                null,
                null,
                Consistency.QUORUM,
                ReadSettings.DEFAULT);
    }

    public ScyllaConnection withLocalDataCentre(@Nullable String name) {
        return new ScyllaConnection(contactPoints, name, login, consistency, reads);
    }

    public ScyllaConnection withLogin(String user, Secret password) {
        Login named = new Login(user, password);
        return new ScyllaConnection(contactPoints, localDataCentre, named, consistency, reads);
    }

    public ScyllaConnection withConsistency(Consistency level) {
        return new ScyllaConnection(contactPoints, localDataCentre, login, level, reads);
    }

    public ScyllaConnection withReads(ReadSettings settings) {
        return new ScyllaConnection(contactPoints, localDataCentre, login, consistency, settings);
    }

    @Override
    public CdcCluster connect() throws IOException {
        return new CqlCdcCluster(SharedSessions.acquire(this), ChangeAssembler::new);
    }
}
