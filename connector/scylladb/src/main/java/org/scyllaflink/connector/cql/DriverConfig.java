/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.datastax.oss.driver.internal.core.loadbalancing.DcInferringLoadBalancingPolicy;
import java.time.Duration;

/** The driver's settings for a connection. */
final class DriverConfig {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration FIRST_RECONNECT = Duration.ofMillis(500);
    private static final Duration LAST_RECONNECT = Duration.ofSeconds(5);

    private DriverConfig() {}

    static DriverConfigLoader of(ScyllaConnection connection, ClassLoader classLoader) {
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
        if (connection.address() instanceof ClusterAddress.Nodes nodes) {
            if (nodes.localDataCentre() == null) {
                config.withClass(
                        DefaultDriverOption.LOAD_BALANCING_POLICY_CLASS,
                        DcInferringLoadBalancingPolicy.class);
            }
            if (nodes.localRack() != null) {
                config.withString(DefaultDriverOption.LOAD_BALANCING_LOCAL_RACK, nodes.localRack());
            }
        }
        connection.driverOptions().addTo(config);
        return config.build();
    }
}
