/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.model.TableName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of the Elasticsearch sink. */
@Command(optionListHeading = "%nElasticsearch:%n")
final class ElasticsearchArguments {

    @Option(
            names = "--elasticsearch-hosts",
            split = ",",
            paramLabel = "URL",
            description =
                    "Such as http://localhost:9200, separated by commas. Default: nothing goes to"
                            + " Elasticsearch.")
    List<String> hosts = List.of();

    @Option(
            names = "--elasticsearch-counts-index",
            paramLabel = "INDEX",
            description = "Index of current counts. Default: KEYSPACE.TABLE.segment-counts.")
    @Nullable String countsIndex;

    @Option(
            names = "--elasticsearch-history-index",
            paramLabel = "INDEX",
            description = "Index of closed windows. Default: KEYSPACE.TABLE.segment-history.")
    @Nullable String historyIndex;

    @Option(
            names = "--elasticsearch-username",
            paramLabel = "NAME",
            description = "User. Default: no login.")
    @Nullable String username;

    @Option(
            names = "--elasticsearch-password",
            paramLabel = "TEXT",
            description = "Password, for all to see.")
    @Nullable String password;

    @Option(
            names = "--elasticsearch-password-file",
            paramLabel = "FILE",
            description = "File with the password. Default: environment ELASTICSEARCH_PASSWORD.")
    @Nullable Path passwordFile;

    @Option(
            names = "--elasticsearch-api-key",
            paramLabel = "TEXT",
            description = "API key in its encoded form, in place of a user; for all to see.")
    @Nullable String apiKey;

    @Option(
            names = "--elasticsearch-api-key-file",
            paramLabel = "FILE",
            description = "File with the API key. Default: environment ELASTICSEARCH_API_KEY.")
    @Nullable Path apiKeyFile;

    @Option(
            names = "--elasticsearch-ca-certificate",
            paramLabel = "FILE",
            description =
                    "PEM file with the authorities that may sign certificates of https hosts."
                            + " Default: those that Java trusts.")
    @Nullable Path caCertificate;

    /** Null if nothing goes to Elasticsearch. */
    @Nullable ElasticsearchOptions options(
            TableName table, UnaryOperator<@Nullable String> environment) {
        if (hosts.isEmpty()) {
            refuseWithoutHosts();
            return null;
        }
        String name = table.toString().toLowerCase(Locale.ROOT);
        return new ElasticsearchOptions(
                hosts,
                countsIndex == null ? name + ".segment-counts" : countsIndex,
                historyIndex == null ? name + ".segment-history" : historyIndex,
                access(environment),
                caCertificate == null ? null : content(caCertificate));
    }

    private ElasticsearchAccess access(UnaryOperator<@Nullable String> environment) {
        Password key = apiKey().read(username == null ? environment : variable -> null);
        if (username == null) {
            password().refuseWithout("--elasticsearch-username");
            return key == null ? ElasticsearchAccess.open() : new ElasticsearchAccess.ApiKey(key);
        }
        if (key != null) {
            throw new IllegalArgumentException(
                    "--elasticsearch-username: '"
                            + username
                            + "' and an API key (expected: one of them)");
        }
        Password secret = password().read(environment);
        if (secret == null) {
            throw new IllegalArgumentException(
                    "--elasticsearch-username: '"
                            + username
                            + "' without a password (expected: --elasticsearch-password-file,"
                            + " --elasticsearch-password or environment ELASTICSEARCH_PASSWORD)");
        }
        return new ElasticsearchAccess.Login(username, secret);
    }

    private SecretArgument password() {
        return new SecretArgument(
                "--elasticsearch-password", password, passwordFile, "ELASTICSEARCH_PASSWORD");
    }

    private SecretArgument apiKey() {
        return new SecretArgument(
                "--elasticsearch-api-key", apiKey, apiKeyFile, "ELASTICSEARCH_API_KEY");
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--elasticsearch-ca-certificate: '"
                            + file
                            + "' cannot be read (expected: a PEM file)",
                    e);
        }
    }

    private void refuseWithoutHosts() {
        String needed = "--elasticsearch-hosts";
        Options.refuseWithout(needed, "--elasticsearch-counts-index", countsIndex);
        Options.refuseWithout(needed, "--elasticsearch-history-index", historyIndex);
        Options.refuseWithout(needed, "--elasticsearch-username", username);
        password().refuseWithout(needed);
        apiKey().refuseWithout(needed);
        Options.refuseWithout(needed, "--elasticsearch-ca-certificate", caCertificate);
    }
}
