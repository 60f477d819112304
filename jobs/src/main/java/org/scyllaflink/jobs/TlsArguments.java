/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.jobs;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.Secret;
import org.scyllaflink.connector.cql.Tls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that say how nodes and the job prove to each other who they are. */
@Command(
        optionListHeading =
                "%nTLS to ScyllaDB (files are read on the JobManager and every TaskManager):%n")
final class TlsArguments {

    @Option(
            names = "--tls",
            description = "Connect with TLS; on with any of the options below. Default: off.")
    boolean tls;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description = "PEM file with the trusted authorities. Default: those of the JVM.")
    @Nullable String authorities;

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "PEM file with the certificate to show to nodes. Default: none.")
    @Nullable String certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "PEM file with the key of the certificate, PKCS#8.")
    @Nullable String key;

    @Option(
            names = "--tls-trust-store",
            paramLabel = "FILE",
            description = "JKS or PKCS12 store in place of --tls-ca.")
    @Nullable String trustStore;

    @Option(
            names = "--tls-trust-store-password",
            paramLabel = "TEXT",
            description = "Its password, for all to see.")
    @Nullable String trustStorePassword;

    @Option(
            names = "--tls-trust-store-password-file",
            paramLabel = "FILE",
            description =
                    "File with its password. Default: environment SCYLLADB_TRUST_STORE_PASSWORD.")
    @Nullable Path trustStorePasswordFile;

    @Option(
            names = "--tls-key-store",
            paramLabel = "FILE",
            description = "JKS or PKCS12 store in place of --tls-certificate and --tls-key.")
    @Nullable String keyStore;

    @Option(
            names = "--tls-key-store-password",
            paramLabel = "TEXT",
            description = "Its password, for all to see.")
    @Nullable String keyStorePassword;

    @Option(
            names = "--tls-key-store-password-file",
            paramLabel = "FILE",
            description =
                    "File with its password. Default: environment SCYLLADB_KEY_STORE_PASSWORD.")
    @Nullable Path keyStorePasswordFile;

    @Option(
            names = "--tls-accept-any-host-name",
            description =
                    "Accept certificates that are for another host. Whoever has one can play a"
                            + " node.")
    boolean acceptsAnyHostName;

    /**
     * @param environment value of an environment variable, null if it is not set
     * @return null for connections without TLS
     */
    @Nullable Tls settings(UnaryOperator<@Nullable String> environment) {
        refuseContradictions();
        Tls settings = Tls.enabled();
        if (authorities != null) {
            settings = settings.withAuthorities(authorities);
        }
        SecretArgument trustStoreSecret =
                new SecretArgument(
                        "--tls-trust-store-password",
                        trustStorePassword,
                        trustStorePasswordFile,
                        "SCYLLADB_TRUST_STORE_PASSWORD");
        if (trustStore != null) {
            Secret password = required(trustStoreSecret, environment);
            settings = settings.withTrustStore(trustStore, password);
        } else {
            trustStoreSecret.refuseWithout("--tls-trust-store");
        }
        if (certificate != null) {
            settings = settings.withCertificate(certificate, key);
        }
        SecretArgument keyStoreSecret =
                new SecretArgument(
                        "--tls-key-store-password",
                        keyStorePassword,
                        keyStorePasswordFile,
                        "SCYLLADB_KEY_STORE_PASSWORD");
        if (keyStore != null) {
            settings = settings.withKeyStore(keyStore, required(keyStoreSecret, environment));
        } else {
            keyStoreSecret.refuseWithout("--tls-key-store");
        }
        return isWanted() ? verifying(settings) : null;
    }

    private Tls verifying(Tls settings) {
        return acceptsAnyHostName ? settings.withoutHostNameVerification() : settings;
    }

    private boolean isWanted() {
        return tls
                || acceptsAnyHostName
                || Stream.of(authorities, certificate, trustStore, keyStore)
                        .anyMatch(file -> file != null);
    }

    private void refuseContradictions() {
        refuseBoth("--tls-ca", authorities, "--tls-trust-store", trustStore);
        refuseBoth("--tls-certificate", certificate, "--tls-key-store", keyStore);
        if (certificate == null) {
            Options.refuseWithout("--tls-certificate", "--tls-key", key);
        }
        if (key == null) {
            Options.refuseWithout("--tls-key", "--tls-certificate", certificate);
        }
    }

    private static void refuseBoth(
            String option, @Nullable String file, String other, @Nullable String otherFile) {
        if (file != null && otherFile != null) {
            throw new IllegalArgumentException(
                    option + " and " + other + ": both given (expected: one of them)");
        }
    }

    private static Secret required(
            SecretArgument argument, UnaryOperator<@Nullable String> environment) {
        Password password = argument.read(environment);
        if (password == null) {
            throw new IllegalArgumentException(
                    argument.option()
                            + ": not given (expected: "
                            + argument.option()
                            + "-file or environment "
                            + argument.variable()
                            + ")");
        }
        return Secret.of(password.text());
    }
}
