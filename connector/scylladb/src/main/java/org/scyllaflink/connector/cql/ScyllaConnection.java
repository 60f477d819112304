/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * How to reach a ScyllaDB cluster. Equal connections of one job share a session in each JVM.
 *
 * <pre>{@code
 * ScyllaConnection.to("10.0.0.1:9042", "10.0.0.2:9042")
 *         .withLocalDataCentre("dc1")
 *         .withLogin("flink", Secret.of(System.getenv("SCYLLA_PASSWORD")))
 *         .withTls(Tls.enabled().withAuthorities("/etc/scylla/ca.pem"));
 * }</pre>
 *
 * @param login null if the cluster asks for none
 */
@PublicEvolving
public record ScyllaConnection(
        ClusterAddress address,
        @Nullable Login login,
        Consistency consistency,
        ReadSettings reads,
        DriverOptions driverOptions)
        implements CdcConnection, TableConnection {

    private static final long serialVersionUID = 1L;

    public ScyllaConnection {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(consistency, "consistency");
        Objects.requireNonNull(reads, "reads");
        Objects.requireNonNull(driverOptions, "driverOptions");
    }

    /**
     * Reads at {@code QUORUM}, without a login or TLS, in the data centre of the contact points.
     *
     * @param contactPoints each {@code host} or {@code host:port}
     */
    public static ScyllaConnection to(String... contactPoints) {
        return of(
                new ClusterAddress.Nodes(
                        Arrays.stream(contactPoints).map(ContactPoint::parse).toList(),
                        null,
                        null,
                        null));
    }

    /**
     * Reads at {@code QUORUM} from the cluster of a secure-connect bundle.
     *
     * @param path of the file on every machine that reads
     */
    public static ScyllaConnection byBundle(String path) {
        return of(new ClusterAddress.Bundle(path));
    }

    private static ScyllaConnection of(ClusterAddress address) {
        return new ScyllaConnection(
                address, null, Consistency.QUORUM, ReadSettings.DEFAULT, DriverOptions.NONE);
    }

    /**
     * Asks nodes of one data centre only.
     *
     * @throws IllegalArgumentException if a bundle names the data centre
     */
    public ScyllaConnection withLocalDataCentre(@Nullable String name) {
        return withAddress(nodes("local data centre", name).withLocalDataCentre(name));
    }

    /**
     * Asks replicas of one rack of the local data centre, which is to be named before, first.
     *
     * @throws IllegalArgumentException if there is no local data centre, or a bundle is used
     */
    public ScyllaConnection withLocalRack(@Nullable String name) {
        return withAddress(nodes("local rack", name).withLocalRack(name));
    }

    /**
     * Connects with TLS.
     *
     * @throws IllegalArgumentException if a bundle is used, which brings its own
     */
    public ScyllaConnection withTls(@Nullable Tls tls) {
        return withAddress(nodes("TLS", tls).withTls(tls));
    }

    public ScyllaConnection withLogin(String user, Secret password) {
        Login named = new Login(user, password);
        return new ScyllaConnection(address, named, consistency, reads, driverOptions);
    }

    public ScyllaConnection withConsistency(Consistency level) {
        return new ScyllaConnection(address, login, level, reads, driverOptions);
    }

    public ScyllaConnection withReads(ReadSettings settings) {
        return new ScyllaConnection(address, login, consistency, settings, driverOptions);
    }

    /**
     * Passes settings on to the driver.
     *
     * @param options values by path, as in {@link DriverOptions}
     * @throws IllegalArgumentException as {@link DriverOptions#of} does
     */
    public ScyllaConnection withDriverOptions(Map<String, String> options) {
        DriverOptions checked = DriverOptions.of(options);
        return new ScyllaConnection(address, login, consistency, reads, checked);
    }

    private ScyllaConnection withAddress(ClusterAddress other) {
        return new ScyllaConnection(other, login, consistency, reads, driverOptions);
    }

    private ClusterAddress.Nodes nodes(String setting, @Nullable Object value) {
        if (address instanceof ClusterAddress.Nodes nodes) {
            return nodes;
        }
        throw new IllegalArgumentException(
                setting
                        + ": '"
                        + value
                        + "' with "
                        + address
                        + " (expected: one of them, as a bundle names nodes, data centre and"
                        + " certificates)");
    }

    @Override
    public CdcCluster connect() throws IOException {
        return new CqlCdcCluster(SharedSessions.acquire(this), ChangeAssembler::new);
    }

    @Override
    public BaseTables openTables() throws IOException {
        return new CqlBaseTables(SharedSessions.acquire(this));
    }
}
