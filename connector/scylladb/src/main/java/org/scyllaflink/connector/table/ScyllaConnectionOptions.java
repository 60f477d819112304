/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;
import org.scyllaflink.connector.cql.Consistency;
import org.scyllaflink.connector.cql.ReadSettings;
import org.scyllaflink.connector.cql.ScyllaConnection;

/**
 * How a cluster is reached and how much is asked of it: the same for all connectors and the
 * catalog. {@link ConfiguredConnection} makes a {@link ScyllaConnection} of them.
 */
@PublicEvolving
public final class ScyllaConnectionOptions {

    public static final ConfigOption<List<String>> CONTACT_POINTS =
            ConfigOptions.key("connection.contact-points")
                    .stringType()
                    .asList()
                    .noDefaultValue()
                    .withDescription(
                            "Nodes of the cluster, host or host:port, with ';' or ',' between. One"
                                    + " that answers is enough. Required without a bundle.");

    public static final ConfigOption<String> LOCAL_DATACENTER =
            ConfigOptions.key("connection.local-datacenter")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Data centre whose nodes are asked. Without it: that of the contact"
                                    + " points.");

    public static final ConfigOption<String> LOCAL_RACK =
            ConfigOptions.key("connection.local-rack")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Rack whose replicas are asked first; needs a local data centre.");

    public static final ConfigOption<String> SECURE_CONNECT_BUNDLE =
            ConfigOptions.key("connection.secure-connect-bundle")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "Path of a bundle, on the client, the JobManager and every TaskManager,"
                                    + " in place of contact points, data centre, rack and TLS.");

    public static final ConfigOption<String> USERNAME =
            ConfigOptions.key("connection.username")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("User to log in as; needs a password. Without it: no login.");

    public static final ConfigOption<String> PASSWORD =
            ConfigOptions.key("connection.password")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("Password of the user. Never shown in logs or messages.");

    public static final ConfigOption<Boolean> TLS_ENABLED =
            ConfigOptions.key("connection.tls.enabled")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether to connect with TLS; the other options of TLS need it. Files"
                                    + " are read on the client, the JobManager and every"
                                    + " TaskManager.");

    public static final ConfigOption<String> TLS_CA =
            ConfigOptions.key("connection.tls.ca")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "PEM file with the trusted authorities. Without it or a trust store:"
                                    + " those that the JVM trusts.");

    public static final ConfigOption<String> TLS_TRUST_STORE =
            ConfigOptions.key("connection.tls.trust-store")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("JKS or PKCS12 store with the trusted authorities.");

    public static final ConfigOption<String> TLS_TRUST_STORE_PASSWORD =
            ConfigOptions.key("connection.tls.trust-store-password")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("Password of the trust store.");

    public static final ConfigOption<String> TLS_CERTIFICATE =
            ConfigOptions.key("connection.tls.certificate")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("PEM file with the certificate that is shown to nodes.");

    public static final ConfigOption<String> TLS_KEY =
            ConfigOptions.key("connection.tls.key")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "PEM file with the key of the certificate: PKCS#8, without a"
                                    + " password.");

    public static final ConfigOption<String> TLS_KEY_STORE =
            ConfigOptions.key("connection.tls.key-store")
                    .stringType()
                    .noDefaultValue()
                    .withDescription(
                            "JKS or PKCS12 store with the certificate and the key that are shown to"
                                    + " nodes.");

    public static final ConfigOption<String> TLS_KEY_STORE_PASSWORD =
            ConfigOptions.key("connection.tls.key-store-password")
                    .stringType()
                    .noDefaultValue()
                    .withDescription("Password of the key store and of the key in it.");

    public static final ConfigOption<Boolean> TLS_ACCEPT_ANY_HOST_NAME =
            ConfigOptions.key("connection.tls.accept-any-host-name")
                    .booleanType()
                    .defaultValue(false)
                    .withDescription(
                            "Whether certificates that are for another host are accepted. Whoever"
                                    + " has one can play a node.");

    public static final ConfigOption<Consistency> CONSISTENCY =
            ConfigOptions.key("connection.consistency")
                    .enumType(Consistency.class)
                    .defaultValue(Consistency.QUORUM)
                    .withDescription(
                            "How many replicas answer a read. Writes at a level that does not"
                                    + " overlap with it may be missed.");

    public static final ConfigOption<Duration> REQUEST_TIMEOUT =
            ConfigOptions.key("connection.request-timeout")
                    .durationType()
                    .defaultValue(ReadSettings.DEFAULT.requestTimeout())
                    .withDescription("How long to wait for one answer.");

    public static final ConfigOption<Duration> RETRY_TIME =
            ConfigOptions.key("connection.retry-time")
                    .durationType()
                    .defaultValue(ReadSettings.DEFAULT.retryTime())
                    .withDescription(
                            "For how long a request that fails for a passing reason is repeated"
                                    + " before it fails the job.");

    public static final ConfigOption<Integer> PAGE_SIZE =
            ConfigOptions.key("connection.page-size")
                    .intType()
                    .defaultValue(ReadSettings.DEFAULT.pageSize())
                    .withDescription("Rows a page.");

    public static final ConfigOption<Integer> REQUESTS_IN_FLIGHT =
            ConfigOptions.key("connection.requests-in-flight")
                    .intType()
                    .defaultValue(ReadSettings.DEFAULT.requestsInFlight())
                    .withDescription(
                            "Most reads of a TaskManager that wait for an answer at a time.");

    public static final ConfigOption<MemorySize> BYTES_IN_FLIGHT =
            ConfigOptions.key("connection.bytes-in-flight")
                    .memoryType()
                    .defaultValue(ReadSettings.DEFAULT.bytesInFlight())
                    .withDescription(
                            "Most bytes that these answers are likely to bring, by the mean of the"
                                    + " pages so far.");

    public static final ConfigOption<Integer> REQUESTS_PER_SECOND =
            ConfigOptions.key("connection.requests-per-second")
                    .intType()
                    .noDefaultValue()
                    .withDescription(
                            "Most reads that a TaskManager begins in a second. Without it: no"
                                    + " limit.");

    public static final ConfigOption<Map<String, String>> DRIVER =
            ConfigOptions.key("connection.driver")
                    .mapType()
                    .defaultValue(Map.of())
                    .withDescription(
                            "Settings of the ScyllaDB driver by the paths of its reference.conf,"
                                    + " such as"
                                    + " 'connection.driver.advanced.connection.pool.local.size' ="
                                    + " '2'.");

    private ScyllaConnectionOptions() {}

    /** All of these options, none of which is required in every case. */
    static Set<ConfigOption<?>> all() {
        return DeclaredOptions.of(ScyllaConnectionOptions.class);
    }
}
