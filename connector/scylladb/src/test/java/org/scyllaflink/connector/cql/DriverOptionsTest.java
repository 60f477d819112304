/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriverOptionsTest {

    @Test
    void theDriverSeesWhatIsPassedOn() {
        ScyllaConnection connection =
                ScyllaConnection.to("h")
                        .withDriverOptions(
                                Map.of(
                                        "advanced.connection.pool.local.size", "4",
                                        "advanced.connection.connect-timeout", "7 seconds",
                                        "advanced.socket.tcp-no-delay", "false",
                                        "basic.session-name", "a = b\n# \"c\"",
                                        "advanced.metrics.session.enabled",
                                                "bytes-sent, bytes-received"));
        try (DriverConfigLoader loader = DriverConfig.of(connection, getClass().getClassLoader())) {
            DriverExecutionProfile config = loader.getInitialConfig().getDefaultProfile();

            assertThat(config.getInt(DefaultDriverOption.CONNECTION_POOL_LOCAL_SIZE)).isEqualTo(4);
            assertThat(config.getDuration(DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT))
                    .isEqualTo(Duration.ofSeconds(7));
            assertThat(config.getBoolean(DefaultDriverOption.SOCKET_TCP_NODELAY)).isFalse();
            assertThat(config.getString(DefaultDriverOption.SESSION_NAME))
                    .isEqualTo("a = b\n# \"c\"");
            assertThat(config.getStringList(DefaultDriverOption.METRICS_SESSION_ENABLED))
                    .containsExactly("bytes-sent", "bytes-received");
            assertThat(config.getString(DefaultDriverOption.PROTOCOL_VERSION)).isEqualTo("V4");
        }
    }

    @Test
    void theDriverSeesTheRack() {
        ScyllaConnection connection =
                ScyllaConnection.to("h").withLocalDataCentre("dc1").withLocalRack("r1");
        try (DriverConfigLoader loader = DriverConfig.of(connection, getClass().getClassLoader())) {
            assertThat(
                            loader.getInitialConfig()
                                    .getDefaultProfile()
                                    .getString(DefaultDriverOption.LOAD_BALANCING_LOCAL_RACK))
                    .isEqualTo("r1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "basic.request.consistency, consistency",
        "basic.request.serial-consistency, no serial reads",
        "basic.request.timeout, request timeout",
        "basic.request.page-size, page size",
        "basic.contact-points, contact points",
        "basic.load-balancing-policy.local-datacenter, local data centre",
        "basic.load-balancing-policy.local-rack, local rack",
        "basic.cloud.secure-connect-bundle, the secure-connect bundle",
        "advanced.auth-provider.password, user and password",
        "advanced.ssl-engine-factory.truststore-password, TLS",
        "advanced.protocol.version, 'protocol V4, ScyllaDB''s own'",
    })
    void whatTheConnectorSetsIsRefusedWithWhatToUse(String path, String instead) {
        assertThatThrownBy(() -> DriverOptions.of(Map.of(path, "tomato")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "driver option '"
                                + path
                                + "': set by the connector (expected: "
                                + instead
                                + ")");
    }

    @Test
    void unknownPathsAreNamed() {
        assertThatThrownBy(() -> DriverOptions.of(Map.of("advanced.conection.pool", "4")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("driver option 'advanced.conection.pool': unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "advanced.connection.pool.local.size, tomato, Integer",
        "advanced.connection.connect-timeout, tomato, Duration",
        "advanced.socket.tcp-no-delay, tomato, Boolean",
    })
    void valuesOfAnotherTypeAreRefusedWithoutShowingThem(String path, String value, String type) {
        assertThatThrownBy(() -> DriverOptions.of(Map.of(path, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("driver option '" + path + "': not a value of its type")
                .hasMessageContaining(type)
                .hasMessageNotContaining(value)
                .hasNoCause();
    }
}
