/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.Consistency;
import org.scyllaflink.connector.cql.ReadSettings;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.cql.Secret;
import org.scyllaflink.connector.cql.Tls;
import org.scyllaflink.connector.model.TableName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that say where the table is. */
@Command(optionListHeading = "%nScyllaDB:%n")
final class ScyllaArguments {

    @Option(
            names = "--contact-points",
            split = ",",
            paramLabel = "HOST:PORT",
            description =
                    "Nodes of the cluster, separated by commas; one that answers is enough. Required"
                            + " without a bundle.")
    @Nullable List<String> contactPoints;

    @Option(
            names = "--local-datacenter",
            paramLabel = "NAME",
            description = "Data centre to read from. Default: that of the contact points.")
    @Nullable String localDatacenter;

    @Option(
            names = "--local-rack",
            paramLabel = "NAME",
            description = "Rack of that data centre to read from first. Default: any.")
    @Nullable String localRack;

    @Option(
            names = "--secure-connect-bundle",
            paramLabel = "FILE",
            description =
                    "Bundle in place of contact points, data centre and TLS; read on the JobManager"
                            + " and every TaskManager.")
    @Nullable String bundle;

    @Option(
            names = "--consistency",
            paramLabel = "LEVEL",
            description =
                    "How many replicas answer a read. Writes at a level that does not overlap with"
                            + " it may be missed. Default: QUORUM.")
    String consistency = Consistency.QUORUM.name();

    @Option(
            names = "--max-requests-per-second",
            paramLabel = "N",
            description =
                    "Most reads of the log that a TaskManager begins in a second. Default: no"
                            + " limit.")
    @Nullable Integer requestsPerSecond;

    @Option(
            names = "--driver-option",
            paramLabel = "PATH=VALUE",
            description =
                    "Setting of the ScyllaDB driver, such as advanced.connection.pool.local.size=2;"
                            + " may be repeated.")
    Map<String, String> driverOptions = new LinkedHashMap<>();

    @Option(names = "--username", paramLabel = "NAME", description = "User. Default: no login.")
    @Nullable String username;

    @Option(names = "--password", paramLabel = "TEXT", description = "Password, for all to see.")
    @Nullable String password;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File with the password. Default: environment SCYLLADB_PASSWORD.")
    @Nullable Path passwordFile;

    @Option(
            names = "--table",
            paramLabel = "KEYSPACE.TABLE",
            description = "Required. Table of memberships; CDC must be enabled on it.")
    @Nullable String table;

    TableName table() {
        Options.requireGiven("--table", table, "keyspace.table");
        try {
            return TableName.parse(table);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--table: '" + table + "' (expected: keyspace.table)", e);
        }
    }

    /**
     * @param environment value of an environment variable, null if it is not set
     */
    ScyllaConnection connection(TlsArguments tls, UnaryOperator<@Nullable String> environment) {
        ScyllaConnection connection =
                withLogin(cluster(tls.settings(environment)), environment)
                        .withConsistency(named("--consistency", () -> level()))
                        .withReads(named("--max-requests-per-second", () -> reads()));
        return named(
                "--driver-option", () -> connection.withDriverOptions(Map.copyOf(driverOptions)));
    }

    private ScyllaConnection cluster(@Nullable Tls tls) {
        if (bundle != null) {
            return named(
                    "--secure-connect-bundle",
                    () -> {
                        refuseWithBundle("--contact-points", contactPoints);
                        refuseWithBundle("--local-datacenter", localDatacenter);
                        refuseWithBundle("--local-rack", localRack);
                        refuseWithBundle("--tls", tls);
                        return ScyllaConnection.byBundle(bundle);
                    });
        }
        Options.requireGiven("--contact-points", contactPoints, "host:port");
        ScyllaConnection nodes =
                named(
                        "--contact-points",
                        () -> ScyllaConnection.to(contactPoints.toArray(String[]::new)));
        ScyllaConnection local = nodes.withLocalDataCentre(localDatacenter).withTls(tls);
        return named("--local-rack", () -> local.withLocalRack(localRack));
    }

    private void refuseWithBundle(String option, @Nullable Object value) {
        if (value != null) {
            throw new IllegalArgumentException(
                    "'"
                            + bundle
                            + "' with "
                            + option
                            + " (expected: one of them, as a bundle names nodes, data centre and"
                            + " certificates)");
        }
    }

    private Consistency level() {
        return Consistency.parse(consistency);
    }

    private ReadSettings reads() {
        return ReadSettings.DEFAULT.withRequestsPerSecond(requestsPerSecond);
    }

    /** Names the option in what the connector says of its value. */
    private static <T> T named(String option, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
        }
    }

    private ScyllaConnection withLogin(
            ScyllaConnection connection, UnaryOperator<@Nullable String> environment) {
        SecretArgument argument =
                new SecretArgument("--password", password, passwordFile, "SCYLLADB_PASSWORD");
        if (username == null) {
            argument.refuseWithout("--username");
            return connection;
        }
        Password secret = argument.read(environment);
        if (secret == null) {
            throw new IllegalArgumentException(
                    "--username: '"
                            + username
                            + "' without a password (expected: --password-file, --password or"
                            + " environment SCYLLADB_PASSWORD)");
        }
        return connection.withLogin(username, Secret.of(secret.text()));
    }
}
