/* SPDX-License-Identifier: Apache-2.0 */
package org.scyllaflink.connector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scyllaflink.connector.cql.ScyllaConnection;
import org.scyllaflink.connector.model.Change;

class ScyllaCdcSourceBuilderTest {

    @Test
    void namesWhatIsMissing() {
        ScyllaCdcSourceBuilder<Change> builder = ScyllaCdcSource.builder();
        assertMissing(builder, "connection");
        builder.connection(ScyllaConnection.to("localhost:9042"));
        assertMissing(builder, "table");
        builder.table("shop.orders");
        assertMissing(builder, "deserializer");
    }

    static Stream<Arguments> badOptions() {
        return Stream.of(
                bad(b -> b.table("orders"), "table: 'orders' (expected: keyspace.table)"),
                bad(b -> b.tables(), "tables: none (expected: at least one)"),
                bad(
                        b -> b.tables("shop.orders", " "),
                        "tables: ' ' (expected: keyspace.table or a pattern)"),
                bad(
                        b -> b.tables("shop.["),
                        "tables: 'shop.[' (expected: keyspace.table, or a regular expression;"
                                + " Unclosed character class near index 5)"),
                bad(
                        b ->
                                b.startingPoint(StartingPoint.at(Instant.EPOCH.plusSeconds(1)))
                                        .until(Instant.EPOCH.plusSeconds(1)),
                        "stopping point: 1970-01-01T00:00:01Z (expected: after the starting point,"
                                + " 1970-01-01T00:00:01Z)"),
                bad(
                        b -> b.confidenceWindow(Duration.ofSeconds(-1)),
                        "confidence window: PT-1S (expected: 0 or more)"),
                bad(
                        b -> b.windows(Duration.ZERO, Duration.ofHours(1)),
                        "least window: PT0S (expected: 1 ms or more)"),
                bad(
                        b -> b.windows(Duration.ofSeconds(2), Duration.ofSeconds(1)),
                        "greatest window: PT1S (expected: not below the least window, PT2S)"),
                bad(b -> b.splitsPerReader(0), "splits per reader: 0 (expected: 1 or more)"),
                bad(
                        b -> b.discovery(Duration.ofSeconds(60), Duration.ofSeconds(60)),
                        "horizon margin: PT1M (expected: more than the discovery interval, PT1M)"),
                bad(
                        b -> b.limits(0, MemorySize.ofMebiBytes(1)),
                        "requests in flight: 0 (expected: 1 or more)"),
                bad(
                        b -> b.limits(1, MemorySize.ZERO),
                        "buffer size: 0 bytes (expected: more than 0)"));
    }

    @ParameterizedTest
    @MethodSource("badOptions")
    void namesTheOptionItsValueAndWhatWasExpected(
            UnaryOperator<ScyllaCdcSourceBuilder<Change>> option, String message) {
        assertThatThrownBy(() -> option.apply(complete()).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void isBoundedIfItHasAnEnd() {
        assertThat(complete().build().getBoundedness()).isEqualTo(Boundedness.CONTINUOUS_UNBOUNDED);
        assertThat(complete().untilNow().build().getBoundedness()).isEqualTo(Boundedness.BOUNDED);
        assertThat(complete().until(Instant.EPOCH).build().getBoundedness())
                .isEqualTo(Boundedness.BOUNDED);
    }

    @Test
    void travelsToTheCluster() throws Exception {
        ScyllaCdcSource<Change> source = InstantiationUtil.clone(complete().build());
        assertThat(source.getProducedType())
                .isEqualTo(new ChangeTypeInformation(List.of(Changes.SCHEMA)));
    }

    private static void assertMissing(ScyllaCdcSourceBuilder<Change> builder, String name) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(name + ": not set (expected: a call of " + name + "())");
    }

    private static ScyllaCdcSourceBuilder<Change> complete() {
        return ScyllaCdcSource.<Change>builder()
                .connection(ScyllaConnection.to("localhost:9042"))
                .table("shop.orders")
                .deserializer(ChangeDeserializationSchema.changes(Changes.SCHEMA));
    }

    private static Arguments bad(
            UnaryOperator<ScyllaCdcSourceBuilder<Change>> option, String message) {
        return Arguments.of(option, message);
    }
}
