/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.jspecify.annotations.Nullable;
import org.scyllaflink.connector.cql.ReadSettings;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.cql.Secret;
import org.scyllaflink.connector.cql.Tls;

/** The connection that {@link ScyllaConnectionOptions} describe. */
final class ConfiguredConnection {

    /** For how long a question is repeated while somebody waits at a prompt. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final List<ConfigOption<?>> OF_TLS =
            List.of(
                    ScyllaConnectionOptions.TLS_CA,
                    ScyllaConnectionOptions.TLS_TRUST_STORE,
                    ScyllaConnectionOptions.TLS_TRUST_STORE_PASSWORD,
                    ScyllaConnectionOptions.TLS_CERTIFICATE,
                    ScyllaConnectionOptions.TLS_KEY,
                    ScyllaConnectionOptions.TLS_KEY_STORE,
                    ScyllaConnectionOptions.TLS_KEY_STORE_PASSWORD,
                    ScyllaConnectionOptions.TLS_ACCEPT_ANY_HOST_NAME);

    private final ReadableConfig options;

    private ConfiguredConnection(ReadableConfig options) {
        this.options = options;
    }

    /**
     * Does not connect.
     *
     * @throws ValidationException if an option is missing, contradicts another or has a value that
     *     is none; names it, never a secret
     */
    static ScyllaConnection of(ReadableConfig options) {
        return new ConfiguredConnection(options).connection();
    }

    /** The same for questions to which somebody waits for an answer: these are given up soon. */
    static ScyllaConnection impatient(ScyllaConnection connection) {
        ReadSettings reads = connection.reads();
        return reads.retryTime().compareTo(PATIENCE) <= 0
                ? connection
                : connection.withReads(reads.withRetryTime(PATIENCE));
    }

    private ScyllaConnection connection() {
        ScyllaConnection connection =
                withLogin(cluster())
                        .withConsistency(options.get(ScyllaConnectionOptions.CONSISTENCY))
                        .withReads(named("connection.*", this::reads));
        return named(
                ScyllaConnectionOptions.DRIVER.key(),
                () -> connection.withDriverOptions(options.get(ScyllaConnectionOptions.DRIVER)));
    }

    private ScyllaConnection cluster() {
        String bundle = value(ScyllaConnectionOptions.SECURE_CONNECT_BUNDLE);
        if (bundle != null) {
            refuseBesides(ScyllaConnectionOptions.SECURE_CONNECT_BUNDLE, bundle);
            return ScyllaConnection.byBundle(bundle);
        }
        ScyllaConnection nodes =
                named(
                        ScyllaConnectionOptions.CONTACT_POINTS.key(),
                        () -> ScyllaConnection.to(contactPoints()));
        ScyllaConnection local =
                nodes.withLocalDataCentre(value(ScyllaConnectionOptions.LOCAL_DATACENTER))
                        .withTls(tls());
        return named(
                ScyllaConnectionOptions.LOCAL_RACK.key(),
                () -> local.withLocalRack(value(ScyllaConnectionOptions.LOCAL_RACK)));
    }

    private String[] contactPoints() {
        List<String> points = new ArrayList<>();
        List<String> given = value(ScyllaConnectionOptions.CONTACT_POINTS);
        if (given == null) {
            throw new ValidationException(
                    "Set '"
                            + ScyllaConnectionOptions.CONTACT_POINTS.key()
                            + "' to nodes of the cluster, such as 10.0.0.1:9042, or '"
                            + ScyllaConnectionOptions.SECURE_CONNECT_BUNDLE.key()
                            + "'.");
        }
        given.forEach(part -> points.addAll(List.of(part.split(","))));
        return points.toArray(String[]::new);
    }

    private void refuseBesides(ConfigOption<String> bundle, String path) {
        List<ConfigOption<?>> others = new ArrayList<>(OF_TLS);
        others.add(0, ScyllaConnectionOptions.CONTACT_POINTS);
        others.add(1, ScyllaConnectionOptions.LOCAL_DATACENTER);
        others.add(2, ScyllaConnectionOptions.LOCAL_RACK);
        others.add(ScyllaConnectionOptions.TLS_ENABLED);
        for (ConfigOption<?> other : others) {
            if (options.getOptional(other).isPresent()) {
                throw new ValidationException(
                        "Remove '"
                                + other.key()
                                + "' or '"
                                + bundle.key()
                                + "' = '"
                                + path
                                + "': a bundle names nodes, data centre and certificates.");
            }
        }
    }

