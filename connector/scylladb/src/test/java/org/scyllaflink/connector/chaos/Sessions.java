/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.chaos;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.time.Duration;
import org.scyllaflink.testkit.ScyllaDbServer;

/** Plain driver sessions, which find a killed server again soon after it has come back. */
final class Sessions {

    private Sessions() {}

    static CqlSession open(ScyllaDbServer server) {
        DriverConfigLoader settings =
                DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(15))
                        .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                        // There is one node, which need not agree with any other.
                        .withDuration(
                                DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_TIMEOUT,
                                Duration.ZERO)
                        .withString(
                                DefaultDriverOption.RECONNECTION_POLICY_CLASS,
                                "ConstantReconnectionPolicy")
                        .withDuration(
                                DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(200))
                        .build();
        return CqlSession.builder()
                .addContactPoint(server.address())
                .withLocalDatacenter(server.datacenter())
                .withConfigLoader(settings)
                .build();
    }
}
