/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScyllaConnectionTest {

    @Test
    void neverShowsThePassword() {
        assertThat(ScyllaConnection.to("h").withLogin("flink", Secret.of("tomato")).toString())
                .contains("flink")
                .doesNotContain("tomato");
    }

    @Test
    void travelsWithTheJob() throws Exception {
        ScyllaConnection connection =
                ScyllaConnection.to("h:1")
                        .withLogin("flink", Secret.of("tomato"))
                        .withLocalDataCentre("dc1")
                        .withReads(ReadSettings.DEFAULT.withPageSize(7));

        assertThat(InstantiationUtil.clone(connection)).isEqualTo(connection);
    }

    @Test
    void differsByWhateverMakesAnotherSession() {
        ScyllaConnection connection = ScyllaConnection.to("h").withLogin("u", Secret.of("p"));

        assertThat(connection)
                .isEqualTo(ScyllaConnection.to("h:9042").withLogin("u", Secret.of("p")))
                .isNotEqualTo(connection.withLogin("u", Secret.of("q")))
                .isNotEqualTo(connection.withLocalDataCentre("dc1"))
                .isNotEqualTo(connection.withConsistency(Consistency.ONE))
                .isNotEqualTo(connection.withReads(ReadSettings.DEFAULT.withPageSize(7)));
    }

    @Test
    void noSettingShowsASecret() {
        Tls tls =
                Tls.enabled()
                        .withTrustStore("/trust.p12", Secret.of("tomato"))
                        .withKeyStore("/keys.p12", Secret.of("potato"));
        ScyllaConnection connection =
                ScyllaConnection.to("h")
                        .withTls(tls)
                        .withDriverOptions(Map.of("basic.session-name", "cucumber"));

        assertThat(connection.toString())
                .contains("/trust.p12", "/keys.p12", "basic.session-name")
                .doesNotContain("tomato", "potato", "cucumber");
    }

    @Test
    void travelsWithAllItsSettings() throws Exception {
        ScyllaConnection connection =
                ScyllaConnection.to("h:1")
                        .withLocalDataCentre("dc1")
                        .withLocalRack("r1")
                        .withTls(
                                Tls.enabled()
                                        .withAuthorities("/ca.pem")
                                        .withCertificate("/c.pem", "/k.pem")
                                        .withoutHostNameVerification())
                        .withReads(ReadSettings.DEFAULT.withRequestsPerSecond(100))
                        .withDriverOptions(Map.of("advanced.connection.pool.local.size", "4"));

        assertThat(InstantiationUtil.clone(connection)).isEqualTo(connection);
        assertThat(InstantiationUtil.clone(ScyllaConnection.byBundle("/b.zip")))
                .isEqualTo(ScyllaConnection.byBundle("/b.zip"));
    }

    @Test
    void aBundleContradictsWhatItNamesItself() {
        ScyllaConnection bundle = ScyllaConnection.byBundle("/b.zip");

        assertThatThrownBy(() -> bundle.withLocalDataCentre("dc1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "local data centre: 'dc1' with secure-connect bundle '/b.zip' (expected:"
                                + " one of them, as a bundle names nodes, data centre and"
                                + " certificates)");
        assertThatThrownBy(() -> bundle.withLocalRack("r1"))
                .hasMessageStartingWith("local rack: 'r1' with secure-connect bundle '/b.zip'");
        assertThatThrownBy(() -> bundle.withTls(Tls.enabled()))
                .hasMessageStartingWith("TLS: 'Tls[")
                .hasMessageContaining("with secure-connect bundle '/b.zip'");
    }

    @Test
    void aRackNeedsItsDataCentre() {
        assertThatThrownBy(() -> ScyllaConnection.to("h").withLocalRack("r1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("local rack: 'r1' without a local data centre");
    }

    @Test
    void needsAContactPoint() {
        assertThatThrownBy(ScyllaConnection::to)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("contact points: none (expected: at least one)");
    }

    @ParameterizedTest
    @CsvSource({
        "node1, node1, 9042",
        "node1:19042, node1, 19042",
        "10.0.0.1:1, 10.0.0.1, 1",
        "[::1], ::1, 9042",
        "[fe80::1]:9043, fe80::1, 9043",
    })
    void readsContactPoints(String text, String host, int port) {
        assertThat(ContactPoint.parse(text)).isEqualTo(new ContactPoint(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":9042", "h:", "h:port", "h:0", "h:65536", "h:-1", "a:1:2"})
    void refusesWhatIsNoContactPoint(String text) {
        assertThatThrownBy(() -> ContactPoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("contact point: '")
                .hasMessageEndingWith("(expected: host or host:port)");
    }

    @ParameterizedTest
    @EnumSource(Consistency.class)
    void readsConsistencyLevelsInAnyCase(Consistency level) {
        assertThat(Consistency.parse(level.name().toLowerCase(Locale.ROOT))).isEqualTo(level);
        assertThat(level.level().isSerial()).isFalse();
        assertThat(level.level().name()).isEqualTo(level.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SERIAL", "local_serial"})
    void refusesSerialReads(String text) {
        assertThatThrownBy(() -> Consistency.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "consistency: '"
                                + text
                                + "' (ScyllaDB refuses serial reads of a CDC log; expected one of:"
                                + " ONE, TWO, THREE, QUORUM, ALL, LOCAL_QUORUM, LOCAL_ONE)");
    }

    @Test
    void refusesLevelsThatDoNotExist() {
        assertThatThrownBy(() -> Consistency.parse("MOST"))
                .hasMessageStartingWith("consistency: 'MOST' (expected one of: ONE");
    }

    @Test
    void refusesSettingsOfNothing() {
        ReadSettings reads = ReadSettings.DEFAULT;

        assertThatThrownBy(() -> reads.withPageSize(0))
                .hasMessage("page size: 0 (expected: more than 0)");
        assertThatThrownBy(() -> reads.withRequestsPerSecond(0))
                .hasMessage("requests per second: 0 (expected: more than 0)");
        assertThatThrownBy(() -> reads.withRequestTimeout(Duration.ZERO))
                .hasMessage("request timeout: PT0S (expected: more than 0)");
        assertThatThrownBy(() -> reads.withRetryTime(Duration.ofSeconds(-1)))
                .hasMessage("retry time: PT-1S (expected: zero or more)");
    }
}