    private ScyllaConnection withLogin(ScyllaConnection connection) {
        requireBoth(ScyllaConnectionOptions.USERNAME, ScyllaConnectionOptions.PASSWORD);
        String user = value(ScyllaConnectionOptions.USERNAME);
        return user == null
                ? connection
                : connection.withLogin(user, secret(ScyllaConnectionOptions.PASSWORD));
    }

    private @Nullable Tls tls() {
        if (!options.get(ScyllaConnectionOptions.TLS_ENABLED)) {
            for (ConfigOption<?> option : OF_TLS) {
                if (options.getOptional(option).isPresent()) {
                    throw new ValidationException(
                            "Set '"
                                    + ScyllaConnectionOptions.TLS_ENABLED.key()
                                    + "' to 'true' or remove '"
                                    + option.key()
                                    + "', which has no effect without TLS.");
                }
            }
            return null;
        }
        Tls trusting = withAuthorities(Tls.enabled());
        Tls known = withIdentity(trusting);
        return options.get(ScyllaConnectionOptions.TLS_ACCEPT_ANY_HOST_NAME)
                ? known.withoutHostNameVerification()
                : known;
    }

    private Tls withAuthorities(Tls tls) {
        refuseBoth(ScyllaConnectionOptions.TLS_CA, ScyllaConnectionOptions.TLS_TRUST_STORE);
        requireBoth(
                ScyllaConnectionOptions.TLS_TRUST_STORE,
                ScyllaConnectionOptions.TLS_TRUST_STORE_PASSWORD);
        String authorities = value(ScyllaConnectionOptions.TLS_CA);
        String store = value(ScyllaConnectionOptions.TLS_TRUST_STORE);
        if (authorities != null) {
            return tls.withAuthorities(authorities);
        }
        return store == null
                ? tls
                : tls.withTrustStore(
                        store, secret(ScyllaConnectionOptions.TLS_TRUST_STORE_PASSWORD));
    }

    private Tls withIdentity(Tls tls) {
        refuseBoth(ScyllaConnectionOptions.TLS_CERTIFICATE, ScyllaConnectionOptions.TLS_KEY_STORE);
        requireBoth(ScyllaConnectionOptions.TLS_CERTIFICATE, ScyllaConnectionOptions.TLS_KEY);
        requireBoth(
                ScyllaConnectionOptions.TLS_KEY_STORE,
                ScyllaConnectionOptions.TLS_KEY_STORE_PASSWORD);
        String certificate = value(ScyllaConnectionOptions.TLS_CERTIFICATE);
        String store = value(ScyllaConnectionOptions.TLS_KEY_STORE);
        if (certificate != null) {
            return tls.withCertificate(certificate, value(ScyllaConnectionOptions.TLS_KEY));
        }
        return store == null
                ? tls
                : tls.withKeyStore(store, secret(ScyllaConnectionOptions.TLS_KEY_STORE_PASSWORD));
    }

    private void refuseBoth(ConfigOption<?> option, ConfigOption<?> other) {
        if (options.getOptional(option).isPresent() && options.getOptional(other).isPresent()) {
            throw new ValidationException(
                    "Remove '"
                            + option.key()
                            + "' or '"
                            + other.key()
                            + "': each takes the place of the other.");
        }
    }

    private void requireBoth(ConfigOption<?> option, ConfigOption<?> other) {
        boolean given = options.getOptional(option).isPresent();
        if (given != options.getOptional(other).isPresent()) {
            throw new ValidationException(
                    "Set '"
                            + (given ? other : option).key()
                            + "', too, or remove '"
                            + (given ? option : other).key()
                            + "': neither is of use without the other.");
        }
    }

    private ReadSettings reads() {
        return new ReadSettings(
                options.get(ScyllaConnectionOptions.REQUEST_TIMEOUT),
                options.get(ScyllaConnectionOptions.RETRY_TIME),
                options.get(ScyllaConnectionOptions.PAGE_SIZE),
                options.get(ScyllaConnectionOptions.REQUESTS_IN_FLIGHT),
                options.get(ScyllaConnectionOptions.BYTES_IN_FLIGHT),
                value(ScyllaConnectionOptions.REQUESTS_PER_SECOND));
    }

    private Secret secret(ConfigOption<String> option) {
        return Secret.of(options.get(option));
    }

    private <T> @Nullable T value(ConfigOption<T> option) {
        return options.getOptional(option).orElse(null);
    }

    /** Names the option, or what options have in common, in what is said of its value. */
    private static <T> T named(String option, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new ValidationException("Option '" + option + "': " + e.getMessage());
        }
    }
}
