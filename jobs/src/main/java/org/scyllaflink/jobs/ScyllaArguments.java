/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.cql.Secret;
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
                    "Required. Nodes of the cluster, separated by commas; one that answers is enough.")
    @Nullable List<String> contactPoints;

    @Option(
            names = "--local-datacenter",
            paramLabel = "NAME",
            description = "Data centre to read from. Default: that of the contact points.")
    @Nullable String localDatacenter;

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

    ScyllaConnection connection(UnaryOperator<@Nullable String> environment) {
        Options.requireGiven("--contact-points", contactPoints, "host:port");
        ScyllaConnection connection;
        try {
            connection = ScyllaConnection.to(contactPoints.toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--contact-points: " + e.getMessage(), e);
        }
        if (localDatacenter != null) {
            connection = connection.withLocalDataCentre(localDatacenter);
        }
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
