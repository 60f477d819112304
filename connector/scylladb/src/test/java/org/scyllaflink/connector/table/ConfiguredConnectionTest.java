/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.table.api.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scyllaflink.connector.cql.Consistency;
import org.scyllaflink.connector.cql.ReadSettings;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.cql.Secret;
import org.scyllaflink.connector.cql.Tls;

class ConfiguredConnectionTest {

    private static final String NODES = "contact-points=10.0.0.1:9043,10.0.0.2;";

    @Test
    void contactPointsAloneMakeAConnectionWithDefaults() {
        assertThat(connection("contact-points=a:1;b"))
                .isEqualTo(connection("contact-points=a:1,b"))
                .isEqualTo(ScyllaConnection.to("a:1", "b"));
    }

    @Test
    void everySettingHasItsOption() {
        ScyllaConnection connection =
                connection(
                        NODES,
                        "local-datacenter=dc1",
                        "local-rack=r1",
                        "username=flink",
                        "password=geheim",
                        "tls.enabled=true",
                        "tls.trust-store=/trust",
                        "tls.trust-store-password=eins",
                        "tls.certificate=/crt",
                        "tls.key=/key",
                        "tls.accept-any-host-name=true",
                        "consistency=local_quorum",
                        "request-timeout=3 s",
                        "retry-time=1 min",
                        "page-size=10",
                        "requests-in-flight=11",
                        "bytes-in-flight=12 mb",
                        "requests-per-second=13",
                        "driver.advanced.connection.pool.local.size=2");
        assertThat(connection)
                .isEqualTo(
                        ScyllaConnection.to("10.0.0.1:9043", "10.0.0.2")
                                .withLocalDataCentre("dc1")
                                .withLocalRack("r1")
                                .withLogin("flink", Secret.of("geheim"))
                                .withTls(
                                        Tls.enabled()
                                                .withTrustStore("/trust", Secret.of("eins"))
                                                .withCertificate("/crt", "/key")
                                                .withoutHostNameVerification())
                                .withConsistency(Consistency.LOCAL_QUORUM)
                                .withReads(
                                        new ReadSettings(
                                                Duration.ofSeconds(3),
                                                Duration.ofMinutes(1),
                                                10,
                                                11,
                                                MemorySize.ofMebiBytes(12),
                                                13))
                                .withDriverOptions(
                                        Map.of("advanced.connection.pool.local.size", "2")));
        assertThat(connection.toString()).doesNotContain("geheim", "eins");
    }

    @Test
    void questionsOfAPromptAreGivenUpSoonerThanThoseOfAJob() {
        ScyllaConnection configured = connection(NODES, "retry-time=1 h", "page-size=10");
        assertThat(ConfiguredConnection.impatient(configured))
                .isEqualTo(connection(NODES, "retry-time=10 s", "page-size=10"));
        ScyllaConnection hasty = connection(NODES, "retry-time=3 s");
        assertThat(ConfiguredConnection.impatient(hasty)).isSameAs(hasty);
    }

    @Test
    void storesAndAuthoritiesAndBundlesAreOtherWays() {
        assertThat(
                        connection(
                                NODES,
                                "tls.enabled=true",
                                "tls.ca=/ca",
                                "tls.key-store=/store",
                                "tls.key-store-password=zwei"))
                .isEqualTo(
                        ScyllaConnection.to("10.0.0.1:9043", "10.0.0.2")
                                .withTls(
                                        Tls.enabled()
                                                .withAuthorities("/ca")
                                                .withKeyStore("/store", Secret.of("zwei"))));
        assertThat(connection("secure-connect-bundle=/b.zip"))
                .isEqualTo(ScyllaConnection.byBundle("/b.zip"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    consistency=ONE | Set 'connection.contact-points' to nodes of the cluster, such as 10.0.0.1:9042, or 'connection.secure-connect-bundle'.
                    contact-points=a:b | Option 'connection.contact-points': contact point: 'a:b' (expected: host or host:port)
                    contact-points=a;secure-connect-bundle=/b.zip | Remove 'connection.contact-points' or 'connection.secure-connect-bundle' = '/b.zip': a bundle names nodes, data centre and certificates.
                    tls.ca=/ca;secure-connect-bundle=/b.zip | Remove 'connection.tls.ca' or 'connection.secure-connect-bundle' = '/b.zip': a bundle names nodes, data centre and certificates.
                    contact-points=a;local-rack=r | Option 'connection.local-rack': local rack: 'r' without a local data centre (expected: both, as racks of different data centres may have one name)
                    contact-points=a;username=u | Set 'connection.password', too, or remove 'connection.username': neither is of use without the other.
                    contact-points=a;password=geheim | Set 'connection.username', too, or remove 'connection.password': neither is of use without the other.
                    contact-points=a;tls.ca=/ca | Set 'connection.tls.enabled' to 'true' or remove 'connection.tls.ca', which has no effect without TLS.
                    contact-points=a;tls.enabled=true;tls.ca=/ca;tls.trust-store=/t | Remove 'connection.tls.ca' or 'connection.tls.trust-store': each takes the place of the other.
                    contact-points=a;tls.enabled=true;tls.key-store=/t | Set 'connection.tls.key-store-password', too, or remove 'connection.tls.key-store': neither is of use without the other.
                    contact-points=a;tls.enabled=true;tls.certificate=/c | Set 'connection.tls.key', too, or remove 'connection.tls.certificate': neither is of use without the other.
                    contact-points=a;page-size=0 | Option 'connection.*': page size: 0 (expected: more than 0)
                    contact-points=a;driver.basic.request.page-size=7 | Option 'connection.driver': driver option 'basic.request.page-size': set by the connector (expected: page size)
                    """)
    void whatDoesNotFitIsRefusedWithWhatToChange(String options, String message) {
        assertThatThrownBy(() -> connection(options))
                .isInstanceOf(ValidationException.class)
                .hasMessage(message)
                .hasMessageNotContaining("geheim")
                // Of a chain of causes the SQL client shows the last alone.
                .hasNoCause();
    }

    /** {@code key=value} with {@code ;} before the next key, all keys below {@code connection}. */
    private static ScyllaConnection connection(String... options) {
        Map<String, String> byKey = new LinkedHashMap<>();
        String last = null;
        for (String option : String.join(";", options).split(";")) {
            int equals = option.indexOf('=');
            if (equals > 0) {
                last = "connection." + option.substring(0, equals);
                byKey.put(last, option.substring(equals + 1));
            } else if (!option.isEmpty()) {
                byKey.merge(last, option, (first, second) -> first + ";" + second);
            }
        }
        return ConfiguredConnection.of(Configuration.fromMap(byKey));
    }
}
